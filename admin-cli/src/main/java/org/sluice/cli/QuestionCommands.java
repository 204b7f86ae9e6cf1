package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Missing facts, asked of those who can give them. */
@Command(name = "question", description = "Missing facts, asked of those who can give them.")
final class QuestionCommands {
    private static final String QUESTIONS = "questions";

    private final Sluice sluice;

    QuestionCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "ask",
            description = {
                "Ask for every fact that a release would need, each of every organisation that can give it.",
                "The addresses of the pages are shown once: hand each to whom it is for. Each page asks for a code, which",
                "lies in the notices of the organisation asked and nowhere else."
            },
            footer = {
                "Example: sluice question ask --as=amal --deposit d… --to desk --purpose \"planning\" \\",
                "           --why \"OCHA asks for the district figures\""
            })
    int ask(
            @Option(names = "--deposit", paramLabel = "ID", required = true, description = "What is to be released.")
                    String deposit,
            @Option(names = "--to", paramLabel = "ID[:AUDIENCE]", required = true, description = "To whom.") String to,
            @Option(names = "--purpose", paramLabel = "TEXT", required = true, description = "For what.")
                    String purpose,
            @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Why it is asked.") String why,
            @Option(names = "--anyway", description = "The words hold no person's name, although they look so.")
                    boolean anyway) {
        ObjectNode body = Json.object()
                .put("deposit", deposit)
                .put("to", to)
                .put("purpose", purpose)
                .put("why", why);
        Fields.flag(body, "confirmed", anyway);
        return sluice.answer(
                sluice.api().post("/" + QUESTIONS, body),
                asked -> asked.forEach(q -> {
                    sluice.out()
                            .println(Json.text(q, "id") + ": " + Json.text(q, "kind") + ", asked of "
                                    + Json.text(q, "of"));
                    sluice.out().println("  answer until " + Json.text(q, "expires") + " at " + Json.text(q, "url"));
                }));
    }

    @Command(
            name = "answer",
            description = "Answer as a person of the organisation that was asked; nobody answers their own question.",
            footer = {
                "Example: sluice question answer q… once --as=bo",
                "         sluice question answer q… standing --until 2030-01-01 --as=bo"
            })
    int answer(
            @Parameters(index = "0", paramLabel = "ID", description = "The question.") String id,
            @Parameters(index = "1", paramLabel = "ANSWER", description = "once, standing or no.") String answer,
            @Option(
                            names = "--until",
                            paramLabel = "DAY",
                            description = "For a standing yes: it counts no more from here.")
                    @Nullable
                    String until) {
        ObjectNode body = Json.object().put("answer", answer);
        Fields.some(body, "until", until);
        return sluice.answer(
                sluice.api().post(Api.path(QUESTIONS, id, "answer"), body),
                q -> sluice.out()
                        .println("On record: " + Json.text(q, "kind") + " for " + Json.text(q, "deposit") + " and "
                                + Json.text(q, "recipient") + ": " + Json.text(q, "answer") + "."));
    }

    @Command(
            name = "list",
            description = "List the questions with their answers.",
            footer = "Example: sluice question list")
    int list() {
        return sluice.answer(sluice.api().get("/" + QUESTIONS), all -> {
            if (all.isEmpty()) {
                sluice.out()
                        .println("No questions were asked. When a release needs a fact: sluice question ask --help");
                return;
            }
            Table table = Table.of("ID", "KIND", "DEPOSIT", "RECIPIENT", "OF", "EXPIRES", "ANSWER");
            all.forEach(q -> table.row(
                    Json.text(q, "id"),
                    Json.text(q, "kind"),
                    Json.text(q, "deposit"),
                    Json.text(q, "recipient"),
                    Json.text(q, "of"),
                    Json.text(q, "expires"),
                    Json.text(q, "answer")));
            table.print(sluice.out());
        });
    }
}
