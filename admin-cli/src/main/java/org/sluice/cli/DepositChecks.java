package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is checked of a file when it arrives, among the commands on deposits. */
@Command(name = "deposit")
final class DepositChecks {
    private final Sluice sluice;

    DepositChecks(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "whole",
            description = {
                "Answer for a deposit that is held because its end is missing or its .sha256 says otherwise: somebody",
                "looked, and it is the whole file. A depositor of the owner does this."
            },
            footer = "Example: sluice deposit whole d… --as ali --note \"opened it, all twelve sheets are there\"")
    int whole(
            @Parameters(paramLabel = "ID", description = "The deposit.") String id,
            @Option(
                            names = "--note",
                            paramLabel = "TEXT",
                            required = true,
                            description = "How you know; goes on record.")
                    String note,
            @Option(names = "--anyway", description = "The note holds no person's name, although it looks so.")
                    boolean anyway) {
        var body = Json.object().put("note", note);
        Fields.flag(body, "confirmed", anyway);
        return sluice.answer(
                sluice.api().post(Api.path("deposits", id, "whole"), body),
                done -> sluice.out()
                        .println(id + " counts as whole, on the word of " + Json.text(done, "answeredBy") + "."));
    }

    @Command(
            name = "rescan",
            description = {
                "Have the virus scanner look at a deposit anew, for instance once its signatures are newer.",
                "The deposit is held until there is a word."
            },
            footer = "Example: sluice deposit rescan d…")
    int rescan(@Parameters(paramLabel = "ID", description = "The deposit.") String id) {
        return sluice.answer(
                sluice.api().post(Api.path("deposits", id, "rescan"), Json.object()),
                done -> sluice.out().println(id + " waits for the virus scanner. See it with: sluice scan list"));
    }

    /** What {@code deposit show} says of it. */
    static void lines(Table table, JsonNode deposit) {
        JsonNode whole = deposit.path("whole");
        JsonNode scan = deposit.path("scan");
        table.line("end", end(whole))
                .line("its .sha256", Json.text(whole, "hash").equals("not-said") ? "" : Json.text(whole, "hash"))
                .line("whole, says", Json.text(whole, "answeredBy"))
                .line("virus scan", word(scan));
    }

    private static String end(JsonNode whole) {
        return switch (Json.text(whole, "state")) {
            case "whole" -> "there (" + Json.text(whole, "format") + ")";
            case "cut-off" -> "missing: " + Json.text(whole, "why");
            case "untold" -> "can't be told: " + Json.text(whole, "why");
            case "pending" -> "being checked";
            default -> "";
        };
    }

    static String word(JsonNode scan) {
        String more = Json.text(scan, "signature") + Json.text(scan, "why");
        String state = Json.text(scan, "state").replace('-', ' ');
        return more.isEmpty() ? state : state + ": " + more;
    }
}
