package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated text as RFC 4180 has it, also with line feeds alone and after a byte-order mark. Lines without any
 * character are passed over. Every row has as many fields as the first one.
 */
final class CsvText {
    static final int LONGEST = 16 << 20;

    /** A field with its place; lines and columns count from 1. */
    record Field(String text, int line, int column) {}

    /** The text cannot be read as rows, from this place on. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        final transient Mistake mistake;

        Broken(int line, int column, String message) {
            super(message);
            mistake = new Mistake(line, column, "", message);
        }
    }

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    private CsvText(String text) {
        this.text = text;
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
        this.lineStart = at;
    }

    static List<List<Field>> rows(String text) throws Broken {
        if (text.length() > LONGEST) {
            throw new Broken(1, 1, "The file is longer than " + LONGEST + " characters; split it.");
        }
        CsvText csv = new CsvText(text);
        List<List<Field>> rows = new ArrayList<>();
        while (csv.at < text.length()) {
            if (!csv.endOfLine()) {
                rows.add(csv.row(rows.isEmpty() ? -1 : rows.getFirst().size()));
            }
        }
        return rows;
    }

    /** A field as it is written: in quotes where it would otherwise end early or lose space at its ends. */
    static String quoted(String value) {
        boolean plain = value.equals(value.strip()) && value.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private List<Field> row(int width) throws Broken {
        int start = line;
        List<Field> fields = new ArrayList<>();
        do {
            fields.add(field());
        } while (comma());
        if (at < text.length() && !endOfLine()) {
            throw broken("After a field in quotes comes a comma or the end of the line; quotes inside are doubled.");
        }
        if (width >= 0 && fields.size() != width) {
            Field last = fields.getLast();
            throw new Broken(
                    start,
                    last.column(),
                    "This row has " + fields.size() + " fields, the first row has " + width + "; make them equal.");
        }
        return fields;
    }

    private Field field() throws Broken {
        int startLine = line;
        int column = at - lineStart + 1;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            return new Field(inQuotes(startLine, column), startLine, column);
        }
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw broken(
                        "A quote stands inside a field without quotes; put the field in quotes and double this one.");
            }
            at++;
        }
        return new Field(text.substring(start, at), startLine, column);
    }

    private String inQuotes(int startLine, int startColumn) throws Broken {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                if (at >= text.length() || text.charAt(at) != '"') {
                    return value.toString();
                }
                at++;
            } else if (c == '\n') {
                line++;
                lineStart = at;
            }
            value.append(c);
        }
        throw new Broken(startLine, startColumn, "The quote that opens here is never closed.");
    }

    private boolean comma() {
        boolean here = at < text.length() && text.charAt(at) == ',';
        at += here ? 1 : 0;
        return here;
    }

    private boolean endOfLine() {
        int length =
                text.startsWith("\r\n", at) ? 2 : at < text.length() && "\r\n".indexOf(text.charAt(at)) >= 0 ? 1 : 0;
        if (length > 0) {
            at += length;
            line++;
            lineStart = at;
        }
        return length > 0;
    }

    private Broken broken(String message) {
        return new Broken(line, at - lineStart + 1, message);
    }
}
