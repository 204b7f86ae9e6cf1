package org.sluice.gateway.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.TableTally;

/** JSON and GeoJSON: what stands under one name counts as one column, wherever the name comes. */
final class JsonTree {
    private static final Pattern BARE_NUMBER = Pattern.compile("-?\\d{1,3}(\\.\\d+)?");
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(1 << 20)
                    .maxNumberLength(100)
                    .maxNameLength(1000)
                    .build())
            .build();

    private final Look look;
    /** Names in the order in which they come; their places tell the number alone. */
    private final Map<String, TableTally> columns = new LinkedHashMap<>();

    private long coordinates;
    private int decimals;
    private long values;

    JsonTree(Look look) {
        this.look = look;
    }

    void read(InputStream in, String prefix) throws IOException {
        try (JsonParser json = FACTORY.createParser(in)) {
            String name = "";
            int inCoordinates = 0;
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case FIELD_NAME -> name = json.currentName();
                    case START_ARRAY, START_OBJECT -> {
                        depth++;
                        if (inCoordinates == 0 && token == JsonToken.START_ARRAY && name.equals("coordinates")) {
                            inCoordinates = depth;
                        }
                    }
                    case END_ARRAY, END_OBJECT -> {
                        if (depth == inCoordinates) {
                            inCoordinates = 0;
                        }
                        depth--;
                    }
                    case VALUE_STRING -> value(name, json.getText());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                        if (inCoordinates > 0) {
                            coordinate(json.getText());
                        } else {
                            value(name, json.getText());
                        }
                    }
                    default -> {}
                }
            }
        } finally {
            finish(prefix);
        }
    }

    private void coordinate(String number) throws BoundReached {
        if (look.row(values++) && BARE_NUMBER.matcher(number).matches()) {
            coordinates++;
            int point = number.indexOf('.');
            decimals = Math.max(decimals, point < 0 ? 0 : number.length() - point - 1);
        }
    }

    private void value(String name, String value) throws BoundReached {
        if (!look.row(values++)) {
            return;
        }
        TableTally column = columns.get(name);
        if (column == null) {
            // Names beyond these share one column: somebody may use values as names.
            String key = columns.size() < TableTally.MOST_COLUMNS ? name : "";
            column = columns.computeIfAbsent(key, unused -> look.table());
            // camelCase and snake_case are words apart.
            column.row(List.of(name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")));
        }
        column.row(List.of(value));
    }

    private void finish(String prefix) {
        List<Finding> found = new ArrayList<>();
        int number = 0;
        for (TableTally column : columns.values()) {
            number++;
            for (Finding finding : column.findings(prefix + "name " + number)) {
                found.add(new Finding(finding.kind(), finding.place().replace(", column A", ""), finding.count()));
            }
        }
        look.found(found);
        if (coordinates > 0) {
            FindingKind kind = decimals >= 2
                    ? FindingKind.EXACT_COORDINATES
                    : decimals == 1 ? FindingKind.NEAR_COORDINATES : FindingKind.ROUGH_COORDINATES;
            look.found(kind, prefix + "coordinates", coordinates / 2);
        }
    }
}
