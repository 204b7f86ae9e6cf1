package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Differences, proposals and explanations as people read them. */
final class ProposalText {
    private ProposalText() {}

    static void measured(JsonNode answer, String file, PrintStream out) {
        out.println(Json.text(answer, "id") + " " + Json.text(answer, "version") + " has no mistakes; measured against "
                + Json.text(answer, "against") + ".");
        JsonNode wider = answer.path("wider");
        if (wider.isEmpty()) {
            out.println("Nothing in it lets more pass.");
        } else {
            out.println("These let more pass:");
            differences(wider, true, out);
        }
        if (answer.path("ready").asBoolean()) {
            out.println(
                    answer.has("document")
                            ? "The assessment has to cover exactly these. Next: sluice policy assess add " + file
                            : "It can be proposed: sluice policy propose " + file);
        } else if (!answer.path("template").asBoolean()) {
            out.println("Mend \"based-on\" first: without its template it can't be measured.");
        } else {
            out.println(
                    "What is wider needs a signed data protection impact assessment. Either make it as narrow as the"
                            + " template, or put the assessment on record: sluice policy assess add " + file);
        }
    }

    static void diff(JsonNode answer, PrintStream out) {
        out.println(Json.text(answer, "before") + " → " + Json.text(answer, "after"));
        if (answer.path("differences").isEmpty()) {
            out.println("Both say the same.");
        }
        differences(answer.path("differences"), false, out);
        if (answer.has("endings")) {
            out.println("Of " + Json.text(answer, "looked") + " files on their way to a recipient, "
                    + (answer.path("endings").isEmpty()
                            ? "none would end."
                            : answer.path("endings").size() + " would end:"));
            answer.path("endings").forEach(ending -> {
                out.println("  - " + Json.text(ending, "name") + " (" + Json.text(ending, "deposit") + ") to "
                        + Json.text(ending, "recipient") + ", release " + Json.text(ending, "release")
                        + Json.some(ending, "link")
                                .map(link -> ", link " + link)
                                .orElse(", inbox"));
                ending.path("under").path("reasons").forEach(reason -> {
                    if (!PolicyText.passes(reason)) {
                        out.println("      " + Json.text(reason, "sentence"));
                    }
                });
            });
        }
    }

    private static void differences(JsonNode differences, boolean widerOnly, PrintStream out) {
        differences.forEach(difference -> {
            out.println("  " + Json.text(difference, "key")
                    + Json.some(difference, "row").map(row -> " (" + row + ")").orElse(""));
            difference.path("changes").forEach(change -> {
                if (!widerOnly || Json.text(change, "way").equals("wider")) {
                    out.println("    " + Json.text(change, "aspect") + ": " + Json.text(change, "before") + " → "
                            + Json.text(change, "after") + " (" + Json.text(change, "way") + ")");
                }
            });
        });
    }

    static void proposal(JsonNode proposal, PrintStream out) {
        Table.labelled()
                .line("proposal", Json.text(proposal, "id"))
                .line("protocol", Json.text(proposal, "protocol") + " " + Json.text(proposal, "version"))
                .line("summary", Json.text(proposal, "summary"))
                .line("proposed", Json.text(proposal, "proposed") + " by " + Json.text(proposal, "by"))
                .line("state", state(proposal))
                .line("objections until", Json.text(proposal, "windowEnds"))
                .line("asked for", Json.text(proposal, "askedFor"))
                .line("because", Json.text(proposal, "askedReason"))
                .line("decided", Json.text(proposal, "decided"))
                .line("by", Json.text(proposal, "decidedBy"))
                .line("reason", Json.text(proposal, "reason"))
                .line("in force from", Json.text(proposal, "inForce"))
                .line("adapts", Json.text(proposal, "adapts"))
                .print(out);
        proposal.path("objections")
                .forEach(objection -> out.println("  - " + Json.text(objection, "participant") + " objects ("
                        + Json.text(objection, "by") + ", " + Json.text(objection, "at") + "): "
                        + Json.text(objection, "reason")));
    }

    private static String state(JsonNode proposal) {
        return proposal.path("awaitsDecision").asBoolean()
                ? "awaits the group's decision"
                : Json.text(proposal, "state");
    }

    static void explained(JsonNode answer, PrintStream out) {
        answer.path("holding").forEach(why -> out.println("Held, whoever asks: " + why.asText()));
        out.println(Json.some(answer, "name").map(name -> name + ": ").orElse("")
                + Json.text(answer.path("counted"), "type") + " in the channel "
                + Json.text(answer.path("counted"), "channel") + " (its floor is " + Json.text(answer, "floor") + ")");
        List<String> unknown = new ArrayList<>();
        answer.path("audiences").forEach(audience -> {
            if (isUnknown(audience)) {
                unknown.add(Json.text(audience, "audience"));
                return;
            }
            String decision = Json.text(audience, "decision");
            out.println(Json.text(audience, "audience") + ": " + decision + " (" + inWords(decision) + ")");
            audience.path("reasons").forEach(reason -> {
                if (!PolicyText.passes(reason)) {
                    out.println("  - " + Json.text(reason, "sentence"));
                }
            });
            audience.path("remedies").forEach(remedy -> out.println("  > " + Json.text(remedy, "sentence")));
        });
        if (!unknown.isEmpty()) {
            out.println("Unknown to a protocol that decides here, so refused: " + String.join(", ", unknown));
        }
        out.println("- says why not, > what would have to change; each > is needed, unless it says otherwise.");
    }

    /** Refused by nothing but a protocol that does not know it: worth its name, and no block of its own. */
    private static boolean isUnknown(JsonNode audience) {
        boolean refused = false;
        for (JsonNode reason : audience.path("reasons")) {
            if (!PolicyText.passes(reason)) {
                if (!Json.text(reason, "kind").equals("unknown-audience")) {
                    return false;
                }
                refused = true;
            }
        }
        return refused;
    }

    private static String inWords(String decision) {
        return switch (decision) {
            case "permit" -> "may have it as it is";
            case "needs" -> "may have it once what is missing is on record";
            default -> "may not have it as it is";
        };
    }
}
