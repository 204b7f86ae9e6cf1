package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/** What a version has not, and what it still shows, in words. */
final class DerivedText {
    private DerivedText() {}

    static void print(PrintStream out, JsonNode made) {
        if (!Json.text(made, "sheet").isEmpty()) {
            out.println("From the sheet \"" + Json.text(made, "sheet") + "\".");
        }
        made.path("leftOut").forEach(sheet -> out.println("Left out: the sheet \"" + sheet.asText() + "\"."));
        if (made.path("hiddenRows").asLong() > 0) {
            out.println("Left out: " + Counted.of(made.path("hiddenRows").asLong(), "hidden row") + ".");
        }
        made.path("warnings").forEach(warning -> out.println("Beware: " + warning.asText()));
        made.path("remains")
                .forEach(finding ->
                        out.println("Still found: " + Json.text(finding, "kind") + ": " + Json.text(finding, "place")
                                + " (" + finding.path("count").asLong() + ")"));
    }
}
