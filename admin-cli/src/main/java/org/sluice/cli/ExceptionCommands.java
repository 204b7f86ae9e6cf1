package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the group lets pass for a while although a cell refuses it. */
@Command(name = "exception", description = "What the group lets pass for a while although a cell refuses it.")
final class ExceptionCommands {
    private final Sluice sluice;

    ExceptionCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "propose",
            description = {
                "Propose an exception for one information type and audience, as a coordinator; another one approves it.",
                "Reasons: safety-of-staff, protection-of-information-systems, safety-of-affected-people,",
                "access-to-assistance, legal-obligation."
            },
            footer = {
                "Example: sluice exception propose --type meeting-minutes --audience ocha-imos --reason safety-of-staff \\",
                "           --approval \"minutes of 1 March, item 4\" --until DAY --as cora",
                "         DAY lies within 184 days."
            })
    int propose(
            @Option(names = "--type", paramLabel = "T", required = true, description = "The information type.")
                    String type,
            @Option(names = "--audience", paramLabel = "A", required = true, description = "The audience.")
                    String audience,
            @Option(
                            names = "--to",
                            paramLabel = "SIDE",
                            description = "Only for this participant, or this contact that belongs to none.")
                    @Nullable
                    String to,
            @Option(names = "--reason", paramLabel = "WORD", required = true, description = "Why.") String reason,
            @Option(
                            names = "--approval",
                            paramLabel = "TEXT",
                            required = true,
                            description = "Where the group's approval is recorded.")
                    String approval,
            @Option(names = "--until", paramLabel = "DATE", required = true, description = "Its end.") String until) {
        ObjectNode body = Json.object()
                .put("type", type)
                .put("audience", audience)
                .put("reason", reason)
                .put("approval", approval)
                .put("until", until);
        Fields.some(body, "to", to);
        return sluice.answer(sluice.api().post("/exceptions", body), this::show);
    }

    @Command(
            name = "approve",
            description = "Agree to an exception, as a second coordinator; it counts from then on.",
            footer = "Example: sluice exception approve x… --as omar")
    int approve(@Parameters(paramLabel = "ID", description = "The exception.") String id) {
        return sluice.answer(sluice.api().post(Api.path("exceptions", id, "approve")), this::show);
    }

    @Command(
            name = "end",
            description = "End an exception now; what rests on it closes from the next request on.",
            footer = "Example: sluice exception end x… --reason \"the road is open\" --as cora")
    int end(
            @Parameters(paramLabel = "ID", description = "The exception.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        return sluice.answer(
                sluice.api()
                        .post(Api.path("exceptions", id, "end"), Json.object().put("reason", reason)),
                this::show);
    }

    @Command(
            name = "list",
            description = "List the exceptions, newest first.",
            footer = "Example: sluice exception list")
    int list() {
        return sluice.answer(sluice.api().get("/exceptions"), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No exceptions.");
                return;
            }
            Table table = Table.of("ID", "TYPE", "AUDIENCE", "TO", "REASON", "APPROVED BY", "UNTIL");
            all.forEach(x -> table.row(
                    Json.text(x, "id"),
                    Json.text(x, "type"),
                    Json.text(x, "audience"),
                    Json.text(x, "to"),
                    Json.text(x, "reason"),
                    Json.text(x, "approvedBy"),
                    Json.some(x, "ended").map(at -> "ended " + at).orElse(Json.text(x, "until"))));
            table.print(sluice.out());
        });
    }

    private void show(JsonNode x) {
        Table.labelled()
                .line("exception", Json.text(x, "id"))
                .line("type", Json.text(x, "type"))
                .line("audience", Json.text(x, "audience"))
                .line("to", Json.text(x, "to"))
                .line("reason", Json.text(x, "reason"))
                .line("approval", Json.text(x, "approval"))
                .line("proposed by", Json.text(x, "proposedBy"))
                .line("approved by", Json.text(x, "approvedBy"))
                .line("until", Json.text(x, "until"))
                .line("ended", Json.text(x, "ended"))
                .print(sluice.out());
    }
}
