package org.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Every open clock in one list. */
@Command(
        name = "due",
        description = "What is due or overdue, the most pressing first.",
        footer = "Example: sluice due --json")
final class DueCommand implements Callable<Integer> {
    private final Sluice sluice;

    DueCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public Integer call() {
        return sluice.answer(sluice.api().get("/due"), all -> {
            if (all.isEmpty()) {
                sluice.out().println("Nothing is due.");
                return;
            }
            Table table = Table.of("OF", "ID", "CLOCK", "DUE", "OVERDUE");
            all.forEach(d -> table.row(
                    Json.text(d, "of"),
                    Json.text(d, "id"),
                    Json.text(d, "clock"),
                    Json.text(d, "due"),
                    d.path("overdue").asBoolean() ? "yes" : ""));
            table.print(sluice.out());
        });
    }
}
