package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;

import java.net.URI;
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

    private final PdfReader pdfs;

    Documents(DocumentLimits limits) {
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
                            new PageText(url, title(words, name), language(words), words.blocks()));
        };
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
    private static Language language(DocumentText.Words words) {
        StringBuilder text = new StringBuilder();
        for (Block block : words.blocks()) {
            text.append(block.text()).append(' ');
        }
        Optional<Language> found = LanguageDetector.detect(text.toString());
        return found.orElseGet(() -> Language.of(words.language()));
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
