package org.sluice.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An adherence document back from the gateway. */
@Command(
        name = "adherence",
        description = "Read a signed adherence document: it is written into a new file, and that goes on record.",
        footer = "Example: sluice participant adherence a… --out adherence.pdf")
final class AdherenceCommand implements Callable<Integer> {
    private final Sluice sluice;

    @Parameters(paramLabel = "ID", description = "The adherence, as signatories lists it.")
    private String id = "";

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "A new file.")
    private Path out = Path.of("");

    AdherenceCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public Integer call() {
        return SignedDocument.save(sluice, Api.path("adherences", id, "document"), out);
    }
}
