package org.sluice.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a cell of the matrix asks for, put on record. */
@Command(name = "fact", description = "What a cell of the matrix asks for, such as a consent.")
final class FactCommands {
    private final Sluice sluice;

    FactCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "add",
            description = "Put on record that something holds for a deposit.",
            footer = {
                "Example: sluice fact add consent-of-organisation --deposit d… --by relief-a --note \"mail of 3 March\"",
                "The kinds a protocol asks for: sluice policy show ID"
            })
    int add(
            @Parameters(paramLabel = "KIND", description = "The kind, for example consent-of-organisation.")
                    String kind,
            @Option(names = "--deposit", paramLabel = "ID", required = true, description = "The deposit.")
                    String deposit,
            @Option(names = "--by", paramLabel = "PARTICIPANT", required = true, description = "Whose word it is.")
                    String by,
            @Option(names = "--note", paramLabel = "TEXT", description = "Where to find it.") @Nullable String note) {
        var body = Json.object().put("kind", kind).put("deposit", deposit).put("by", by);
        Fields.some(body, "note", note);
        return sluice.answer(
                sluice.api().post("/facts", body),
                fact -> sluice.out()
                        .println("On record: " + Json.text(fact, "kind") + " for " + Json.text(fact, "deposit") + " by "
                                + Json.text(fact, "by") + " (" + Json.text(fact, "id") + ")."));
    }
}
