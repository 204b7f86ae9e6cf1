package org.sluice.gateway.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.TableTally;
import org.sluice.gateway.domain.inspect.TextTally;

/** JSON and GeoJSON: what stands under one name counts as one column, wherever the name comes. */
final class JsonTree {
    private static final Pattern BARE_NUMBER = Pattern.compile("-?\\d{1,3}(\\.\\d+)?");
    /** Remembers no names: they are the file's, and there may be any number of them. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(1 << 20)
                    .maxNumberLength(100)
                    .maxNameLength(1000)
                    .build())
            .build();

    /** Names that are told apart; from here on each is looked at whenever it comes. */
    private static final int MOST_NAMES = 10_000;

    private final Look look;
    /** Names in the order in which they come; their places tell the number alone. */
    private final Map<String, Integer> columns = new HashMap<>();

    private final TableTally table;
    private final TextTally names;
    private final Set<String> seen = new HashSet<>();

    private long coordinates;
    private int decimals;
    private long values;

    JsonTree(Look look) {
        this.look = look;
        this.table = look.table();
        this.names = look.text();
    }

    void read(InputStream in, String prefix) throws IOException {
        try (JsonParser json = FACTORY.createParser(in)) {
            String name = "";
            int inCoordinates = 0;
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case FIELD_NAME -> {
                        name = json.currentName();
                        name(name);
                    }
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
            // Programs write as many zeros as they like.
            String bare = number.indexOf('.') < 0 ? number : number.replaceAll("0+$", "");
            int point = bare.indexOf('.');
            decimals = Math.max(decimals, point < 0 ? 0 : bare.length() - point - 1);
        }
    }

    private void name(String name) throws BoundReached {
        if (seen.size() >= MOST_NAMES || seen.add(name)) {
            look.line();
            names.line(name);
        }
    }

    private void value(String name, String value) throws BoundReached {
        if (!look.row(values++)) {
            return;
        }
        Integer column = columns.get(name);
        if (column == null) {
            // Somebody may use values as names: those beyond the bound share one column.
            column = Math.min(columns.size(), TableTally.MOST_COLUMNS - 1);
            if (columns.size() < TableTally.MOST_COLUMNS) {
                columns.put(name, column);
                table.heading(column, name);
            }
        }
        table.value(column, value);
    }

    private void finish(String prefix) {
        look.found(table.findings(prefix + "all of it", column -> ", name " + (column + 1)).stream()
                .map(finding -> new Finding(
                        finding.kind(), finding.place().replace("all of it, name", "name"), finding.count()))
                .toList());
        look.found(names.findings(prefix + "the names"));
        if (coordinates > 0) {
            FindingKind kind = decimals >= 2
                    ? FindingKind.EXACT_COORDINATES
                    : decimals == 1 ? FindingKind.NEAR_COORDINATES : FindingKind.ROUGH_COORDINATES;
            look.found(kind, prefix + "coordinates", coordinates / 2);
        }
    }
}
