package dev.tandem.server.knowledge;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

import java.util.List;

/// Markdown as HTML, which [PageExtractor] reads; its headings have ids.
final class MarkdownHtml {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());

    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    private MarkdownHtml() {}

    static String of(String markdown) {
        return "<main>" + RENDERER.render(PARSER.parse(markdown)) + "</main>";
    }
}
