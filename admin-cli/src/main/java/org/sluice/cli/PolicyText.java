package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Set;

/** Protocols and decisions as people read them. */
final class PolicyText {
    private static final Set<String> PASSING = Set.of("within-ceiling", "fact-on-record", "lifted", "sender-fits");

    private PolicyText() {}

    /** Whether a reason speaks for it: worth reading only where everything does. */
    static boolean passes(JsonNode reason) {
        return PASSING.contains(reason.path("kind").asText());
    }

    static void decision(JsonNode decision, PrintStream out) {
        String word = decision.path("decision").asText();
        out.println(
                switch (word) {
                    case "permit" -> "permit: it may go to " + Json.text(decision, "audience") + ".";
                    case "needs" -> "needs: it may go once this is on record: " + Json.text(decision, "missing") + ".";
                    default -> "refuse: it may not go, and no fact can change that.";
                });
        decision.path("reasons").forEach(reason -> {
            // What passes is worth reading only where everything does.
            if (word.equals("permit") || !passes(reason)) {
                out.println("  - " + Json.text(reason, "sentence"));
            }
        });
        JsonNode obligations = decision.path("obligations");
        if (!word.equals("refuse")) {
            Table.labelled()
                    .line("passing it on", Json.text(obligations, "disclosure") + onward(obligations))
                    .line("handing it over", Json.text(obligations, "handOver"))
                    .line("longest link", Json.text(obligations, "longestLink"))
                    .line("most downloads", Json.text(obligations, "mostDownloads"))
                    .print(out);
        }
    }

    private static String onward(JsonNode obligations) {
        return Json.some(obligations, "onward").map(words -> " (" + words + ")").orElse("");
    }

    static void show(JsonNode policy, PrintStream out) {
        Table.labelled()
                .line("protocol", Json.text(policy, "id"))
                .line("version", Json.text(policy, "version"))
                .line("title", Json.text(policy.path("title"), "en"))
                .line(
                        "in force",
                        Json.text(policy, "inForceFrom")
                                + Json.some(policy, "inForceUntil")
                                        .map(day -> " to " + day)
                                        .orElse(" on"))
                .line("before log-in", Json.text(policy.path("banner"), "en"))
                .print(out);
        titled("Information types:", policy.path("types"), out);
        titled("Audiences:", policy.path("audiences"), out);
        titled("Facts that cells ask for:", policy.path("facts"), out);
        titled("Functions of persons:", policy.path("functions"), out);
        titled("Data elements:", policy.path("elements"), out);
        titled("Marks:", policy.path("marks"), out);
        out.println("Cells:");
        Table table = Table.of("  TYPE", "AUDIENCE", "SHARED", "AT MOST", "NEEDS");
        policy.path("cells")
                .forEach(cell -> table.row(
                        "  " + Json.text(cell, "type"),
                        Json.text(cell, "audience"),
                        Json.text(cell, "shared"),
                        Json.text(cell, "ceilings"),
                        Json.text(cell, "conditions")));
        table.print(out);
    }

    private static void titled(String heading, JsonNode items, PrintStream out) {
        if (items.isEmpty()) {
            return;
        }
        out.println(heading);
        Table table = new Table();
        items.forEach(item -> table.row("  " + Json.text(item, "id"), Json.text(item.path("title"), "en")));
        table.print(out);
    }
}
