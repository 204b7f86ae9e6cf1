package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;

/**
 * One row of the API's table; requests are answered from it, and {@code /openapi.json} is written from it.
 *
 * @param path with places such as {@code {id}}
 * @param anyText whether the body takes any field that holds text
 * @param query the names that the query may have
 * @param status of success
 * @param longestBody bytes that its body may have
 */
record ApiRoute(
        String method,
        String path,
        String summary,
        List<Field> fields,
        boolean anyText,
        List<String> query,
        int status,
        int longestBody,
        Act act) {
    /** A body that holds words only. */
    static final int WORDS = 1 << 20;

    /** A body that holds a document. */
    static final int DOCUMENTS = 8 << 20;

    /** What a route does. */
    sealed interface Act {}

    /** Answers with JSON. */
    @FunctionalInterface
    non-sealed interface Json extends Act {
        Answer<? extends JsonNode> run(ApiCall call);
    }

    /** Answers with lines, however many. */
    @FunctionalInterface
    non-sealed interface Lines extends Act {
        void write(ApiCall call, OutputStream out) throws IOException;
    }

    /** Answers with bytes, however many; what is refused is refused before the first. */
    @FunctionalInterface
    non-sealed interface Bytes extends Act {
        void write(ApiCall call, OutputStream out) throws IOException;
    }

    /** Answers with a table as RFC 4180 writes it. */
    @FunctionalInterface
    non-sealed interface Csv extends Act {
        String run(ApiCall call);
    }

    ApiRoute {
        fields = List.copyOf(fields);
        query = List.copyOf(query);
    }

    static ApiRoute get(String path, String summary, Json act) {
        return new ApiRoute("GET", path, summary, List.of(), false, List.of(), 200, WORDS, act);
    }

    static ApiRoute csv(String path, String summary, Csv act) {
        return new ApiRoute("GET", path, summary, List.of(), false, List.of(), 200, WORDS, act);
    }

    static ApiRoute post(String path, String summary, List<Field> fields, Json act) {
        return new ApiRoute("POST", path, summary, fields, false, List.of(), 200, WORDS, act);
    }

    static ApiRoute create(String path, String summary, List<Field> fields, Json act) {
        return new ApiRoute("POST", path, summary, fields, false, List.of(), 201, WORDS, act);
    }

    ApiRoute asking(String... names) {
        return new ApiRoute(method, path, summary, fields, anyText, List.of(names), status, longestBody, act);
    }

    ApiRoute takingAnyText() {
        return new ApiRoute(method, path, summary, fields, true, query, status, longestBody, act);
    }

    /** The same for bodies that hold a document. */
    ApiRoute takingDocuments() {
        return new ApiRoute(method, path, summary, fields, anyText, query, status, DOCUMENTS, act);
    }

    /** The values of the places if this path is the asked one. */
    Optional<Map<String, String>> matches(String asked) {
        String[] own = path.split("/", -1);
        String[] given = asked.split("/", -1);
        if (own.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> places = new HashMap<>();
        for (int i = 0; i < own.length; i++) {
            if (own[i].startsWith("{")) {
                if (given[i].isEmpty() || given[i].length() > 100) {
                    return Optional.empty();
                }
                places.put(own[i].substring(1, own[i].length() - 1), given[i]);
            } else if (!own[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(places);
    }
}
