package org.sluice.gateway.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.jspecify.annotations.Nullable;

/** Small files of many forms, made from words. */
final class Files {
    private Files() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A workbook with one sheet of these rows, whose cells are apart by bars; figures are numbers. */
    static byte[] xlsx(String... rows) {
        StringBuilder sheet = new StringBuilder("<worksheet><sheetData>");
        for (String row : rows) {
            sheet.append("<row>");
            for (String cell : row.split("\\|", -1)) {
                sheet.append(
                        cell.matches("-?\\d+(\\.\\d+)?")
                                ? "<c><v>" + cell + "</v></c>"
                                : "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>");
            }
            sheet.append("</row>");
        }
        return zip(Map.of(
                "xl/workbook.xml", text("<workbook><sheets><sheet name=\"s\"/></sheets></workbook>"),
                "xl/worksheets/sheet1.xml",
                        text(sheet.append("</sheetData></worksheet>").toString())));
    }

    static byte[] docx(String body) {
        return zip(Map.of(
                "word/document.xml", text("<w:document xmlns:w='w'><w:body>" + body + "</w:body></w:document>")));
    }

    static byte[] pdf(String line, @Nullable String password) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText(line);
                content.endText();
            }
            if (password != null) {
                document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
            }
            document.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
