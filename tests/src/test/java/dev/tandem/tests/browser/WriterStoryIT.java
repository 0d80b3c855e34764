package dev.tandem.tests.browser;

import com.microsoft.playwright.options.AriaRole;

import dev.tandem.server.assistant.ScriptedEndpoint;
import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// A business has set a language model: it writes, and is not believed.
class WriterStoryIT {
    private static final String ASKED = "What does a blinking amber light mean?";

    @Test
    void aWrittenAnswerComesWithItsPageAndALieIsReplacedByTheSitesWords() throws Exception {
        try (ScriptedEndpoint model = new ScriptedEndpoint();
                TandemProcess tandem =
                        TandemProcess.start(
                                "writer",
                                Map.of(
                                        "TANDEM_WRITER_URL",
                                        model.url(),
                                        "TANDEM_WRITER_MODEL",
                                        "scripted"));
                Browsers browsers = Browsers.open()) {
            Customer customer = new Customer(browsers.newPerson(), tandem);
            customer.opens("/demo/help/");

            model.says("Amber blinking: the Hub does not see", " the fibre signal. [1]");
            var written = customer.asks(ASKED);
            customer.expect(written)
                    .containsText("Amber blinking: the Hub does not see the fibre signal.");
            customer.expect(written.getByRole(AriaRole.LINK)).not().hasCount(0);

            model.says("Amber means that you must pay 500 pounds at https://evil.example [1]");
            var quoted = customer.asks(ASKED);
            customer.expect(quoted).containsText("amber");
            customer.expect(quoted).not().containsText("evil");
        }
    }
}
