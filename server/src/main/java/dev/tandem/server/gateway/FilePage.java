package dev.tandem.server.gateway;

import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.PageText;

/// The words of an uploaded file as a web page: to be read, and found by the text fragment of a
/// citation. No script, no link, no markup of the file's.
final class FilePage {
    private static final String STYLE =
            ":root{color-scheme:light dark}"
                    + "body{font:16px/1.6 system-ui,sans-serif;margin:0 auto;max-width:44rem;"
                    + "padding:2rem 1.25rem;overflow-wrap:anywhere}"
                    + "h1{font-size:1.75rem;line-height:1.25}h2,h3,h4,h5,h6{margin:2em 0 .5em}"
                    + "p,li{margin:.5em 0}";

    private FilePage() {}

    static String of(PageText page) {
        String lang = page.language() == Language.OTHER ? "" : page.language().tag();
        StringBuilder html = new StringBuilder(4_096);
        html.append("<!doctype html><html lang=\"")
                .append(lang)
                .append("\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(page.title()))
                .append(
                        "</title><meta name=\"viewport\" content=\"width=device-width\">"
                                + "<meta name=\"robots\" content=\"noindex\"><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>")
                .append(escaped(page.title()))
                .append("</h1>");
        String list = "";
        for (Block block : page.blocks()) {
            String wanted = list(block.kind());
            if (!wanted.equals(list)) {
                html.append(list.isEmpty() ? "" : "</" + list + ">")
                        .append(wanted.isEmpty() ? "" : "<" + wanted + ">");
                list = wanted;
            }
            if (block.level() != 1 || !block.text().equals(page.title())) {
                html.append(element(block));
            }
        }
        return html.append(list.isEmpty() ? "" : "</" + list + ">")
                .append("</main></body></html>")
                .toString();
    }

    private static String list(Block.Kind kind) {
        return switch (kind) {
            case ITEM -> "ul";
            case STEP -> "ol";
            case HEADING, PARAGRAPH, ROW -> "";
        };
    }

    private static String element(Block block) {
        String text = escaped(block.text());
        return switch (block.kind()) {
            case HEADING -> {
                int level = Math.clamp(block.level(), 2, 6);
                yield "<h" + level + id(block) + ">" + text + "</h" + level + ">";
            }
            case PARAGRAPH, ROW -> "<p>" + text + "</p>";
            case ITEM -> "<li>" + text + "</li>";
            case STEP -> "<li value=\"" + block.level() + "\">" + text + "</li>";
        };
    }

    private static String id(Block heading) {
        return heading.anchor().isEmpty() ? "" : " id=\"" + escaped(heading.anchor()) + "\"";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
