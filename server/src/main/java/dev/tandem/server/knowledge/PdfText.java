package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;
import dev.tandem.server.knowledge.DocumentText.Unreadable;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Takes the words out of a PDF. What a file says of itself is not to be trusted: it can unpack to
/// gigabytes and go in circles, so [PdfProcess] does this where only that process is lost.
final class PdfText {
    /// Entries of a table of contents that are looked at: it can be a circle.
    private static final int OUTLINE_ENTRIES = 2_000;

    private static final int OUTLINE_DEPTH = 6;

    static {
        FontMappers.set(new PlainFont());
    }

    private PdfText() {}

    static DocumentText read(byte[] pdf, DocumentLimits limits) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            if (pages > limits.pages()) {
                return new Unreadable(Reason.TOO_BIG, "has more than " + limits.pages() + " pages");
            }
            PdfLines lines = new PdfLines(limits.chars());
            lines.read(document);
            var blocks = new PdfLayout(outline(document)).blocks(lines.lines());
            if (blocks.isEmpty()) {
                return new Unreadable(Reason.NO_TEXT, "has no text on its pages");
            }
            return new DocumentText.Words(title(document), language(document), blocks);
        } catch (InvalidPasswordException e) {
            return new Unreadable(Reason.ENCRYPTED, "needs a password");
        } catch (PdfLines.TooMuchTextException e) {
            return new Unreadable(
                    Reason.TOO_BIG, "has more than " + limits.chars() + " characters");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // The library throws many kinds when the file is not what it says.
            return new Unreadable(Reason.BROKEN, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static String title(PDDocument document) {
        return Optional.ofNullable(document.getDocumentInformation().getTitle()).orElse("").strip();
    }

    private static String language(PDDocument document) {
        return Optional.ofNullable(document.getDocumentCatalog().getLanguage()).orElse("").strip();
    }

    /// The entries of the table of contents with their depth, from 1.
    private static Map<String, Integer> outline(PDDocument document) {
        Map<String, Integer> entries = new HashMap<>();
        PDOutlineNode root = document.getDocumentCatalog().getDocumentOutline();
        if (root != null) {
            collect(root, 1, entries, new int[] {OUTLINE_ENTRIES});
        }
        return entries;
    }

    private static void collect(
            PDOutlineNode parent, int depth, Map<String, Integer> entries, int[] left) {
        PDOutlineItem item = parent.getFirstChild();
        while (item != null && left[0]-- > 0) {
            String title = item.getTitle();
            if (title != null && !title.isBlank()) {
                entries.putIfAbsent(PdfLayout.key(title), depth);
            }
            if (depth < OUTLINE_DEPTH) {
                collect(item, depth + 1, entries, left);
            }
            item = item.getNextSibling();
        }
    }
}
