package dev.tandem.tests.browser;

import com.microsoft.playwright.Page;

import java.nio.file.Path;

/// Pictures of a story's steps, for people to look at.
final class Album {
    private static final Path FOLDER = Path.of("target", "screenshots").toAbsolutePath();

    private final String story;
    private int step;

    Album(String story) {
        this.story = story;
    }

    void show(String what, Person... people) {
        step++;
        for (Person person : people) {
            person.page()
                    .screenshot(
                            new Page.ScreenshotOptions()
                                    .setPath(
                                            FOLDER.resolve(
                                                    "%s-%02d-%s-%s.png"
                                                            .formatted(
                                                                    story,
                                                                    step,
                                                                    what,
                                                                    person.toString()
                                                                            .replace(
                                                                                    "the ", "")))));
        }
    }
}
