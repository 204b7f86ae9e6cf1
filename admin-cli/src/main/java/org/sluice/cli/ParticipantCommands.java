package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
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

    @Command(
            name = "audiences",
            description = "Say to which audiences a participant belongs, in place of those before.",
            footer = "Example: sluice participant audiences relief-a members,members-field-coordination")
    int audiences(
            @Parameters(index = "0", paramLabel = "ID", description = "The participant.") String id,
            @Parameters(index = "1", paramLabel = "A", split = ",", description = "The audiences.")
                    List<String> audiences) {
        ObjectNode body = Json.object();
        Fields.list(body, "audiences", audiences);
        return sluice.answer(sluice.api().post(Api.path("participants", id, "audiences"), body), this::show);
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

    @Command(
            name = "adhere",
            description = "Keep the adherence document that a participant signed; it rests encrypted.",
            footer = {
                "Example: sluice participant adhere relief-a --protocol alliance-dpisp --document adherence.pdf \\",
                "           --signatory \"Made-up Director\" --function \"country director\" --date 2026-01-31"
            })
    int adhere(
            @Parameters(paramLabel = "ID", description = "The participant.") String id,
            @Option(
                            names = "--protocol",
                            paramLabel = "P",
                            split = ",",
                            required = true,
                            description = "The protocols that it adheres to.")
                    List<String> protocols,
            @Option(names = "--document", paramLabel = "FILE.pdf", required = true, description = "The signed PDF.")
                    Path document,
            @Option(names = "--signatory", paramLabel = "NAME", required = true, description = "Who signed.")
                    String signatory,
            @Option(
                            names = "--function",
                            paramLabel = "TEXT",
                            required = true,
                            description = "The signatory's function.")
                    String function,
            @Option(names = "--date", paramLabel = "DATE", required = true, description = "The day of signing.")
                    LocalDate date) {
        ObjectNode body = Json.object()
                .put("signatory", signatory)
                .put("function", function)
                .put("signed", date.toString());
        SignedDocument.put(body, document);
        Fields.list(body, "protocols", protocols);
        return sluice.answer(
                sluice.api().post(Api.path("participants", id, "adherences"), body),
                kept -> sluice.out()
                        .println("Kept " + Json.text(kept, "id") + ": " + Json.text(kept, "participant")
                                + " adheres to " + Json.text(kept, "protocols") + ", signed by "
                                + Json.text(kept, "signatory") + "."));
    }

    @Command(
            name = "signatories",
            description = "List who signed which protocol, and whether it is in force by that.",
            footer = "Example: sluice participant signatories")
    int signatories() {
        return sluice.answer(sluice.api().get("/signatories"), all -> {
            Table table = Table.of("PROTOCOL", "ENOUGH", "ID", "PARTICIPANT", "SIGNATORY", "FUNCTION", "SIGNED");
            all.forEach(protocol -> {
                String enough = protocol.path("enough").asBoolean() ? "yes" : "no";
                if (protocol.path("adherences").isEmpty()) {
                    table.row(Json.text(protocol, "protocol"), enough, "", "", "", "", "");
                }
                protocol.path("adherences")
                        .forEach(a -> table.row(
                                Json.text(protocol, "protocol"),
                                enough,
                                Json.text(a, "id"),
                                Json.text(a, "participant"),
                                Json.text(a, "signatory"),
                                Json.text(a, "function"),
                                Json.text(a, "signed")));
            });
            table.print(sluice.out());
        });
    }

    @Command(
            name = "speakers",
            description = "Name the focal points, or the data-protection contacts, in place of those named before.",
            footer = "Example: sluice participant speakers relief-a --duty focal-point --person amal")
    int speakers(
            @Parameters(paramLabel = "ID", description = "The participant.") String id,
            @Option(
                            names = "--duty",
                            paramLabel = "D",
                            required = true,
                            description = "focal-point or data-protection.")
                    String duty,
            @Option(
                            names = "--person",
                            paramLabel = "P",
                            split = ",",
                            required = true,
                            description = "Persons of the participant.")
                    List<String> persons) {
        ObjectNode body = Json.object().put("duty", duty);
        Fields.list(body, "persons", persons);
        return sluice.answer(sluice.api().post(Api.path("participants", id, "speakers"), body), this::standing);
    }

    @Command(
            name = "confirm-list",
            description = "A focal point says that the list of persons and contacts is right; once a quarter.",
            footer = "Example: sluice participant confirm-list relief-a --by amal")
    int confirmList(
            @Parameters(paramLabel = "ID", description = "The participant.") String id,
            @Option(names = "--by", paramLabel = "PERSON", required = true, description = "The focal point.")
                    String by) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("participants", id, "confirm-list"),
                                Json.object().put("by", by)),
                this::standing);
    }

    @Command(
            name = "lists",
            description = "List each participant's focal points and data-protection contacts, and lists overdue.",
            footer = "Example: sluice participant lists")
    int lists() {
        return sluice.answer(sluice.api().get("/people-lists"), all -> {
            Table table = Table.of("PARTICIPANT", "FOCAL POINTS", "DATA PROTECTION", "DUE", "OVERDUE");
            all.forEach(p -> table.row(
                    Json.text(p, "participant"),
                    Json.text(p, "focalPoints"),
                    Json.text(p, "dataProtection"),
                    Json.text(p, "due"),
                    p.path("overdue").asBoolean() ? "yes" : ""));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "term",
            description = "Set the day from which a person or contact takes part no longer; without --until, none.",
            footer = "Example: sluice participant term amal --until 2030-12-31")
    int term(
            @Parameters(paramLabel = "WHO", description = "The person or contact.") String who,
            @Option(names = "--until", paramLabel = "DAY", description = "It ends as this day begins (UTC).") @Nullable
                    String until) {
        ObjectNode body = Json.object();
        Fields.some(body, "end", until);
        return sluice.answer(
                sluice.api().post(Api.path("terms", who), body),
                done -> sluice.out()
                        .println("On record: " + who + (until == null ? " has no end." : " ends at " + until + ".")));
    }

    @Command(
            name = "suspend-flow",
            description = "Stop one flow of a participant, with reasons; its other flows go on.",
            footer = {
                "Example: sluice participant suspend-flow relief-a --direction sending --type 4w-monthly-inputs \\",
                "           --reason \"figures in dispute, letter of 3 March\""
            })
    int suspendFlow(
            @Parameters(paramLabel = "ID", description = "The participant.") String id,
            @Option(
                            names = "--direction",
                            paramLabel = "D",
                            required = true,
                            description = "sending, receiving or both.")
                    String direction,
            @Option(
                            names = "--type",
                            paramLabel = "T",
                            required = true,
                            description = "The information type, or '*' for every one.")
                    String type,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, in writing.")
                    String reason) {
        ObjectNode body =
                Json.object().put("direction", direction).put("type", type).put("reason", reason);
        return sluice.answer(sluice.api().post(Api.path("participants", id, "flow-suspensions"), body), this::flow);
    }

    @Command(
            name = "lift-flow",
            description = "Let a suspended flow run again.",
            footer = "Example: sluice participant lift-flow s… --reason \"settled\"")
    int liftFlow(
            @Parameters(paramLabel = "SUSPENSION", description = "The suspension.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, in writing.")
                    String reason) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("flow-suspensions", id, "lift"),
                                Json.object().put("reason", reason)),
                this::flow);
    }

    @Command(
            name = "flows",
            description = "List the suspended flows, lifted ones too.",
            footer = "Example: sluice participant flows")
    int flows() {
        return sluice.answer(sluice.api().get("/flow-suspensions"), all -> {
            Table table = Table.of("ID", "PARTICIPANT", "DIRECTION", "TYPE", "SINCE", "LIFTED", "REASON");
            all.forEach(f -> table.row(
                    Json.text(f, "id"),
                    Json.text(f, "participant"),
                    Json.text(f, "direction"),
                    Json.text(f, "type"),
                    Json.text(f, "since"),
                    Json.text(f, "lifted"),
                    Json.text(f, "reason")));
            table.print(sluice.out());
        });
    }

    private void flow(JsonNode f) {
        sluice.out()
                .println((f.has("lifted") ? "Lifted: " : "Suspended: ") + Json.text(f, "participant") + ", "
                        + Json.text(f, "direction") + " " + Json.text(f, "type") + " (" + Json.text(f, "id") + ").");
    }

    private void standing(JsonNode p) {
        Table.labelled()
                .line("participant", Json.text(p, "participant"))
                .line("focal points", Json.text(p, "focalPoints"))
                .line("data protection", Json.text(p, "dataProtection"))
                .line("list confirmed", Json.text(p, "confirmed"))
                .line("confirm again by", Json.text(p, "due"))
                .print(sluice.out());
    }

    void show(JsonNode p) {
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

    void cut(JsonNode report) {
        show(report.path("participant"));
        if (!report.path("changed").asBoolean(true)) {
            sluice.out().println("It was so already; nothing changed.");
        }
        listed("Ended while running", report.path("running"));
        listed("Links that its people issued, now closed", report.path("linksIssued"));
        listed("Links addressed to it, now closed", report.path("linksReceived"));
        listed("Releases taken out of inboxes", report.path("inboxes"));
        listed("Keys that open nothing any more", report.path("keys"));
        listed("Passed on by the transition plan", report.path("handedOver"));
        listed("Named in the plan and yet ended", report.path("planClosed"));
        listed("Links of others to its deposits, now closed", report.path("linksOfOthers"));
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
