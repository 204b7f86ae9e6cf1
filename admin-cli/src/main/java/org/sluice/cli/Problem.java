package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a command did not do what it was asked, in the words of the API's errors.
 *
 * @param kind {@code wrong}, {@code unknown}, {@code forbidden}, {@code refused}, {@code needs}, {@code conflict},
 *     {@code busy} or {@code failed}; decides on the exit status
 */
record Problem(String kind, String code, String message, List<String> details) {
    private static final String WITH_AS = "with --as PERSON";

    Problem {
        details = List.copyOf(details);
    }

    static Problem wrong(String code, String message) {
        return new Problem("wrong", code, message, List.of());
    }

    static Problem failed(String code, String message) {
        return new Problem("failed", code, message, List.of());
    }

    /** Reads {@code {"error": {…}}}; whatever else the gateway may have said is a failure. */
    static Problem read(JsonNode answer) {
        JsonNode error = answer.path("error");
        if (!error.isObject()) {
            return failed("bad-answer", "The gateway answered something that this command does not understand.");
        }
        List<String> details = new ArrayList<>();
        error.path("details").forEach(detail -> details.add(typed(detail.asText())));
        return new Problem(
                error.path("kind").asText("failed"),
                error.path("code").asText(""),
                error.path("code").asText("").equals("unknown-route")
                        ? "What you named is no id that the gateway could have given; copy it from a list."
                        : typed(error.path("message").asText("The gateway gave no reason.")),
                details);
    }

    /** The API speaks of its fields and headers; whoever reads this typed a command. */
    private static String typed(String words) {
        return words.replace("in \"as\", or in the header Sluice-As", WITH_AS)
                .replace("in the header Sluice-As, or with --as PERSON", WITH_AS)
                .replace("in the header Sluice-As, or by --as", WITH_AS)
                .replace(" (\"confirmed\": true)", "");
    }

    /** 1 failed, 2 wrong usage, 3 refused by the protocol or in need of a fact. */
    int exitStatus() {
        return switch (kind) {
            case "wrong" -> 2;
            case "refused", "needs" -> 3;
            default -> 1;
        };
    }

    ObjectNode json() {
        ObjectNode answer = Json.object();
        ObjectNode error = answer.putObject("error");
        error.put("kind", kind).put("code", code).put("message", message);
        var list = error.putArray("details");
        details.forEach(list::add);
        return answer;
    }
}
