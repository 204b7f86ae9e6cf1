package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A participant that had announced its withdrawal stays. */
@Command(
        name = "stay",
        description = {
            "Take an announced withdrawal back, until its day.",
            "The transition plan is dropped, and nobody is asked any longer for files received."
        },
        footer = "Example: sluice participant stay relief-a --reason \"the board decided to stay\"")
final class StayCommand implements Callable<Integer> {
    private final Sluice sluice;
    private final ParticipantCommands participants;

    @Parameters(paramLabel = "ID", description = "The participant.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; goes on record.")
    private String reason = "";

    @Option(
            names = "--reference",
            paramLabel = "TEXT",
            description = "Where the group's decision is written, if the group had required the withdrawal.")
    private @Nullable String reference;

    StayCommand(Sluice sluice, ParticipantCommands participants) {
        this.sluice = sluice;
        this.participants = participants;
    }

    @Override
    public Integer call() {
        ObjectNode body = Json.object().put("reason", reason);
        Fields.some(body, "reference", reference);
        return sluice.answer(sluice.api().post(Api.path("participants", id, "stay"), body), participants::show);
    }
}
