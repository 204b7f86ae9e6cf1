package org.sluice.gateway.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A table of the test resources: comma-separated, the first row names the columns, lines that start with # are words. */
record TextTable(List<Row> rows) {
    record Row(int line, Map<String, String> values) {
        String get(String column) {
            String value = values.get(column);
            if (value == null) {
                throw new IllegalArgumentException("The table has no column \"" + column + "\".");
            }
            return value;
        }

        boolean has(String column) {
            return values.containsKey(column);
        }
    }

    static TextTable of(String resource) {
        try {
            String plain = text(resource)
                    .lines()
                    .map(line -> line.startsWith("#") ? "" : line)
                    .collect(Collectors.joining("\n", "", "\n"));
            List<List<CsvText.Field>> all = CsvText.rows(plain);
            List<Row> rows = new ArrayList<>();
            for (List<CsvText.Field> fields : all.subList(1, all.size())) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 0; i < fields.size(); i++) {
                    values.put(all.getFirst().get(i).text(), fields.get(i).text());
                }
                rows.add(new Row(fields.getFirst().line(), values));
            }
            if (rows.isEmpty()) {
                throw new IllegalArgumentException("The table " + resource + " has no rows, so it would test nothing.");
            }
            return new TextTable(List.copyOf(rows));
        } catch (CsvText.Broken e) {
            throw new IllegalArgumentException(resource + ": " + e.mistake, e);
        }
    }

    static String text(String resource) {
        try (InputStream in = TextTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no resource " + resource + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
