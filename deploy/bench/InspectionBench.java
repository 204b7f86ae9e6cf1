package org.sluice.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.sluice.gateway.domain.inspect.Report;
import org.sluice.gateway.inspect.Inspector;
import org.sluice.gateway.inspect.VocabularyFiles;

/**
 * How fast a CSV, a CSV with sentences, and an XLSX of 90,000 made-up rows are looked into, on one thread: by the
 * clock of the processor, since others may use the machine. See inspection.sh.
 */
public final class InspectionBench {
    private static final int ROWS = 90_000;
    private static final String[] HEADS = {
        "Organisation", "Full name", "Phone", "Date of birth", "Sub-district", "Village", "Latitude", "Beneficiaries", "Remarks"
    };

    public static void main(String[] arguments) throws IOException {
        Inspector inspector = new Inspector(VocabularyFiles.load(), 10);
        System.out.printf("load of the machine at the start: %.1f%n", load());
        byte[] csv = csv("fine");
        byte[] sentences = csv("Spoke to the family of Omar Haddad about water, then to the camp committee about the latrines.");
        byte[] xlsx = xlsx();
        for (int round = 1; round <= 3; round++) {
            run(round, "CSV", inspector, csv, csv.length);
            run(round, "CSV with sentences", inspector, sentences, sentences.length);
            run(round, "XLSX", inspector, xlsx, plain());
        }
        System.out.printf("load of the machine at the end: %.1f%n", load());
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void run(int round, String what, Inspector inspector, byte[] file, long plain) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        Report report = inspector.inspect("bench", new SeekableInMemoryByteChannel(file), Set.of("relief a", "made up hands"));
        double seconds = (System.nanoTime() - begun) / 1e9;
        double worked = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.printf(
                "round %d, %s: %.1f MB (%.1f unpacked), %.2f s of which %.2f s on a core: %.1f MB/s (%.1f unpacked) and %,.0f"
                        + " rows/s of a core; %d findings, %s%n",
                round,
                what,
                file.length / 1e6,
                plain / 1e6,
                seconds,
                worked,
                file.length / 1e6 / worked,
                plain / 1e6 / worked,
                ROWS / worked,
                report.findings().size(),
                report.looked());
    }

    private static String[] row(int i, String remark) {
        return new String[] {
            "Relief A",
            i % 3 == 0 ? "Ahmad Yilmaz" : "Fatma Demir",
            "+90532" + (1_000_000 + i),
            (1950 + i % 60) + "-03-0" + (1 + i % 9),
            "Sub-district " + i % 40,
            "Village " + i % 900,
            "36." + (1000 + i % 9000),
            Integer.toString(i % 500),
            remark
        };
    }

    private static byte[] csv(String remark) {
        StringBuilder csv = new StringBuilder(String.join(",", HEADS)).append('\n');
        for (int i = 0; i < ROWS; i++) {
            csv.append(String.join(",", row(i, '"' + remark + '"'))).append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String sheet() {
        StringBuilder sheet = new StringBuilder("<worksheet><sheetData>");
        cells(sheet, HEADS);
        for (int i = 0; i < ROWS; i++) {
            cells(sheet, row(i, "fine"));
        }
        return sheet.append("</sheetData></worksheet>").toString();
    }

    private static void cells(StringBuilder sheet, String[] row) {
        sheet.append("<row>");
        for (String cell : row) {
            sheet.append("<c t=\"inlineStr\"><is><t>").append(cell).append("</t></is></c>");
        }
        sheet.append("</row>");
    }

    private static long plain() {
        return sheet().length();
    }

    private static byte[] xlsx() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            zip.write("<workbook/>".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            zip.write(sheet().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return out.toByteArray();
    }
}
