package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes pages of documents: with a title, in a language. Blocks.
final class Documents {
    private static final int TITLE_CHARS = 200;

    /// Names that programs give when nobody has named the document.
    private static final Pattern NO_TITLE =
            Pattern.compile(
                    "(?i)(untitled|document|microsoft word|powerpoint|title|null)\\b.*|.*\\.(pdf|docx?|xlsx?|indd|qxd|odt|pptx?|tex|dvi)");

    private final DocumentLimits limits;
    private final PdfReader pdfs;
    private final PageExtractor extractor = new PageExtractor();

    Documents(DocumentLimits limits) {
        this.limits = limits;
        this.pdfs = new PdfReader(limits);
    }

    /// What became of a document.
    sealed interface Read {
        record Text(PageText page) implements Read {}

        record Failed(Reason reason, String detail) implements Read {}
    }

    Read pdf(URI url, byte[] bytes) throws InterruptedException {
        return pdf(url, nameOf(url), bytes);
    }

    /// @param name of the file, for a document that has no title
    Read pdf(URI url, String name, byte[] bytes) throws InterruptedException {
        return switch (pdfs.read(bytes)) {
            case DocumentText.Unreadable(Reason reason, String detail) ->
                    new Read.Failed(reason, detail);
            case DocumentText.Words words ->
                    new Read.Text(
                            new PageText(
                                    url,
                                    title(words, name),
                                    language(words.blocks(), words.language()),
                                    words.blocks()));
        };
    }

    Read file(URI url, String name, FileKind kind, byte[] bytes) throws InterruptedException {
        try {
            return switch (kind) {
                case PDF -> pdf(url, name, bytes);
                case TEXT -> read(url, name, "", new TextBlocks(text(bytes)).blocks(), "");
                case MARKDOWN -> page(url, name, Jsoup.parse(MarkdownHtml.of(text(bytes))));
                case HTML -> page(url, name, html(bytes));
            };
        } catch (RuntimeException | StackOverflowError e) {
            // A file that breaks its parser costs this file only.
            return new Read.Failed(Reason.BROKEN, "cannot be parsed");
        }
    }

    private static Document html(byte[] bytes) {
        try {
            return Jsoup.parse(new ByteArrayInputStream(bytes), null, "");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
    }

    private Read page(URI url, String name, Document html) {
        PageText page = extractor.extract(url, html, List.of()).text();
        return read(url, name, page.title(), page.blocks(), html.select("html").attr("lang"));
    }

    private Read read(URI url, String name, String title, List<Block> blocks, String tag) {
        if (blocks.stream().allMatch(b -> b.kind() == Block.Kind.HEADING)) {
            return new Read.Failed(Reason.NO_TEXT, "has no words");
        }
        if (blocks.stream().mapToLong(b -> b.text().length()).sum() > limits.chars()) {
            return new Read.Failed(
                    Reason.TOO_BIG, "has more than " + limits.chars() + " characters");
        }
        return new Read.Text(
                new PageText(
                        url,
                        title.isBlank() ? withoutEnding(name) : title,
                        language(blocks, tag),
                        blocks));
    }

    /// UTF-8, or what old programs write.
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replace("\uFEFF", "");
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }

    /// What stands largest on the first page, if that is one thing; else what the file says.
    private static String title(DocumentText.Words words, String name) {
        List<Block> titles =
                words.blocks().stream()
                        .filter(b -> b.kind() == Block.Kind.HEADING && b.level() == 1)
                        .toList();
        boolean one = titles.size() == 1 && titles.getFirst().anchor().equals(Block.page(1));
        boolean named = !words.title().isBlank() && !NO_TITLE.matcher(words.title()).matches();
        String title =
                one
                        ? titles.getFirst().text()
                        : named ? words.title().replaceAll("\\s+", " ") : withoutEnding(name);
        return title.length() > TITLE_CHARS ? title.substring(0, TITLE_CHARS) : title;
    }

    /// The words know better than the setting of the program that wrote them.
    private static Language language(List<Block> blocks, String tag) {
        StringBuilder text = new StringBuilder();
        for (Block block : blocks) {
            text.append(block.text()).append(' ');
        }
        return LanguageDetector.detect(text.toString()).orElseGet(() -> Language.of(tag));
    }

    private static String nameOf(URI url) {
        String path = Optional.ofNullable(url.getPath()).orElse("");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// `Price list` of `price-list.pdf`.
    static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        String stem = (dot > 0 ? name.substring(0, dot) : name).replaceAll("[-_]+", " ").strip();
        return stem.isEmpty() ? name : Character.toUpperCase(stem.charAt(0)) + stem.substring(1);
    }
}
