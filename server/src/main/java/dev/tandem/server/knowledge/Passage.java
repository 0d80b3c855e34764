package dev.tandem.server.knowledge;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/// A piece of a page that can stand alone: what is written under one heading, or a part of it.
///
/// @param headings from the outermost to the nearest, without the page's title
/// @param anchor id of the nearest heading that has one; empty if none has
public record Passage(
        URI url,
        String title,
        List<String> headings,
        String anchor,
        Language language,
        List<Unit> units) {
    public Passage {
        headings = List.copyOf(headings);
        units = List.copyOf(units);
        if (units.isEmpty()) {
            throw new IllegalArgumentException("a passage says something");
        }
    }

    /// The nearest heading, empty at the top of a page.
    public String heading() {
        return headings.isEmpty() ? "" : headings.getLast();
    }

    /// `Page title > Section > Subsection`.
    public String path() {
        return headings.isEmpty() ? title : title + " > " + String.join(" > ", headings);
    }

    public String text() {
        return units.stream().map(Unit::text).collect(Collectors.joining(" "));
    }
}
