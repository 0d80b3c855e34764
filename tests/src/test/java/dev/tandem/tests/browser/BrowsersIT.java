package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;

class BrowsersIT {
    @Test
    void twoPeopleShareNoStorage() {
        try (Browsers browsers = Browsers.open()) {
            Page one = browsers.newPage();
            Page other = browsers.newPage();
            for (Page page : new Page[] {one, other}) {
                page.route("**/*", route -> route.fulfill());
                page.navigate("http://localhost/");
            }
            one.evaluate("localStorage.setItem('who', 'one')");

            assertThat(one.evaluate("localStorage.getItem('who')")).isEqualTo("one");
            assertThat(other.evaluate("localStorage.getItem('who')")).isNull();
        }
    }

    @Test
    void aPageGetsAFakeCameraAndMicrophone() {
        try (Browsers browsers = Browsers.open()) {
            Page page = browsers.newPage();
            page.route("**/*", route -> route.fulfill());
            page.navigate("http://localhost/");

            Object kinds =
                    page.evaluate(
                            """
                            async () => (await navigator.mediaDevices.getUserMedia({audio: true, video: true}))
                                .getTracks().map(t => t.kind).sort().join()
                            """);

            assertThat(kinds).isEqualTo("audio,video");
        }
    }
}
