package dev.tandem.server.knowledge;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads HTML: keeps the article, drops what stands around it. What the tags do not tell is left to
/// [Boilerplate], which sees the whole site.
public final class PageExtractor {
    /// Links read from one page.
    static final int MAX_LINKS = 5_000;

    private static final int MAX_TITLE_CHARS = 200;

    private static final String NEVER_CONTENT =
            "script, style, noscript, template, svg, iframe, object, embed, canvas, video, audio,"
                    + " input, select, textarea, nav, aside, dialog, [hidden], [aria-hidden=true],"
                    + " [role=navigation], [role=banner], [role=contentinfo],"
                    + " [role=complementary], [role=search], [role=dialog], [role=alertdialog]";

    /// Words in `class` and `id` that mark what surrounds an article.
    private static final Set<String> AROUND =
            Set.of(
                    "cookie",
                    "cookies",
                    "consent",
                    "gdpr",
                    "newsletter",
                    "subscribe",
                    "breadcrumb",
                    "breadcrumbs",
                    "crumbs",
                    "sidebar",
                    "sidenav",
                    "skip",
                    "skipnav",
                    "skiplink",
                    "related",
                    "feedback",
                    "pagination",
                    "pager",
                    "banner",
                    "advert");

    /// `charset` as the server named it, or null to let the document decide.
    ExtractedPage extract(
            URI url, byte[] html, @Nullable String charset, List<String> robotsHeaders) {
        try {
            return extract(
                    url,
                    Jsoup.parse(new ByteArrayInputStream(html), charset, url.toString()),
                    robotsHeaders);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
    }

    ExtractedPage extract(URI url, Document document, List<String> robotsHeaders) {
        List<String> said = new ArrayList<>(robots(document));
        said.addAll(robotsHeaders);
        RobotsDirectives robots = RobotsDirectives.of(said);
        List<URI> links = robots.follow() ? links(document) : List.of();
        Optional<URI> canonical = canonical(document);
        String tag = document.select("html").attr("lang");
        strip(document);
        Element root = main(document);
        String title = title(document, root);
        List<Block> blocks = new BlockReader().read(root);
        Language language =
                tag.isBlank()
                        ? LanguageDetector.detect(joined(blocks)).orElse(Language.OTHER)
                        : Language.of(tag);
        return new ExtractedPage(
                new PageText(canonical.orElse(url), title, language, blocks),
                canonical,
                links,
                robots.index());
    }

    private static List<String> robots(Document document) {
        return document.select("meta[name=robots], meta[name=" + RobotsDirectives.NAME + "]")
                .eachAttr("content");
    }

    private static Optional<URI> canonical(Document document) {
        Element link = document.selectFirst("link[rel=canonical][href]");
        return link == null ? Optional.empty() : Addresses.parse(link.absUrl("href"));
    }

    private static List<URI> links(Document document) {
        List<URI> found = new ArrayList<>();
        for (Element link : document.select("a[href], link[rel=alternate][hreflang][href]")) {
            // What is to be saved and not read is no page; a PDF is both.
            boolean refused =
                    link.attr("rel").toLowerCase(Locale.ROOT).contains("nofollow")
                            || (link.hasAttr("download")
                                    && !link.attr("href")
                                            .toLowerCase(Locale.ROOT)
                                            .contains(".pdf"));
            if (!refused && found.size() < MAX_LINKS) {
                Addresses.parse(link.absUrl("href")).ifPresent(found::add);
            }
        }
        for (String refresh : document.select("meta[http-equiv=refresh]").eachAttr("content")) {
            int at = refresh.toLowerCase(Locale.ROOT).indexOf("url=");
            if (at >= 0) {
                String target = refresh.substring(at + 4).strip().replaceAll("^['\"]|['\"]$", "");
                Addresses.resolve(document.baseUri(), target).ifPresent(found::add);
            }
        }
        return found;
    }

    private static void strip(Document document) {
        document.select(NEVER_CONTENT).remove();
        for (Element button : document.select("button, label")) {
            // Accordions put the question in a button inside a heading.
            if (button.closest("h1, h2, h3, h4, h5, h6, summary") == null) {
                button.remove();
            }
        }
        for (Element edge : document.select("header, footer")) {
            if (edge.closest("main, article, [role=main]") == null) {
                edge.remove();
            }
        }
        for (Element element : document.select("body [class], body [id]")) {
            if (isAround(element)
                    && element.selectFirst("main, article, h1, [role=main]") == null) {
                element.remove();
            }
        }
    }

    private static boolean isAround(Element element) {
        if (element.is("main, article, h1, h2, h3, h4, h5, h6, p, a, li")) {
            return false;
        }
        String names = (element.className() + " " + element.id()).toLowerCase(Locale.ROOT);
        for (String word : names.split("[^a-z0-9]+", -1)) {
            if (AROUND.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static Element main(Document document) {
        Element main = document.selectFirst("main, [role=main]");
        if (main == null) {
            List<Element> articles = document.select("article");
            main = articles.size() == 1 ? articles.getFirst() : document.body();
        }
        return main;
    }

    private static String title(Document document, Element root) {
        Element first = root.selectFirst("h1");
        String title = first == null ? "" : first.text().strip();
        if (title.isEmpty()) {
            title = document.title().strip();
            int suffix = Math.max(title.lastIndexOf(" | "), title.lastIndexOf(" - "));
            title = suffix > 0 ? title.substring(0, suffix).strip() : title;
        }
        return title.length() > MAX_TITLE_CHARS ? title.substring(0, MAX_TITLE_CHARS) : title;
    }

    private static String joined(List<Block> blocks) {
        return String.join(" ", blocks.stream().map(Block::text).toList());
    }
}
