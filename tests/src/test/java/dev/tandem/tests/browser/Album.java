package dev.tandem.tests.browser;

import com.microsoft.playwright.Page;

import java.nio.file.Path;
import java.util.List;

/// Pictures of a story's steps, for people to look at.
final class Album {
    private static final Path FOLDER = Path.of("target", "screenshots").toAbsolutePath();

    private final String story;
    private int step;

    Album(String story) {
        this.story = story;
    }

    /// Whatever is open, after a failure.
    void show(List<Page> pages) {
        for (Page page : pages) {
            step++;
            shoot(page, "%s-%02d.png".formatted(story, step));
        }
    }

    void show(String what, Person... people) {
        step++;
        for (Person person : people) {
            shoot(
                    person.page(),
                    "%s-%02d-%s-%s.png"
                            .formatted(story, step, what, person.toString().replace("the ", "")));
        }
    }

    private static void shoot(Page page, String file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(file)));
    }
}
