package dev.tandem.server.knowledge;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The lines of a PDF in the order in which the file writes them, with what tells a heading or a
/// row of a table from a sentence.
final class PdfLines extends PDFTextStripper {
    /// Wider than any space of justified text, in sizes of the font.
    private static final float CELL_GAP = 1.8f;

    /// What stands before an item or the name of a chapter, often far before it.
    private static final Pattern NUMBER =
            Pattern.compile("[•‣▪●○◦·∙–*-]|\\d{1,3}(\\.\\d{1,3})*[.)]?");

    private final int maxChars;
    private final List<Line> lines = new ArrayList<>();
    private final List<StringBuilder> cells = new ArrayList<>();
    private int chars;
    private int lineChars;
    private int boldChars;
    private float size;
    private float top;
    private float left;
    private float right;

    /// @param cells one, or those of a row
    /// @param size of its font, in points
    /// @param page from 1
    /// @param top distance of its foot from the top of the page
    record Line(
            List<String> cells,
            float size,
            boolean bold,
            int page,
            float top,
            float left,
            float right) {
        Line {
            cells = List.copyOf(cells);
        }

        String text() {
            return String.join(" ", cells);
        }
    }

    /// Says that a document has more words than anybody reads.
    static final class TooMuchTextException extends IOException {}

    PdfLines(int maxChars) {
        this.maxChars = maxChars;
    }

    void read(PDDocument document) throws IOException {
        writeText(document, Writer.nullWriter());
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        if (chars <= maxChars) { // Beyond it the page is read to its end, and nothing kept.
            chars += text.getUnicode().length();
            super.processTextPosition(text);
        }
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) throws IOException {
        if (positions.isEmpty()) {
            return;
        }
        TextPosition first = positions.getFirst();
        TextPosition last = positions.getLast();
        boolean begins = cells.isEmpty();
        if (begins || first.getXDirAdj() - right > CELL_GAP * first.getFontSizeInPt()) {
            cells.add(new StringBuilder());
        }
        if (begins) {
            left = first.getXDirAdj();
            top = first.getYDirAdj();
        }
        cells.getLast().append(text);
        right = last.getXDirAdj() + last.getWidthDirAdj();
        for (TextPosition position : positions) {
            int length = position.getUnicode().length();
            lineChars += length;
            boldChars += isBold(position.getFont()) ? length : 0;
            size = Math.max(size, position.getFontSizeInPt());
        }
    }

    @Override
    protected void writeWordSeparator() {
        if (!cells.isEmpty()) {
            cells.getLast().append(' ');
        }
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeParagraphEnd() {
        endLine();
    }

    @Override
    protected void endPage(PDPage page) throws IOException {
        endLine();
        if (chars > maxChars) {
            throw new TooMuchTextException();
        }
    }

    private void endLine() {
        List<String> texts =
                cells.stream().map(PdfLines::plain).filter(text -> !text.isEmpty()).toList();
        if (!texts.isEmpty()) {
            boolean bold = boldChars * 10 >= lineChars * 9;
            lines.add(new Line(numbered(texts), size, bold, getCurrentPageNo(), top, left, right));
        }
        cells.clear();
        lineChars = 0;
        boldChars = 0;
        size = 0;
    }

    /// The number of an item is no cell.
    private static List<String> numbered(List<String> texts) {
        if (texts.size() != 2 || !NUMBER.matcher(texts.getFirst()).matches()) {
            return texts;
        }
        return List.of(texts.getFirst() + " " + texts.getLast());
    }

    /// Ligatures in letters, odd spaces as spaces; what no text holds is left out.
    private static String plain(StringBuilder cell) {
        return cell.toString()
                .replaceAll("[\\p{Z}\\s]+", " ")
                .replaceAll("[\\p{Cc}\\p{Co}\\p{Cs}\\p{Cn}\uFFFD]", "")
                .strip();
    }

    private static boolean isBold(PDFont font) {
        PDFontDescriptor descriptor = font.getFontDescriptor();
        if (descriptor != null && (descriptor.isForceBold() || descriptor.getFontWeight() >= 600)) {
            return true;
        }
        String name = font.getName();
        String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
        return lower.contains("bold") || lower.contains("black") || lower.contains("heavy");
    }
}
