package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The channels' keys. */
@Command(name = "keys", description = "The keys of the channels.")
final class KeysCommands {
    private final Sluice sluice;

    KeysCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "rotate",
            description = {
                "Give channels a new key, move everything that is kept to it, and delete the older ones. What was",
                "destroyed before opens under no key from then on, whatever a later backup still holds."
            },
            footer = "Example: sluice keys rotate --channel confidential")
    int rotate(
            @Option(names = "--channel", paramLabel = "C", description = "All channels if absent.") @Nullable
                    String channel) {
        ObjectNode body = Json.object();
        Fields.some(body, "channel", channel);
        return sluice.answer(sluice.api().post("/keys/rotate", body), all -> {
            Table table = Table.of("CHANNEL", "VERSION", "MOVED", "DELETED");
            all.forEach(one -> table.row(
                    Json.text(one, "channel"),
                    Json.text(one, "version"),
                    Json.text(one, "rewrapped"),
                    Json.text(one, "retired")));
            table.print(sluice.out());
        });
    }
}
