package org.sluice.gateway.usecase;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A CSV (RFC 4180) that no spreadsheet takes for a program: a cell that begins like a formula gets an apostrophe in front, but
 * figures and telephone numbers, whose sign is none. For one thread.
 */
final class CsvText {
    /** OWASP, CSV Injection: the signs with which spreadsheets let a formula begin. */
    private static final String BEGINNINGS = "=+-@\t\r";

    private static final Pattern FIGURES = Pattern.compile("[-+][\\d .,()/-]*");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int longest;
    private boolean full;
    private long guarded;

    /** @param longest bytes; rows behind are left out, and {@link #full} tells */
    CsvText(int longest) {
        this.longest = longest;
    }

    void row(List<String> row) {
        if (full) {
            return;
        }
        List<String> fields = new ArrayList<>();
        for (String cell : row) {
            String safe = guarded(cell);
            fields.add(
                    safe.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0)
                            ? '"' + safe.replace("\"", "\"\"") + '"'
                            : safe);
        }
        out.writeBytes((String.join(",", fields) + "\r\n").getBytes(StandardCharsets.UTF_8));
        full = out.size() > longest;
    }

    private String guarded(String cell) {
        if (cell.isEmpty()
                || BEGINNINGS.indexOf(cell.charAt(0)) < 0
                || FIGURES.matcher(cell).matches()) {
            return cell;
        }
        guarded++;
        return "'" + cell;
    }

    boolean full() {
        return full;
    }

    /** Cells that began like a formula. */
    long guarded() {
        return guarded;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
