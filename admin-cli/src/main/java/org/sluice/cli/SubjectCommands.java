package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What data subjects ask about their case. */
@Command(name = "subject", description = "What data subjects ask about their case.")
final class SubjectCommands {
    private static final String SUBJECTS = "subjects";

    private final Sluice sluice;

    SubjectCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "open",
            description = {
                "Take in what a data subject asks: every copy is found, and each holder asked to act. With --as, who answers",
                "for personal data at an owner of the case does it; without, the host writes down what they were told."
            },
            footer = "Example: sluice subject open deletion --case C-17 --what \"delete what is held\"")
    int open(
            @Parameters(paramLabel = "KIND", description = "access, correction, deletion or objection.") String kind,
            @Option(
                            names = "--case",
                            paramLabel = "CODE",
                            required = true,
                            description = "The case code, never a name.")
                    String caseCode,
            @Option(names = "--what", paramLabel = "TEXT", required = true, description = "What is asked.") String what,
            @Option(names = "--due", paramLabel = "DAY", description = "By when; in 30 days if absent.") @Nullable
                    String due) {
        var body = Json.object().put("kind", kind).put("case", caseCode).put("what", what);
        Fields.some(body, "due", due);
        return sluice.answer(sluice.api().post("/" + SUBJECTS, body), this::show);
    }

    @Command(name = "list", description = "List the requests.", footer = "Example: sluice subject list")
    int list() {
        return sluice.answer(sluice.api().get("/" + SUBJECTS), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No requests of data subjects on record.");
                return;
            }
            Table table = Table.of("ID", "KIND", "CASE", "DUE", "CLOSED");
            all.forEach(s -> table.row(
                    Json.text(s, "id"),
                    Json.text(s, "kind"),
                    Json.text(s, "case"),
                    Json.text(s, "due"),
                    Json.text(s, "closed")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "show",
            description = "Show a request with every copy and whether its holder acted.",
            footer = "Example: sluice subject show s…")
    int show(@Parameters(paramLabel = "ID", description = "The request.") String id) {
        return sluice.answer(sluice.api().get(Api.path(SUBJECTS, id)), this::show);
    }

    @Command(
            name = "ask",
            description = "Look again, and ask those who got a copy since.",
            footer = "Example: sluice subject ask s…")
    int ask(@Parameters(paramLabel = "ID", description = "The request.") String id) {
        return sluice.answer(sluice.api().post(Api.path(SUBJECTS, id, "ask"), Json.object()), this::show);
    }

    @Command(
            name = "confirm",
            description = {
                "Put on record what the holder of a copy did. The owner's own copy is deleted once it is destroyed here:",
                "sluice deposit destroy."
            },
            footer = "Example: sluice subject confirm t… --words \"deleted on 4 March\"")
    int confirm(
            @Parameters(paramLabel = "TASK", description = "The task, as the notice names it.") String task,
            @Option(names = "--words", paramLabel = "TEXT", required = true, description = "What was done.")
                    String words,
            @Option(names = "--kept", description = "The holder keeps its copy; the words say on what ground.")
                    boolean kept) {
        var body = Json.object().put("words", words);
        Fields.flag(body, "kept", kept);
        return sluice.answer(sluice.api().post(Api.path("subject-tasks", task, "confirm"), body), this::show);
    }

    @Command(
            name = "close",
            description = "Close a request once every holder has acted, with what the data subject was told.",
            footer = "Example: sluice subject close s… --outcome \"told on 9 March that all copies are deleted\"")
    int close(
            @Parameters(paramLabel = "ID", description = "The request.") String id,
            @Option(names = "--outcome", paramLabel = "TEXT", required = true, description = "What they were told.")
                    String outcome) {
        return sluice.answer(
                sluice.api().post(Api.path(SUBJECTS, id, "close"), Json.object().put("outcome", outcome)), this::show);
    }

    private void show(JsonNode s) {
        Table.labelled()
                .line("request", Json.text(s, "id"))
                .line("kind", Json.text(s, "kind"))
                .line("case", Json.text(s, "case"))
                .line("what", Json.text(s, "what"))
                .line("due", Json.text(s, "due"))
                .line("outcome", Json.text(s, "outcome"))
                .print(sluice.out());
        if (s.path("tasks").isEmpty()) {
            sluice.out().println("No copy of this case was found.");
            return;
        }
        Table table = Table.of("TASK", "DEPOSIT", "WITH", "WAY", "ASKED", "CONFIRMED");
        s.path("tasks")
                .forEach(t -> table.row(
                        Json.text(t, "id"),
                        Json.text(t, "deposit"),
                        Json.text(t, "holder"),
                        Json.text(t, "way"),
                        Json.text(t, "askedPerson"),
                        Json.text(t, "confirmed")));
        table.print(sluice.out());
    }
}
