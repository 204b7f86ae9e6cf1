package org.sluice.gateway.inspect.whole;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** Small whole files of the forms that have an end, as the usual writers of them make them. */
public final class WholeFiles {
    private WholeFiles() {}

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] made(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Bytes that don't shrink. */
    static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(7).nextBytes(noise);
        return noise;
    }

    public static byte[] zip() {
        return zip("", "word/document.xml", noise(700));
    }

    static byte[] zip(String comment, String name, byte[] content) {
        return made(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setComment(comment);
                zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
                zip.write("<Types/>".getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content);
                zip.closeEntry();
            }
        });
    }

    /** A ZIP that holds another one as it is, so that the inner one's end stands plain in it. */
    static byte[] zipInZip() {
        return made(out -> {
            try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
                zip.setMethod(ZipArchiveOutputStream.STORED);
                byte[] inner = zip();
                ZipArchiveEntry entry = new ZipArchiveEntry("inner.docx");
                entry.setSize(inner.length);
                java.util.zip.CRC32 sum = new java.util.zip.CRC32();
                sum.update(inner);
                entry.setCrc(sum.getValue());
                zip.putArchiveEntry(entry);
                zip.write(inner);
                zip.closeArchiveEntry();
            }
        });
    }

    static byte[] zip64() {
        return made(out -> {
            try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
                zip.setUseZip64(Zip64Mode.Always);
                zip.putArchiveEntry(new ZipArchiveEntry("a.csv"));
                zip.write(noise(300));
                zip.closeArchiveEntry();
            }
        });
    }

    public static byte[] pdf() {
        return made(out -> {
            try (PDDocument document = new PDDocument()) {
                document.addPage(new PDPage());
                document.getDocumentInformation().setTitle("made up ".repeat(100));
                document.save(out);
            }
        });
    }

    /** A PDF that was changed later: what was changed stands behind the first end. */
    static byte[] changedPdf() {
        return made(out -> {
            try (PDDocument document = Loader.loadPDF(pdf())) {
                document.getDocumentInformation().setTitle("made up anew ".repeat(300));
                document.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
                document.saveIncremental(out);
            }
        });
    }

    public static byte[] gzip() {
        return made(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write("date,place,people\n".repeat(50).getBytes(StandardCharsets.UTF_8));
                gzip.write(noise(500));
            }
        });
    }

    public static byte[] png() {
        return picture("png");
    }

    public static byte[] jpeg() {
        return picture("jpeg");
    }

    private static byte[] picture(String format) {
        BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int i = 0; i < 24 * 24; i++) {
            image.setRGB(i % 24, i / 24, random.nextInt(1 << 24));
        }
        return made(out -> ImageIO.write(image, format, out));
    }
}
