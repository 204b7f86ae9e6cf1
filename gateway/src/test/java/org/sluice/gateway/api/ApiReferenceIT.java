package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No route, no field of a body and no name of a query is left out of API.md, and nothing stands there that is gone. */
final class ApiReferenceIT {
    private static final String ROOT = "/api/v1";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(GET|POST|PUT|DELETE) ([^`?]*)[^|]*\\|.*$");

    /** The rows of the page by method and path. */
    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("API.md")))
                .results()
                .forEach(row -> rows.put(row.group(1) + " " + row.group(2).strip(), row.group()));
        return rows;
    }

    private static String key(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + (path.startsWith(ROOT) ? path.substring(ROOT.length()) : path);
    }

    private static boolean names(String row, String word) {
        return Pattern.compile("(?<![A-Za-z])" + Pattern.quote(word) + "(?![A-Za-z])")
                .matcher(row)
                .find();
    }

    @Test
    void every_route_stands_on_the_page_with_all_of_its_fields() throws IOException {
        Map<String, String> rows = rows();
        List<String> wrong = new ArrayList<>();
        List<String> known = new ArrayList<>(List.of("GET /openapi.json"));
        JsonNode paths;
        try (ApiFixture api = new ApiFixture()) {
            paths = api.get("/openapi.json").json().path("paths");
        }
        assertThat(paths.size()).isGreaterThan(50);
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String key = key(operation.getKey(), path.getKey());
                known.add(key);
                String row = rows.get(key);
                if (row == null) {
                    wrong.add(key);
                    continue;
                }
                JsonNode schema = operation
                        .getValue()
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema");
                schema.path("properties").fieldNames().forEachRemaining(field -> {
                    if (!names(row, field)) {
                        wrong.add(key + " " + field);
                    }
                });
                operation.getValue().path("parameters").forEach(parameter -> {
                    String name = parameter.path("name").asText();
                    if (parameter.path("in").asText().equals("query") && !names(row, name)) {
                        wrong.add(key + " ?" + name);
                    }
                });
            }
        }
        assertThat(wrong).as("what API.md leaves out").isEmpty();
        assertThat(rows.keySet()).as("what only API.md knows").isSubsetOf(known);
    }
}
