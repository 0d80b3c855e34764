package dev.tandem.server.knowledge;

import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// A small real PDF, written line by line from the top of each page.
public final class Pdf {
    static {
        silence();
    }

    /// The library logs what it finds wrong with a file, at length.
    static void silence() {
        System.setProperty(
                "org.apache.commons.logging.LogFactory",
                "org.apache.commons.logging.impl.LogFactoryImpl");
        System.setProperty(
                "org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
    }

    private static final float LEFT = 60;
    private static final float TOP = 770;

    private final PDDocument document = new PDDocument();
    private final PDFont plain;
    private final PDFont bold;
    private PDPageContentStream page;
    private float y;

    public Pdf() {
        FontMappers.set(new PlainFont());
        plain = new PDType1Font(FontName.HELVETICA);
        bold = new PDType1Font(FontName.HELVETICA_BOLD);
        page = begin();
    }

    private PDPageContentStream begin() {
        try {
            PDPage sheet = new PDPage(PDRectangle.A4);
            document.addPage(sheet);
            y = TOP;
            return new PDPageContentStream(document, sheet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Pdf page() {
        try {
            page.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page = begin();
        return this;
    }

    public Pdf title(String text) {
        return line(text, bold, 22, 40);
    }

    public Pdf heading(String text) {
        return line(text, plain, 15, 30);
    }

    public Pdf bold(String text) {
        return line(text, bold, 10, 22);
    }

    /// The lines of one paragraph.
    public Pdf text(String... lines) {
        y -= 8;
        for (String text : lines) {
            line(text, plain, 10, 13);
        }
        return this;
    }

    /// One row, its cells far from each other.
    public Pdf row(String... cells) {
        y -= 14;
        for (int i = 0; i < cells.length; i++) {
            show(cells[i], plain, 10, LEFT + i * 150, y);
        }
        return this;
    }

    /// Where page numbers and names of companies stand.
    public Pdf footer(String text) {
        show(text, plain, 8, LEFT, 30);
        return this;
    }

    private Pdf line(String text, PDFont font, float size, float below) {
        y -= below;
        show(text, font, size, LEFT, y);
        return this;
    }

    private void show(String text, PDFont font, float size, float x, float height) {
        try {
            page.beginText();
            page.setFont(font, size);
            page.newLineAtOffset(x, height);
            page.showText(text);
            page.endText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A page as a scanner makes it.
    public Pdf picture() {
        BufferedImage image = new BufferedImage(200, 300, BufferedImage.TYPE_INT_RGB);
        image.setRGB(20, 20, 0xffffff);
        try {
            page.drawImage(LosslessFactory.createFromImage(document, image), LEFT, 100, 400, 600);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Pdf named(String title) {
        document.getDocumentInformation().setTitle(title);
        return this;
    }

    /// A table of contents with these entries, of the first page.
    public Pdf outline(String... titles) {
        PDDocumentOutline outline = new PDDocumentOutline();
        document.getDocumentCatalog().setDocumentOutline(outline);
        for (String title : titles) {
            PDOutlineItem item = new PDOutlineItem();
            item.setTitle(title);
            outline.addLast(item);
        }
        return this;
    }

    /// A page whose drawing unpacks to so many bytes of numbers that end in no drawing.
    public Pdf unpackingTo(long bytes) {
        try {
            page.close();
            PDStream drawing = new PDStream(document);
            try (OutputStream out = drawing.createOutputStream(COSName.FLATE_DECODE)) {
                byte[] zeros =
                        "0 ".repeat(1 << 15).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                for (long left = bytes; left > 0; left -= zeros.length) {
                    out.write(zeros);
                }
            }
            document.getPage(0).setContents(drawing);
            page = begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Opened by nobody who does not know the word.
    public Pdf locked(String password) {
        try {
            document.protect(
                    new StandardProtectionPolicy("owner", password, new AccessPermission()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public byte[] bytes() {
        try (document) {
            page.close();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A price list of two pages, with what price lists have: a head, columns, small print.
    public static byte[] priceList() {
        return new Pdf()
                .named("Microsoft Word - prices_v3.docx")
                .title("Repairs and what they cost")
                .heading("Bicycles")
                .text(
                        "A flat tyre is mended while you wait. We keep the old tube for recyc-",
                        "ling unless you ask for it.")
                .row("Work", "Price", "Time")
                .row("Flat tyre", "£12", "20 minutes")
                .row("New chain", "£34", "1 hour")
                .footer("Wheelhouse Ltd, page 1 of 3")
                .page()
                .heading("Scooters")
                .text(
                        "Scooters are taken in on Mondays only. Bring the charger along, for a",
                        "scooter without its charger cannot be tested.")
                .bold("What you need")
                .text("1. The key.")
                .text("2. The receipt.")
                .footer("Wheelhouse Ltd, page 2 of 3")
                .page()
                .heading("Guarantee")
                .text("Every repair is guaranteed for 14 months.")
                .footer("Wheelhouse Ltd, page 3 of 3")
                .bytes();
    }
}
