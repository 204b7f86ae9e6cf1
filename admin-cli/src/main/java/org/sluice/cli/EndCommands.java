package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a protocol ends, and how every copy made under it is accounted for. */
@Command(name = "policy", description = "How a protocol ends.")
final class EndCommands {
    private final Sluice sluice;

    EndCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "end",
            description = {
                "Record that the group ends a protocol; from then on it decides nothing any more.",
                "Everybody is told, and asked for each file received and each that rests here."
            },
            footer = {
                "Example: sluice policy end alliance-dpisp --on 2030-12-31 --as cora \\",
                "           --decision \"minutes of 2 December\" --reason \"the case work is concluded\""
            })
    int end(
            @Parameters(paramLabel = "ID", description = "The protocol.") String id,
            @Option(
                            names = "--on",
                            paramLabel = "DATE",
                            required = true,
                            description = "It ends as this day begins (UTC).")
                    String on,
            @Option(
                            names = "--decision",
                            paramLabel = "TEXT",
                            required = true,
                            description = "Where the group's decision is written down.")
                    String decision,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why it ends.")
                    String reason,
            @Option(
                            names = "--answers-by",
                            paramLabel = "DATE",
                            description = "By when every copy is to be accounted for; 30 days after the end if absent.")
                    @Nullable
                    String answersBy) {
        ObjectNode body = Json.object().put("on", on).put("decision", decision).put("reason", reason);
        Fields.some(body, "answersBy", answersBy);
        return sluice.answer(sluice.api().post(Api.path("policies", id, "end"), body), this::show);
    }

    @Command(
            name = "go-on",
            description = "Take an announced end back, until its day; nobody is asked any longer for copies.",
            footer = {
                "Example: sluice policy go-on alliance-dpisp --as cora --decision \"minutes of 9 December\" \\",
                "           --reason \"new cases came in\""
            })
    int goOn(
            @Parameters(paramLabel = "ID", description = "The protocol.") String id,
            @Option(
                            names = "--decision",
                            paramLabel = "TEXT",
                            required = true,
                            description = "Where the group's decision is written down.")
                    String decision,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why it goes on.")
                    String reason) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("policies", id, "end", "take-back"),
                                Json.object().put("decision", decision).put("reason", reason)),
                done -> sluice.out().println(id + " goes on; it would have ended at " + Json.text(done, "ends") + "."));
    }

    @Command(
            name = "ends",
            description = "List the protocols that end or have ended, and how many copies are open.",
            footer = "Example: sluice policy ends")
    int ends() {
        return sluice.answer(sluice.api().get("/protocol-ends"), all -> {
            Table table = Table.of("PROTOCOL", "ENDS", "ANSWERS BY", "COPIES", "OPEN", "CERTIFIED");
            all.forEach(e -> table.row(
                    Json.text(e, "protocol"),
                    Json.text(e, "ends"),
                    Json.text(e, "answersBy"),
                    Json.text(e, "copies"),
                    Json.text(e, "open"),
                    Json.text(e, "certified")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "ending",
            description = "Show the end of a protocol with the copies to account for; with --as those of that person.",
            footer = "Example: sluice policy ending alliance-dpisp --as amal")
    int ending(@Parameters(paramLabel = "ID", description = "The protocol.") String id) {
        return sluice.answer(sluice.api().get(Api.path("policies", id, "end")), this::show);
    }

    @Command(
            name = "answer-end",
            description = {
                "Put on record what became of a copy. What rests here is destroyed by this: fetch your files first.",
                "The administrator answers on evidence, and says in the words where it is."
            },
            footer = {
                "Example: sluice policy answer-end t… destroyed --words \"wiped on 4 January\" --as amal",
                "To keep it: sluice policy answer-end t… kept --duty \"Law 12, article 3\" --words \"audit\" --as amal"
            })
    int answer(
            @Parameters(index = "0", paramLabel = "TASK", description = "The task.") String task,
            @Parameters(index = "1", paramLabel = "FATE", description = "returned, destroyed or kept.") String fate,
            @Option(names = "--words", paramLabel = "TEXT", required = true, description = "How and when, or why.")
                    String words,
            @Option(names = "--duty", paramLabel = "TEXT", description = "The lawful duty under which it is kept.")
                    @Nullable
                    String duty) {
        ObjectNode body = Json.object().put("fate", fate).put("words", words);
        Fields.some(body, "duty", duty);
        return sluice.answer(
                sluice.api().post(Api.path("end-tasks", task, "answer"), body),
                done -> sluice.out()
                        .println("On record: " + Json.text(done, "deposit") + " with " + Json.text(done, "holder")
                                + " is " + Json.text(done, "fate") + "."));
    }

    @Command(
            name = "certify-end",
            description = {
                "Sign what became of every copy; what nobody answered for stands in it as open.",
                "Anybody can check it: sluice retention verify FILE --key audit.pub"
            },
            footer = "Example: sluice policy certify-end alliance-dpisp --as cora")
    int certify(@Parameters(paramLabel = "ID", description = "The protocol.") String id) {
        return sluice.answer(
                sluice.api().post(Api.path("policies", id, "end") + "/certificate", Json.object()),
                done -> sluice.out().println(Json.text(done, "certificate")));
    }

    private void show(JsonNode end) {
        Table.labelled()
                .line("protocol", Json.text(end, "protocol"))
                .line("ends", Json.text(end, "ends"))
                .line("decision", Json.text(end, "decision"))
                .line("reason", Json.text(end, "reason"))
                .line("answers by", Json.text(end, "answersBy"))
                .line("certified", Json.text(end, "certified"))
                .print(sluice.out());
        if (end.path("tasks").isEmpty()) {
            sluice.out().println("No copy to account for.");
            return;
        }
        Table table = Table.of("TASK", "DEPOSIT", "WITH", "WAY", "ASKED", "BECAME");
        end.path("tasks")
                .forEach(t -> table.row(
                        Json.text(t, "id"),
                        Json.text(t, "deposit"),
                        Json.text(t, "holder"),
                        t.path("way").asText().equals("owner") ? "rests here" : Json.text(t, "way"),
                        Json.text(t, "askedPerson"),
                        Json.text(t, "fate")));
        table.print(sluice.out());
    }
}
