package org.sluice.cli;

import picocli.CommandLine.Command;

/** What the virus scanner says. */
@Command(name = "scan", description = "What the virus scanner did not call clean.")
final class ScanCommands {
    private final Sluice sluice;

    ScanCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "list",
            description = "List the deposits that wait for the virus scanner, are infected or too large for it.",
            footer = "Example: sluice scan list")
    int list() {
        return sluice.answer(sluice.api().get("/scans"), all -> {
            if (all.isEmpty()) {
                sluice.out()
                        .println("No deposit waits for the virus scanner, and none is infected or too large for it.");
                return;
            }
            Table table = Table.of("DEPOSIT", "STATE", "TRIED");
            all.forEach(scan -> table.row(
                    Json.text(scan, "deposit"),
                    DepositChecks.word(scan),
                    scan.path("attempts").asInt() == 0
                            ? ""
                            : Counted.of(scan.path("attempts").asInt(), "time")));
            table.print(sluice.out());
        });
    }
}
