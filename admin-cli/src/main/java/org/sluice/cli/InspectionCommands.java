package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What deposits show, against what their labels claim. */
@Command(name = "inspection", description = "What was found in deposits: kinds, places and counts, never a value.")
final class InspectionCommands {
    private final Sluice sluice;

    InspectionCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "list",
            description = "List the inspections, newest deposit first.",
            footer = "Example: sluice inspection list")
    int list() {
        return sluice.answer(sluice.api().get("/inspections"), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No deposit was inspected yet; a deposit is inspected as soon as it has settled.");
                return;
            }
            Table table = Table.of("DEPOSIT", "STATE", "HELD", "LOOKED");
            all.forEach(i -> table.row(
                    Json.text(i, "deposit"),
                    Json.text(i, "state"),
                    i.path("held").asBoolean() ? "held" : "",
                    Json.text(i, "looked")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "show",
            description = "Show what was found in a deposit, where, and in how much of it.",
            footer = "Example: sluice inspection show d…")
    int show(@Parameters(paramLabel = "DEPOSIT", description = "The deposit.") String id) {
        return sluice.answer(sluice.api().get(Api.path("inspections", id)), this::show);
    }

    @Command(
            name = "accept",
            description = {
                "Accept what was found, although the label claims less. Never by the depositor: personal data by",
                "another person of the owner who releases or coordinates, the rest also by a coordinator."
            },
            footer = "Example: sluice inspection accept d… --as bea --reason \"names of camps, not of persons\"")
    int accept(
            @Parameters(paramLabel = "DEPOSIT", description = "The deposit.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why it may stand.")
                    String reason,
            @Option(names = "--anyway", description = "The reason holds no person's name, although it looks so.")
                    boolean anyway) {
        var body = Json.object().put("reason", reason);
        Fields.flag(body, "confirmed", anyway);
        return sluice.answer(sluice.api().post(Api.path("inspections", id, "accept"), body), this::show);
    }

    @Command(
            name = "attest",
            description = "Answer for what could not be looked at, such as a password-protected file.",
            footer = "Example: sluice inspection attest d… --as ali --note \"a sealed workbook of counts by district\"")
    int attest(
            @Parameters(paramLabel = "DEPOSIT", description = "The deposit.") String id,
            @Option(names = "--note", paramLabel = "TEXT", required = true, description = "What those parts hold.")
                    String note,
            @Option(names = "--anyway", description = "The note holds no person's name, although it looks so.")
                    boolean anyway) {
        var body = Json.object().put("note", note);
        Fields.flag(body, "confirmed", anyway);
        return sluice.answer(sluice.api().post(Api.path("inspections", id, "attest"), body), this::show);
    }

    private void show(JsonNode i) {
        Table.labelled()
                .line("deposit", Json.text(i, "deposit"))
                .line("state", Json.text(i, "state"))
                .line("looked", Json.text(i, "looked"))
                .line("attested by", Json.text(i, "attestedBy"))
                .print(sluice.out());
        i.path("findings")
                .forEach(finding -> sluice.out()
                        .println("found: " + Json.text(finding, "kind") + ": " + Json.text(finding, "place") + " ("
                                + finding.path("count").asLong() + ")"));
        i.path("notInspected")
                .forEach(gap -> sluice.out()
                        .println("not inspected: " + Json.text(gap, "place") + ": " + Json.text(gap, "why")));
        i.path("accepted")
                .forEach(word ->
                        sluice.out().println("accepted: " + Json.text(word, "kind") + " by " + Json.text(word, "by")));
        if (i.path("held").asBoolean()) {
            sluice.out()
                    .println("It is held, because its label claims less: raise the label (sluice deposit label "
                            + Json.text(i, "deposit")
                            + " KEY=VALUE…), replace the file, or have what was found accepted:"
                            + " sluice inspection accept " + Json.text(i, "deposit") + " --as PERSON --reason TEXT");
        }
    }
}
