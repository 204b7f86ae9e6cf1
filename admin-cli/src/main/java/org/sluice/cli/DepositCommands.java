package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploaded files with their labels. */
@Command(name = "deposit", description = "Uploaded files with their labels.")
final class DepositCommands {
    private static final List<String> DIMENSIONS =
            List.of("organizations", "location", "population", "activity", "persons");
    private static final List<String> SAID = List.of(
            "purpose",
            "period",
            "area",
            "share-with",
            "elements",
            "withheld",
            "consented-purposes",
            "small-counts",
            "concerns",
            "marks",
            "case");
    /** Kinds of reasons that no label and no fact changes. */
    private static final List<String> SHUT =
            List.of("not-shared", "no-cell", "unknown-audience", "unknown-type", "no-protocol");

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
                    Json.text(d, "state")
                            + (d.path("held").asBoolean() ? ", held" : "")
                            + (d.path("sealed").asBoolean() ? ", sealed" : ""),
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
            name = "receipt",
            description = {
                "Print the gateway's signed word that it holds a deposit, with what is decided for each audience now.",
                "Anybody can check it: sluice receipt verify FILE --key audit.pub"
            },
            footer = "Example: sluice deposit receipt d… > 4w.xlsx.receipt.json")
    int receipt(@Parameters(paramLabel = "ID", description = "The deposit.") String id) {
        return sluice.answer(
                sluice.api().get(Api.path("deposits", id, "receipt")),
                receipt -> sluice.out().print(receipt.path("text").asText()));
    }

    @Command(
            name = "version",
            description = "Say that a deposit is an anonymised or consolidated version of another.",
            footer = {
                "Example: sluice deposit version d… --of d… --kind anonymised",
                "Where the original is refused, the version that may go is offered."
            })
    int version(
            @Parameters(paramLabel = "ID", description = "The version.") String id,
            @Option(names = "--of", paramLabel = "ID", required = true, description = "What it was made from.")
                    String of,
            @Option(names = "--kind", paramLabel = "KIND", required = true, description = "anonymised or consolidated.")
                    String kind) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("deposits", id, "version"),
                                Json.object().put("of", of).put("kind", kind)),
                done -> sluice.out()
                        .println(Json.text(done, "deposit") + " is a version (" + Json.text(done, "kind") + ") of "
                                + Json.text(done, "versionOf") + "."));
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
                "Keys: channel, organizations, location, population, activity, persons, purpose, period, area, share-with;",
                "for data on persons also: elements, withheld, consented-purposes, small-counts, concerns, marks, case.",
                "Several names stand with commas between them. The words a protocol knows: sluice policy show ID"
            },
            footer = {
                "Example: sluice deposit label d… organizations=named location=district persons=none",
                "         sluice deposit label d… --file 4w.xlsx.label.yaml"
            })
    int label(
            @Parameters(index = "0", paramLabel = "ID", description = "The deposit.") String id,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "What to say.")
                    @Nullable
                    List<String> changes,
            @Option(names = "--file", paramLabel = "FILE.yaml", description = "A label file that says it.") @Nullable
                    Path file,
            @Option(names = "--anyway", description = "The label holds no person's name, although it looks so.")
                    boolean anyway) {
        if ((changes == null) == (file == null)) {
            throw new Failure(Problem.wrong("usage", "Say it either by KEY=VALUE or by --file FILE.yaml."));
        }
        ObjectNode body = Json.object();
        if (file != null) {
            LabelCommands.changes(file).forEach(body::put);
        }
        for (String change : changes == null ? List.<String>of() : changes) {
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
        if (anyway) {
            body.put("confirmed", "true");
        }
        return sluice.answer(sluice.api().post(Api.path("deposits", id, "label"), body), this::show);
    }

    @Command(
            name = "derive",
            description = {
                "Make a version of a table (CSV, or one sheet of an XLSX) that identifies less, as a CSV.",
                "Nothing hidden goes into it: no hidden sheet, row or column, no comment, formula or property.",
                "Without --store it only says what would be done to each column, by counts and never by values.",
                "Columns are named by their heading or letter. What a gazetteer or a count can't settle is emptied.",
                "Without --name the version is called after the deposit, with -anonymised.csv."
            },
            footer = {
                "Example: sluice deposit derive d… --as ali --drop \"Full name\",Phone --code Organisation \\",
                "           --place Village --gazetteer places.csv --to district --count Beneficiaries",
                "         The same with: --store --name 4w-anonymised.csv --channel restricted"
            })
    int derive(
            @Parameters(paramLabel = "ID", description = "The deposit.") String id,
            @Option(names = "--drop", paramLabel = "COLUMN", split = ",", description = "Columns to leave out.")
                    @Nullable
                    List<String> drop,
            @Option(names = "--place", paramLabel = "COLUMN", split = ",", description = "Places to make coarser.")
                    @Nullable
                    List<String> places,
            @Option(names = "--gazetteer", paramLabel = "FILE", description = "CSV: exact,sub-district,district.")
                    @Nullable
                    Path gazetteer,
            @Option(names = "--to", paramLabel = "LEVEL", description = "How coarse: a column of the gazetteer.")
                    @Nullable
                    String to,
            @Option(names = "--code", paramLabel = "COLUMN", split = ",", description = "Organisations to code.")
                    @Nullable
                    List<String> code,
            @Option(names = "--count", paramLabel = "COLUMN", split = ",", description = "Counts to hide where small.")
                    @Nullable
                    List<String> counts,
            @Option(names = "--smallest", paramLabel = "N", description = "The least count that is shown (10).")
                    @Nullable
                    Integer smallest,
            @Option(names = "--heading-row", paramLabel = "N", description = "The row of the headings (1).") @Nullable
                    Integer headingRow,
            @Option(names = "--sheet", paramLabel = "NAME", description = "The sheet (the first that is shown).")
                    @Nullable
                    String sheet,
            @Option(names = "--anyway", description = "The name holds no person's name, although it looks so.")
                    boolean anyway,
            @Option(names = "--dry-run", description = "Only say what would be done; so it is without --store.")
                    boolean dryRun,
            @Option(names = "--store", description = "Store the version as a deposit of its own.") boolean store,
            @Option(names = "--name", paramLabel = "NAME", description = "Its name, ending in .csv.") @Nullable
                    String name,
            @Option(names = "--channel", paramLabel = "CHANNEL", description = "The channel of the version.") @Nullable
                    String channel,
            @Option(names = "--label", paramLabel = "KEY=VALUE", split = ",", description = "What it still identifies.")
                    @Nullable
                    List<String> label) {
        ObjectNode body = Json.object().put("store", store && !dryRun);
        Fields.list(body, "drop", some(drop));
        Fields.list(body, "places", some(places));
        Fields.list(body, "code", some(code));
        Fields.list(body, "counts", some(counts));
        Fields.list(body, "label", some(label));
        Fields.some(body, "to", to);
        Fields.some(body, "smallest", smallest);
        Fields.some(body, "headingRow", headingRow);
        Fields.some(body, "sheet", sheet);
        Fields.flag(body, "confirmed", anyway);
        Fields.some(body, "name", name);
        Fields.some(body, "channel", channel);
        if (gazetteer != null) {
            try {
                body.put("gazetteer", Files.readString(gazetteer));
            } catch (IOException e) {
                throw new Failure(Problem.wrong("usage", "The gazetteer " + gazetteer + " can't be read."));
            }
        }
        return sluice.answer(sluice.api().post(Api.path("deposits", id, "derive"), body), made -> derived(id, made));
    }

    private void derived(String id, JsonNode made) {
        Table table = Table.of("COLUMN", "DONE", "CHANGED", "EMPTIED");
        made.path("changes")
                .forEach(change -> table.row(
                        Json.text(change, "column"),
                        Json.text(change, "act"),
                        Long.toString(change.path("changed").asLong()),
                        Long.toString(change.path("emptied").asLong())));
        table.print(sluice.out());
        DerivedText.print(sluice.out(), made);
        sluice.out()
                .println(
                        made.has("derived")
                                ? "Stored as " + Json.text(made.path("derived"), "id") + ", a version of " + id + "."
                                : Counted.of(made.path("rows").asLong(), "row")
                                        + "; nothing was stored. Store it with: --store"
                                        + " --channel CHANNEL [--name NAME.csv]");
    }

    private static List<String> some(@Nullable List<String> said) {
        return said == null ? List.of() : said;
    }

    private void show(JsonNode d) {
        JsonNode label = d.path("label");
        Table table = Table.labelled()
                .line("deposit", Json.text(d, "id"))
                .line("name", Json.text(d, "name"))
                .line("state", Json.text(d, "state"))
                .line("at rest", d.path("sealed").asBoolean() ? "sealed" : "")
                .line("owner", Json.text(d, "participant") + ", by " + Json.text(d, "person"))
                .line("type", Json.text(d, "type"))
                .line("channel", Json.text(d, "channel"))
                .line("floor", Json.text(d, "floor"))
                .line("size", size(d.path("size").asLong()))
                .line("SHA-256", Json.text(d, "sha256"))
                .line("deposited", Json.text(d, "deposited"))
                .line("superseded by", Json.text(d, "supersededBy"));
        DIMENSIONS.forEach(dimension -> table.line(dimension, level(d, label, dimension)));
        SAID.forEach(key -> table.line(key, Json.text(label, key)));
        DepositChecks.lines(table, d);
        table.print(sluice.out());
        d.path("holding").forEach(why -> sluice.out().println("Held: " + why.asText()));
        if (d.path("held").asBoolean() && d.path("holding").isEmpty()) {
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

    /** Those who may, or could after something is recorded, one by one; whoever is shut out in any case in one line. */
    private void decisions(JsonNode decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        sluice.out().println("Who may have it:");
        Table table = new Table();
        List<String> shut = new ArrayList<>();
        decisions.forEach(decision -> {
            JsonNode reason = decision.path("reasons").path(0);
            if (SHUT.contains(Json.text(reason, "kind"))) {
                shut.add(Json.text(decision, "audience"));
            } else {
                boolean permit = decision.path("decision").asText().equals("permit");
                table.row(
                        "  " + Json.text(decision, "audience"),
                        Json.text(decision, "decision"),
                        permit ? "" : Json.text(reason, "sentence"));
            }
        });
        table.print(sluice.out());
        if (!shut.isEmpty()) {
            sluice.out().println("  shut out by the protocol: " + String.join(", ", shut));
        }
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
