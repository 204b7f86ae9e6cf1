package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Organisations that signed the protocol: add, look, suspend, resume, withdraw. */
@Command(name = "participant", description = "Organisations that signed the protocol.")
final class ParticipantCommands {
    private final Sluice sluice;

    ParticipantCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "add",
            description = "Put an organisation that signed the protocol on record.",
            footer =
                    "Example: sluice participant add relief-a --name \"Relief A\" --audience members --signed 2026-01-31")
    int add(
            @Parameters(paramLabel = "ID", description = "A short name: a-z, 0-9, '.', '_', '-'.") String id,
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "Its name.") String name,
            @Option(
                            names = "--audience",
                            paramLabel = "A",
                            split = ",",
                            required = true,
                            description = "The audiences of the protocol that it belongs to.")
                    List<String> audiences,
            @Option(
                            names = "--signed",
                            paramLabel = "DATE",
                            required = true,
                            description = "The day on its adherence document, as 2026-01-31.")
                    LocalDate signed) {
        ObjectNode body = Json.object().put("id", id).put("name", name);
        Fields.list(body, "audiences", audiences);
        body.put("signed", signed.toString());
        return sluice.answer(sluice.api().post("/participants", body), added -> {
            show(added);
            sluice.out()
                    .println("Next: sluice person add ID --participant " + Json.text(added, "id")
                            + " --name NAME --email ADDRESS --roles depositor,releaser");
        });
    }

    @Command(
            name = "list",
            description = "List the participants with their status.",
            footer = "Example: sluice participant list --json")
    int list() {
        return sluice.answer(sluice.api().get("/participants"), all -> {
            if (all.isEmpty()) {
                sluice.out()
                        .println("No participants yet. Add the first: sluice participant add ID --name NAME"
                                + " --audience members --signed DATE");
                return;
            }
            Table table = Table.of("ID", "STATUS", "SIGNED", "AUDIENCES", "NAME");
            all.forEach(p -> table.row(
                    Json.text(p, "id"),
                    Json.text(p, "status"),
                    Json.text(p, "signed"),
                    Json.text(p, "audiences"),
                    Json.text(p, "name")));
            table.print(sluice.out());
        });
    }

    @Command(name = "show", description = "Show one participant.", footer = "Example: sluice participant show relief-a")
    int show(@Parameters(paramLabel = "ID", description = "The participant.") String id) {
        return sluice.answer(sluice.api().get(Api.path("participants", id)), this::show);
    }

    @Command(
            name = "suspend",
            description = "Bar everything that a participant may do, for now; nothing is destroyed.",
            footer = "Example: sluice participant suspend relief-a --reason \"laptop stolen\"")
    int suspend(
            @Parameters(paramLabel = "ID", description = "The participant.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; goes on record.")
                    String reason) {
        ObjectNode body = Json.object().put("reason", reason);
        return sluice.answer(sluice.api().post(Api.path("participants", id, "suspend"), body), this::cut);
    }

    @Command(name = "resume", description = "End a suspension.", footer = "Example: sluice participant resume relief-a")
    int resume(@Parameters(paramLabel = "ID", description = "The participant.") String id) {
        return sluice.answer(sluice.api().post(Api.path("participants", id, "resume")), this::show);
    }

    @Command(
            name = "withdraw",
            description = {
                "Take a participant out of the protocol: its log-ins, sessions, transfers and links end at once,",
                "or at the start of the effective date (UTC). Lists what was cut and what had already left."
            },
            footer = "Example: sluice participant withdraw relief-a --reason \"left the protocol\" --now")
    int withdraw(
            @Parameters(paramLabel = "ID", description = "The participant.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; goes on record.")
                    String reason,
            @Option(names = "--now", description = "At once.") boolean now,
            @Option(names = "--effective", paramLabel = "DATE", description = "On this day, as 2026-04-01.") @Nullable
                    LocalDate effective) {
        if (now == (effective != null)) {
            throw new Failure(Problem.wrong("usage", "Say when it withdraws: either --now or --effective DATE."));
        }
        ObjectNode body = Json.object().put("reason", reason);
        if (effective == null) {
            body.put("now", true);
        } else {
            body.put("effective", effective.toString());
        }
        return sluice.answer(sluice.api().post(Api.path("participants", id, "withdraw"), body), this::cut);
    }

    private void show(JsonNode p) {
        Table.labelled()
                .line("participant", Json.text(p, "id"))
                .line("name", Json.text(p, "name"))
                .line("status", Json.text(p, "status"))
                .line("effective", Json.text(p, "effective"))
                .line("reason", Json.text(p, "reason"))
                .line("audiences", Json.text(p, "audiences"))
                .line("signed", Json.text(p, "signed"))
                .print(sluice.out());
    }

    private void cut(JsonNode report) {
        show(report.path("participant"));
        if (!report.path("changed").asBoolean(true)) {
            sluice.out().println("It was so already; nothing changed.");
        }
        listed("Ended while running", report.path("running"));
        listed("Links that its people issued, now closed", report.path("linksIssued"));
        listed("Links addressed to it, now closed", report.path("linksReceived"));
        listed("Releases taken out of inboxes", report.path("inboxes"));
        listed("Keys that open nothing any more", report.path("keys"));
        listed("Had already left, and can't be called back", report.path("alreadyLeft"));
    }

    private void listed(String heading, JsonNode items) {
        sluice.out().println(heading + ": " + (items.isEmpty() ? "none" : items.size()));
        items.forEach(item -> sluice.out().println("  - " + (item.has("deposit") ? left(item) : Json.plain(item))));
    }

    private static String left(JsonNode item) {
        return Json.text(item, "name") + " (" + Json.text(item, "deposit") + ") of " + Json.text(item, "owner") + " to "
                + Json.text(item, "recipient") + " by " + Json.text(item, "way")
                + Json.some(item, "at").map(at -> " at " + at).orElse("")
                + (item.path("whole").asBoolean() ? "" : ", in part");
    }
}
