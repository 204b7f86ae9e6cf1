package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.deposit.ByteSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What participants' files take and may take. */
@Command(name = "participant", description = "What participants' files take.")
final class QuotaCommands {
    private final Sluice sluice;

    QuotaCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "quota",
            description = {
                "Set what a participant's files may take together, uploads under way and superseded versions included.",
                "Less than they take already destroys nothing; it lets nothing more in."
            },
            footer = {
                "Example: sluice participant quota relief-a 20GiB",
                "Back to the setting that counts for all: sluice participant quota relief-a --default"
            })
    int quota(
            @Parameters(index = "0", paramLabel = "ID", description = "The participant.") String id,
            @Parameters(index = "1", arity = "0..1", paramLabel = "SIZE", description = "As 20GiB or 500MiB.") @Nullable
                    String size,
            @Option(names = "--default", description = "What sluice.yaml says for all.") boolean usual) {
        if (usual == (size != null)) {
            throw new Failure(Problem.wrong("usage", "Say either a size, such as 20GiB, or --default."));
        }
        ObjectNode body = Json.object();
        Fields.some(body, "quota", size);
        return sluice.answer(
                sluice.api().post(Api.path("participants", id, "quota"), body), done -> show(List.of(done)));
    }

    @Command(
            name = "usage",
            description = "List what every participant's files take, and what they may take.",
            footer = "Example: sluice participant usage")
    int usage() {
        return sluice.answer(sluice.api().get("/usage"), this::show);
    }

    private void show(Iterable<JsonNode> all) {
        Table table = Table.of("PARTICIPANT", "USED", "OF", "LEFT", "FILES", "SUPERSEDED");
        all.forEach(one -> table.row(
                Json.text(one, "participant"),
                size(one, "used"),
                size(one, "quota") + (one.path("own").asBoolean() ? "" : " (default)"),
                size(one, "left"),
                Json.text(one, "files"),
                size(one, "superseded")));
        table.print(sluice.out());
    }

    private static String size(JsonNode one, String key) {
        return ByteSize.text(one.path(key).asLong());
    }
}
