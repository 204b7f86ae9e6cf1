package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The registers that a cluster keeps. */
@Command(name = "register", description = "What is held, who has not reported, and who can reach what.")
final class RegisterCommands {
    private final Sluice sluice;

    RegisterCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "data",
            description = "The data management registry: what is held, where from, what for, and how long.",
            footer = "Example: sluice register data --csv > registry.csv")
    int data(@Option(names = "--csv", description = "As CSV.") boolean csv) {
        return print("/registers/data", "", csv);
    }

    @Command(
            name = "not-reported",
            description = {
                "Participants without a deposit of a type in a period; without days, the last 31. Without a type, for all",
                "types whose regular deposits a protocol asks for, each in the period that the protocol says."
            },
            footer = "Example: sluice register not-reported --type 4w-monthly-inputs --from 2026-03-01 --to 2026-04-01")
    int notReported(
            @Option(names = "--type", paramLabel = "T", description = "The information type.") @Nullable String type,
            @Option(names = "--from", paramLabel = "DATE", description = "The first day.") @Nullable String from,
            @Option(names = "--to", paramLabel = "DATE", description = "The day after the last.") @Nullable String to,
            @Option(names = "--csv", description = "As CSV.") boolean csv) {
        List<String> query = new ArrayList<>();
        some(query, "type", type);
        some(query, "from", from);
        some(query, "to", to);
        return print("/registers/not-reported", query.isEmpty() ? "" : "?" + String.join("&", query), csv);
    }

    @Command(
            name = "access",
            description = "The access list: who can reach what, and on whose authority.",
            footer = "Example: sluice register access --csv > access.csv")
    int access(@Option(names = "--csv", description = "As CSV.") boolean csv) {
        return print("/registers/access", "", csv);
    }

    @Command(
            name = "passed-on",
            description = "What recipients reported that they passed on, and to whom.",
            footer = "Example: sluice register passed-on --csv > passed-on.csv")
    int passedOn(@Option(names = "--csv", description = "As CSV.") boolean csv) {
        return print("/registers/passed-on", "", csv);
    }

    @Command(
            name = "codes",
            description = "Which organisation a code stands for in anonymised versions; for coordinators alone.",
            footer = "Example: sluice register codes --as cora")
    int codes() {
        return print("/organisation-codes", "", false);
    }

    private static void some(List<String> query, String name, @Nullable String value) {
        if (value != null) {
            query.add(name + "=" + Api.encoded(value));
        }
    }

    private int print(String path, String query, boolean csv) {
        if (csv && sluice.json()) {
            throw new Failure(Problem.wrong("usage", "Ask for one form of the answer: --csv or --json, not both."));
        }
        if (!csv) {
            return sluice.answer(sluice.api().get(path + query), this::table);
        }
        try {
            sluice.api().copy(path + ".csv" + query, sluice.out());
            return 0;
        } catch (IOException e) {
            throw new Failure(Problem.failed("no-answer", "The register broke off before its end; ask again."));
        }
    }

    private void table(JsonNode rows) {
        if (rows.isEmpty()) {
            sluice.out().println("Nothing is in this register.");
            return;
        }
        // A row leaves out what it has no value for, so the columns are those of all rows, in their order.
        List<String> columns = new ArrayList<>();
        rows.forEach(row -> row.fieldNames().forEachRemaining(name -> {
            if (!columns.contains(name)) {
                columns.add(name);
            }
        }));
        Table table = Table.of(columns.stream()
                .map(name -> name.toUpperCase(java.util.Locale.ROOT))
                .toArray(String[]::new));
        rows.forEach(row ->
                table.row(columns.stream().map(name -> Json.text(row, name)).toArray(String[]::new)));
        table.print(sluice.out());
    }
}
