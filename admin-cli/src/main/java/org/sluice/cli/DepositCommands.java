package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploaded files with their labels. */
@Command(name = "deposit", description = "Uploaded files with their labels.")
final class DepositCommands {
    private static final List<String> DIMENSIONS =
            List.of("organizations", "location", "population", "activity", "persons");

    private final Sluice sluice;

    DepositCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(name = "list", description = "List the deposits, newest first.", footer = "Example: sluice deposit list")
    int list() {
        return sluice.answer(sluice.api().get("/deposits"), all -> {
            if (all.isEmpty()) {
                sluice.out()
                        .println("No deposits yet. Partners deposit by SFTP: they log in with their key and put a"
                                + " file into /CHANNEL/INFORMATION-TYPE/, for example /restricted/4w-monthly-inputs/.");
                return;
            }
            Table table = Table.of("ID", "STATE", "CHANNEL", "TYPE", "PARTICIPANT", "SIZE", "NAME");
            all.forEach(d -> table.row(
                    Json.text(d, "id"),
                    d.path("held").asBoolean() ? Json.text(d, "state") + ", held" : Json.text(d, "state"),
                    Json.text(d, "channel"),
                    Json.text(d, "type"),
                    Json.text(d, "participant"),
                    size(d.path("size").asLong()),
                    Json.text(d, "name")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "show",
            description = "Show a deposit, its label, and who may have it.",
            footer = "Example: sluice deposit show d…")
    int show(@Parameters(paramLabel = "ID", description = "The deposit.") String id) {
        return sluice.answer(sluice.api().get(Api.path("deposits", id)), this::show);
    }

    @Command(
            name = "destroy",
            description = {
                "Destroy a deposit's content for good: the key that opens it, then its bytes. Prints the signed",
                "certificate, which says until when a backup may still hold it."
            },
            footer = "Example: sluice deposit destroy d… --reason \"no longer needed\" --as sami")
    int destroy(
            @Parameters(paramLabel = "ID", description = "The deposit.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; goes on record.")
                    String reason) {
        return sluice.answer(
                sluice.api()
                        .post(Api.path("deposits", id, "destroy"), Json.object().put("reason", reason)),
                gone -> sluice.out().println(gone.path("certificate").asText()));
    }

    @Command(
            name = "label",
            description = {
                "Say what a deposit's content still identifies; an empty value takes back what was said.",
                "Keys: channel, organizations, location, population, activity, persons, purpose, period, area, share-with."
            },
            footer = "Example: sluice deposit label d… organizations=named location=district persons=none")
    int label(
            @Parameters(index = "0", paramLabel = "ID", description = "The deposit.") String id,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY=VALUE", description = "What to say.")
                    List<String> changes) {
        ObjectNode body = Json.object();
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new Failure(Problem.wrong("usage", "\"" + change + "\" is not of the form KEY=VALUE."));
            }
            String key = change.substring(0, equals).strip();
            if (body.has(key)) {
                throw new Failure(Problem.wrong("usage", "\"" + key + "\" is given twice; give it once."));
            }
            body.put(key, change.substring(equals + 1).strip());
        }
        return sluice.answer(sluice.api().post(Api.path("deposits", id, "label"), body), this::show);
    }

    private void show(JsonNode d) {
        JsonNode label = d.path("label");
        Table table = Table.labelled()
                .line("deposit", Json.text(d, "id"))
                .line("name", Json.text(d, "name"))
                .line("state", Json.text(d, "state"))
                .line("owner", Json.text(d, "participant") + ", by " + Json.text(d, "person"))
                .line("type", Json.text(d, "type"))
                .line("channel", Json.text(d, "channel"))
                .line("floor", Json.text(d, "floor"))
                .line("size", size(d.path("size").asLong()))
                .line("SHA-256", Json.text(d, "sha256"))
                .line("deposited", Json.text(d, "deposited"))
                .line("superseded by", Json.text(d, "supersededBy"));
        DIMENSIONS.forEach(dimension -> table.line(dimension, level(d, label, dimension)));
        List.of("purpose", "period", "area", "share-with").forEach(key -> table.line(key, Json.text(label, key)));
        table.print(sluice.out());
        if (d.path("held").asBoolean()) {
            sluice.out()
                    .println("It is held: its owner alone sees it until it is labelled: sluice deposit label "
                            + Json.text(d, "id") + " KEY=VALUE…");
        }
        d.path("facts")
                .forEach(fact ->
                        sluice.out().println("on record: " + Json.text(fact, "kind") + " by " + Json.text(fact, "by")));
        decisions(d.path("decisions"));
    }

    private static String level(JsonNode deposit, JsonNode label, String dimension) {
        String declared = Json.text(label, dimension);
        if (!declared.isEmpty()) {
            return declared;
        }
        String counted = Json.text(deposit.path("counted"), dimension);
        boolean undeclared = false;
        for (JsonNode name : deposit.path("undeclared")) {
            undeclared |= name.asText().equals(dimension);
        }
        if (counted.isEmpty()) {
            return "";
        }
        return undeclared ? counted + " (nobody declared it)" : counted + " (by the standard label)";
    }

    private void decisions(JsonNode decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        sluice.out().println("Who may have it:");
        Table table = new Table();
        decisions.forEach(decision -> table.row(
                "  " + Json.text(decision, "audience"),
                Json.text(decision, "decision"),
                decision.path("decision").asText().equals("permit")
                        ? ""
                        : Json.text(decision.path("reasons").path(0), "sentence")));
        table.print(sluice.out());
    }

    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
