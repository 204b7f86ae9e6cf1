package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group's decision that a participant must withdraw, as an act of its own. */
@Command(
        name = "require-withdrawal",
        description = {
            "Put the coordination group's decision on record that a participant must withdraw, and carry it out",
            "at once or at the start of a day (UTC). No least notice."
        },
        footer = {
            "Example: sluice participant require-withdrawal relief-a --decided-by \"CP coordination group\" \\",
            "           --on 2026-03-03 --reason \"did not report a leak\" --reference \"minutes no. 7\" --now"
        })
final class RequireWithdrawalCommand implements Callable<Integer> {
    private final Sluice sluice;
    private final ParticipantCommands participants;

    @Parameters(paramLabel = "ID", description = "The participant.")
    private String id = "";

    @Option(names = "--decided-by", paramLabel = "GROUP", required = true, description = "Who decided it.")
    private String decidedBy = "";

    @Option(names = "--on", paramLabel = "DATE", required = true, description = "The day of the decision.")
    private @Nullable LocalDate on;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; goes on record.")
    private String reason = "";

    @Option(
            names = "--reference",
            paramLabel = "TEXT",
            required = true,
            description = "Where the decision is written down.")
    private String reference = "";

    @Option(names = "--now", description = "At once.")
    private boolean now;

    @Option(names = "--effective", paramLabel = "DATE", description = "On this day, as 2026-04-01.")
    private @Nullable LocalDate effective;

    RequireWithdrawalCommand(Sluice sluice, ParticipantCommands participants) {
        this.sluice = sluice;
        this.participants = participants;
    }

    @Override
    public Integer call() {
        if (now == (effective != null)) {
            throw new Failure(Problem.wrong("usage", "Say when it counts: either --now or --effective DATE."));
        }
        ObjectNode body = Json.object()
                .put("decidedBy", decidedBy)
                .put("decidedOn", String.valueOf(on))
                .put("reason", reason)
                .put("reference", reference);
        if (effective == null) {
            body.put("now", true);
        } else {
            body.put("effective", effective.toString());
        }
        return sluice.answer(
                sluice.api().post(Api.path("participants", id, "require-withdrawal"), body), participants::cut);
    }
}
