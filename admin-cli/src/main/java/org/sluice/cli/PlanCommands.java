package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What passes to whom as a participant leaves, and the files that it has to account for. */
@Command(
        name = "plan",
        description = {
            "The transition plan of a participant that has given notice: what passes to whom, what it may still",
            "fetch, and what becomes of the files that it received."
        })
final class PlanCommands {
    private static final String PARTICIPANTS = "participants";

    private final Sluice sluice;

    PlanCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    /** What one line is about. */
    static final class Subject {
        @Option(
                names = "--deposit",
                paramLabel = "ID",
                description = "A deposit of the leaver: the successor owns it afterwards.")
        @Nullable
        String deposit;

        @Option(
                names = "--release",
                paramLabel = "ID",
                description = "A release: its open links and inboxes go on under the successor.")
        @Nullable
        String release;

        @Option(names = "--link", paramLabel = "ID", description = "One link of a release, and nothing else of it.")
        @Nullable
        String link;

        @Option(
                names = "--fetch",
                paramLabel = "DEPOSIT",
                description = "A deposit that the leaver may still fetch until it leaves; --to names its owner.")
        @Nullable
        String fetch;

        void into(ObjectNode body) {
            put(body, "deposit", deposit);
            put(body, "release", release);
            put(body, "link", link);
            put(body, "fetch", fetch);
        }

        private static void put(ObjectNode body, String kind, @Nullable String id) {
            if (id != null) {
                body.put("kind", kind).put("subject", id);
            }
        }
    }

    /** What became of a file. */
    static final class Fate {
        @Option(names = "--destroyed", description = "It was destroyed; say --on and --by.")
        boolean destroyed;

        @Option(names = "--kept", description = "It is kept on a lawful ground; say --reason.")
        boolean kept;
    }

    @Command(
            name = "add",
            description = {
                "Propose one line. It counts once every successor has acknowledged its part of the plan; what the",
                "protocol does not let the successor have is refused."
            },
            footer = "Example: sluice participant plan add relief-a --deposit d… --to relief-b --as cora")
    int add(
            @Parameters(paramLabel = "LEAVER", description = "The participant that leaves.") String leaver,
            @ArgGroup(multiplicity = "1") Subject subject,
            @Option(
                            names = "--to",
                            paramLabel = "PARTICIPANT",
                            required = true,
                            description = "The successor, an active participant.")
                    String to,
            @Option(
                            names = "--audience",
                            paramLabel = "A",
                            description = "The successor's audience that counts; if absent, one that may have it.")
                    @Nullable
                    String audience,
            @Option(names = "--purpose", paramLabel = "TEXT", description = "What it passes for; goes on record.")
                    @Nullable
                    String purpose) {
        ObjectNode body = Json.object().put("to", to);
        subject.into(body);
        Fields.some(body, "audience", audience);
        Fields.some(body, "purpose", purpose);
        return sluice.answer(
                sluice.api().post(Api.path(PARTICIPANTS, leaver, "plan"), body),
                e -> sluice.out()
                        .println("Proposed " + Json.text(e, "id") + ": " + line(e) + ". It waits for a releaser of "
                                + Json.text(e, "to") + ": sluice participant plan acknowledge " + leaver
                                + " --as PERSON"));
    }

    @Command(
            name = "show",
            description = "Show the plan, the group's decision if there is one, and the files still to account for.",
            footer = "Example: sluice participant plan show relief-a")
    int show(@Parameters(paramLabel = "LEAVER", description = "The participant that leaves.") String leaver) {
        return sluice.answer(sluice.api().get(Api.path(PARTICIPANTS, leaver, "plan")), this::print);
    }

    @Command(
            name = "acknowledge",
            description = {
                "A releaser of a successor (--as) takes over its part. Or put its written word on record:",
                "--by its person, and --evidence where the word is written."
            },
            footer =
                    "Example: sluice participant plan acknowledge relief-a --by basma --evidence \"letter of 3 March\"")
    int acknowledge(
            @Parameters(paramLabel = "LEAVER", description = "The participant that leaves.") String leaver,
            @Option(names = "--by", paramLabel = "PERSON", description = "Whose written word it is.") @Nullable
                    String by,
            @Option(names = "--evidence", paramLabel = "TEXT", description = "Where it is written.") @Nullable
                    String evidence) {
        ObjectNode body = Json.object();
        Fields.some(body, "by", by);
        Fields.some(body, "evidence", evidence);
        return sluice.answer(
                sluice.api().post(Api.path(PARTICIPANTS, leaver, "plan", "acknowledge"), body), this::print);
    }

    @Command(
            name = "drop",
            description = "Drop one line; what it named ends with the leaver then.",
            footer = "Example: sluice participant plan drop x… --reason \"the activity ends\"")
    int drop(
            @Parameters(paramLabel = "ENTRY", description = "The line.") String entry,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; goes on record.")
                    String reason) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("plan-entries", entry, "drop"),
                                Json.object().put("reason", reason)),
                this::print);
    }

    @Command(
            name = "answer",
            description = {
                "Put on record what became of a file that the leaver had received. After it left, a coordinator or",
                "the administrator does, with --evidence."
            },
            footer = "Example: sluice participant plan answer c… --destroyed --on 2026-03-30 --by \"IT of Relief A\"")
    int answer(
            @Parameters(paramLabel = "COPY", description = "The file, as `plan show` lists it.") String copy,
            @ArgGroup(multiplicity = "1") Fate fate,
            @Option(names = "--on", paramLabel = "DATE", description = "The day on which it was destroyed.") @Nullable
                    LocalDate on,
            @Option(names = "--by", paramLabel = "WHO", description = "Who destroyed it.") @Nullable String by,
            @Option(names = "--reason", paramLabel = "TEXT", description = "The lawful ground on which it is kept.")
                    @Nullable
                    String reason,
            @Option(names = "--evidence", paramLabel = "TEXT", description = "What the word rests on.") @Nullable
                    String evidence) {
        if (fate.destroyed ? on == null || by == null : reason == null) {
            throw new Failure(Problem.wrong(
                    "usage",
                    "Say on which day (--on) and by whom (--by) it was destroyed, or why (--reason) it is kept."));
        }
        ObjectNode body = Json.object().put("answer", fate.destroyed ? "destroyed" : "kept");
        Fields.some(body, "on", on == null ? null : on.toString());
        Fields.some(body, "by", by);
        Fields.some(body, "reason", reason);
        Fields.some(body, "evidence", evidence);
        return sluice.answer(
                sluice.api().post(Api.path("received-copies", copy, "answer"), body),
                c -> sluice.out()
                        .println("On record: " + Json.text(c, "deposit") + " with " + Json.text(c, "holder") + " is "
                                + Json.text(c, "answer") + "."));
    }

    private static String line(JsonNode entry) {
        return Json.text(entry, "kind") + " " + Json.text(entry, "subject") + " to " + Json.text(entry, "to");
    }

    private void print(JsonNode plan) {
        Table.labelled()
                .line("participant", Json.text(plan, "participant"))
                .line("status", Json.text(plan, "status"))
                .line("effective", Json.text(plan, "effective"))
                .line("reason", Json.text(plan, "reason"))
                .line("plan in force", plan.path("inForce").asBoolean() ? "yes" : "no")
                .print(sluice.out());
        plan.path("decisions")
                .forEach(d -> sluice.out()
                        .println("Required by " + Json.text(d, "decidedBy") + " on " + Json.text(d, "decidedOn") + " ("
                                + Json.text(d, "reference") + "): " + Json.text(d, "reason")));
        if (plan.path("entries").isEmpty()) {
            sluice.out().println("No plan yet: whatever is the leaver's ends with it.");
        } else {
            Table table = Table.of("ENTRY", "KIND", "SUBJECT", "TO", "ACKNOWLEDGED", "IN FORCE", "OUTCOME");
            plan.path("entries")
                    .forEach(e -> table.row(
                            Json.text(e, "id"),
                            Json.text(e, "kind"),
                            Json.text(e, "subject"),
                            Json.text(e, "to"),
                            Json.text(e, "acknowledgedBy"),
                            Json.text(e, "inForce"),
                            Json.text(e, "outcome")));
            table.print(sluice.out());
        }
        if (!plan.path("copies").isEmpty()) {
            Table copies = Table.of("COPY", "DEPOSIT", "WITH", "WAY", "DUE", "ANSWER");
            plan.path("copies")
                    .forEach(c -> copies.row(
                            Json.text(c, "id"),
                            Json.text(c, "deposit"),
                            Json.text(c, "holder"),
                            Json.text(c, "way"),
                            Json.text(c, "due"),
                            Json.text(c, "answer")));
            copies.print(sluice.out());
        }
    }
}
