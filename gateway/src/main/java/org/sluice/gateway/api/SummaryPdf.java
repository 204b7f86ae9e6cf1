package org.sluice.gateway.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Lines of text as a PDF, with the letters of its font that they use inside. The font has Latin, Greek, Cyrillic, Hebrew and
 * Arabic; the letters that Persian and Kurdish add to Arabic stand in it unjoined. Of any other script a sign stands in place
 * of each letter, and the last line says where to find them. For one thread.
 */
final class SummaryPdf {
    private static final String FONT = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf";
    private static final char MISSING = '\u25a1';
    private static final float MARGIN = 50;
    private static final float TITLE = 14;
    private static final float SIZE = 9;
    private static final float LEADING = 1.35f;

    private final List<Line> lines = new ArrayList<>();

    private record Line(String text, float size, float indent) {}

    void title(String text) {
        lines.add(new Line(text, TITLE, 0));
    }

    /** A line that begins something. */
    void head(String text) {
        lines.add(new Line("", SIZE, 0));
        lines.add(new Line(text, SIZE + 1, 0));
    }

    /** A line of what belongs to it; nothing where there is no value. */
    void line(String name, String value) {
        if (!value.isEmpty()) {
            lines.add(new Line(name + ": " + value, SIZE, 12));
        }
    }

    void write(OutputStream out) throws IOException {
        try (PDDocument document = new PDDocument();
                InputStream ttf = SummaryPdf.class.getResourceAsStream(FONT)) {
            if (ttf == null) {
                throw new IOException("The font of summaries is not among the program's parts.");
            }
            PDFont font = PDType0Font.load(document, ttf, true);
            List<Line> broken = new ArrayList<>();
            boolean missing = false;
            for (Line line : lines) {
                String joined = WrittenText.joined(line.text());
                String shown = shown(font, joined);
                missing |= !shown.equals(joined);
                broken.addAll(broken(font, new Line(shown, line.size(), line.indent())));
            }
            if (missing) {
                broken.add(new Line("", SIZE, 0));
                broken.add(new Line(
                        "\u25a1 stands for letters that this document's font does not have. They are in the CSV of this summary.",
                        SIZE,
                        0));
            }
            pages(document, font, broken);
            document.save(out);
        }
    }

    private static String shown(PDFont font, String text) throws IOException {
        StringBuilder shown = new StringBuilder();
        for (int c : text.codePoints().toArray()) {
            shown.append(has(font, c) ? Character.toString(c) : has(font, MISSING) ? Character.toString(MISSING) : "?");
        }
        return shown.toString();
    }

    private static boolean has(PDFont font, int c) throws IOException {
        try {
            return !Character.isISOControl(c) && font.encode(Character.toString(c)).length > 0;
        } catch (IllegalArgumentException e) {
            // So PDFBox says that a font has no such letter.
            return false;
        }
    }

    private static List<Line> broken(PDFont font, Line line) throws IOException {
        float room = PDRectangle.A4.getWidth() - 2 * MARGIN - line.indent();
        List<Line> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int c : line.text().codePoints().toArray()) {
            piece.appendCodePoint(c);
            if (font.getStringWidth(piece.toString()) / 1000 * line.size() > room) {
                int space = piece.lastIndexOf(" ");
                int cut = space > piece.length() / 2 ? space + 1 : piece.length() - Character.charCount(c);
                pieces.add(new Line(piece.substring(0, cut), line.size(), line.indent()));
                piece.delete(0, cut);
            }
        }
        pieces.add(new Line(piece.toString(), line.size(), line.indent()));
        return pieces;
    }

    private static void pages(PDDocument document, PDFont font, List<Line> lines) throws IOException {
        int next = 0;
        while (next < lines.size() || document.getNumberOfPages() == 0) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                float y = PDRectangle.A4.getHeight() - MARGIN;
                while (next < lines.size() && y > MARGIN) {
                    Line line = lines.get(next++);
                    y -= line.size() * LEADING;
                    content.beginText();
                    content.setFont(font, line.size());
                    content.newLineAtOffset(MARGIN + line.indent(), y);
                    content.showText(WrittenText.fromLeftToRight(line.text()));
                    content.endText();
                }
            }
        }
    }
}
