package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The look at a release before it leaves. */
@Command(name = "clearance", description = "Who looked at a release before it leaves, and who agreed.")
final class ClearanceCommands {
    private final Sluice sluice;

    ClearanceCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    /** The lines of the checklist, each of which must be answered. */
    static final class Checklist {
        @Option(names = "--risk", paramLabel = "TEXT", required = true, description = "What could happen, and to whom.")
        private String risk = "";

        @Option(names = "--mitigation", paramLabel = "TEXT", required = true, description = "What is done about it.")
        private String mitigation = "";

        @Option(
                names = "--anonymisation",
                paramLabel = "TEXT",
                required = true,
                description = "How it was made less identifying, or why not.")
        private String anonymisation = "";

        @Option(names = "--purpose", paramLabel = "TEXT", required = true, description = "What it is for.")
        private String purpose = "";

        private ObjectNode body(String kind) {
            return Json.object()
                    .put("kind", kind)
                    .put("risk", risk)
                    .put("mitigation", mitigation)
                    .put("anonymisation", anonymisation)
                    .put("purpose", purpose);
        }
    }

    @Command(
            name = "add",
            description = {
                "Answer the checklist for one deposit, as it is labelled now. Where one person is asked, this is enough;",
                "where two are, or for strictly-confidential, somebody else approves it. The purpose is the release's."
            },
            footer = {
                "Example: sluice clearance add --deposit d… --audience ocha-imos --to ocha-desk --risk \"…\" \\",
                "           --mitigation \"…\" --anonymisation \"…\" --purpose \"response planning\" --as sami"
            })
    int add(
            @Option(names = "--deposit", paramLabel = "ID", required = true, description = "The deposit.")
                    String deposit,
            @Option(names = "--audience", paramLabel = "A", required = true, description = "For which audience.")
                    String audience,
            @Option(
                            names = "--to",
                            paramLabel = "RECIPIENT",
                            description = "The contact or person; needed for strictly-confidential.")
                    @Nullable
                    String to,
            @ArgGroup(exclusive = false, multiplicity = "1") Checklist checklist,
            @Option(names = "--until", paramLabel = "DATE", description = "30 days from now if absent.") @Nullable
                    String until) {
        ObjectNode body = checklist.body("case").put("deposit", deposit).put("audience", audience);
        Fields.some(body, "to", to);
        Fields.some(body, "until", until);
        return sluice.answer(sluice.api().post("/clearances", body), this::show);
    }

    @Command(
            name = "vital",
            description = {
                "Let a referral go at once, because a life or a body is in danger. Somebody else looks at it within 72",
                "hours; without that look it closes."
            },
            footer = {
                "Example: sluice clearance vital --deposit d… --audience service-provider --to clinic --risk \"…\" \\",
                "           --mitigation \"…\" --anonymisation \"…\" --purpose \"treatment tonight\" --as amal"
            })
    int vital(
            @Option(names = "--deposit", paramLabel = "ID", required = true, description = "The deposit.")
                    String deposit,
            @Option(names = "--audience", paramLabel = "A", required = true, description = "For which audience.")
                    String audience,
            @Option(names = "--to", paramLabel = "RECIPIENT", required = true, description = "The contact or person.")
                    String to,
            @ArgGroup(exclusive = false, multiplicity = "1") Checklist checklist) {
        ObjectNode body = checklist
                .body("vital-interests")
                .put("deposit", deposit)
                .put("audience", audience)
                .put("to", to);
        return sluice.answer(sluice.api().post("/clearances", body), this::show);
    }

    @Command(
            name = "standing",
            description = {
                "Ask for a clearance of a type for an audience until a day, or with --from and --to of one referral",
                "pathway. It counts once somebody else has approved it."
            },
            footer = {
                "Example: sluice clearance standing --type case-referral --audience service-provider --from relief-a \\",
                "           --to clinic --until DAY --risk \"…\" --mitigation \"…\" --anonymisation \"…\" --purpose \"…\" --as sami",
                "         DAY lies within 366 days."
            })
    int standing(
            @Option(names = "--type", paramLabel = "T", required = true, description = "The information type.")
                    String type,
            @Option(names = "--audience", paramLabel = "A", required = true, description = "For which audience.")
                    String audience,
            @Option(names = "--from", paramLabel = "PARTICIPANT", description = "Who may release under it.") @Nullable
                    String from,
            @Option(
                            names = "--to",
                            paramLabel = "SIDE",
                            description = "The participant that receives, or a contact that belongs to none.")
                    @Nullable
                    String to,
            @ArgGroup(exclusive = false, multiplicity = "1") Checklist checklist,
            @Option(names = "--until", paramLabel = "DATE", required = true, description = "Its end.") String until) {
        ObjectNode body = checklist
                .body("standing")
                .put("type", type)
                .put("audience", audience)
                .put("until", until);
        Fields.some(body, "sender", from);
        Fields.some(body, "to", to);
        return sluice.answer(sluice.api().post("/clearances", body), this::show);
    }

    @Command(
            name = "approve",
            description = "Agree to a clearance that somebody else asked for.",
            footer = "Example: sluice clearance approve c… --note \"read in full\" --as rana")
    int approve(
            @Parameters(paramLabel = "ID", description = "The clearance.") String id,
            @Option(names = "--note", paramLabel = "TEXT", description = "Goes on record.") @Nullable String note) {
        ObjectNode body = Json.object();
        Fields.some(body, "note", note);
        return sluice.answer(sluice.api().post(Api.path("clearances", id, "approve"), body), this::show);
    }

    @Command(
            name = "end",
            description = "Take a clearance back, or decline it; what rests on it closes from the next request on.",
            footer = "Example: sluice clearance end c… --reason \"the risk changed\" --as rana")
    int end(
            @Parameters(paramLabel = "ID", description = "The clearance.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        return sluice.answer(
                sluice.api()
                        .post(Api.path("clearances", id, "end"), Json.object().put("reason", reason)),
                this::show);
    }

    /** Exactly one of the two. */
    static final class Outcome {
        @Option(names = "--upheld", description = "It was right.")
        private boolean upheld;

        @Option(names = "--not-upheld", description = "It was not; it closes at once.")
        private boolean notUpheld;
    }

    @Command(
            name = "review",
            description = "Look at what went at once for vital interests.",
            footer = "Example: sluice clearance review c… --upheld --note \"the child was treated\" --as rana")
    int review(
            @Parameters(paramLabel = "ID", description = "The clearance.") String id,
            @ArgGroup(multiplicity = "1") Outcome outcome,
            @Option(names = "--note", paramLabel = "TEXT", required = true, description = "What was found.")
                    String note) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("clearances", id, "review"),
                                Json.object()
                                        .put("upheld", outcome.upheld && !outcome.notUpheld)
                                        .put("note", note)),
                this::show);
    }

    @Command(
            name = "require",
            description =
                    "Say how many people a participant wants to look before anything of its own leaves: 0, 1 or 2.",
            footer = "Example: sluice clearance require relief-a --people 2 --as sami")
    int require(
            @Parameters(paramLabel = "PARTICIPANT", description = "The participant.") String participant,
            @Option(names = "--people", paramLabel = "N", required = true, description = "0, 1 or 2.") int people) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("participants", participant, "clearance"),
                                Json.object().put("people", people)),
                answer -> sluice.out()
                        .println(Json.text(answer, "participant") + " wants " + Json.text(answer, "people")
                                + " to look before anything leaves."));
    }

    @Command(
            name = "list",
            description = "List the clearances, newest first.",
            footer = "Example: sluice clearance list")
    int list() {
        return sluice.answer(sluice.api().get("/clearances"), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No clearances yet.");
                return;
            }
            Table table = Table.of("ID", "KIND", "ABOUT", "AUDIENCE", "TO", "ASKED BY", "APPROVED BY", "UNTIL");
            all.forEach(c -> table.row(
                    Json.text(c, "id"),
                    Json.text(c, "kind"),
                    Json.some(c, "deposit").orElse(Json.text(c, "type")),
                    Json.text(c, "audience"),
                    Json.text(c, "to"),
                    Json.text(c, "askedBy"),
                    Json.text(c, "approvedBy"),
                    Json.some(c, "ended").map(at -> "ended " + at).orElse(Json.text(c, "until"))));
            table.print(sluice.out());
        });
    }

    private void show(JsonNode c) {
        Table.labelled()
                .line("clearance", Json.text(c, "id") + " (" + Json.text(c, "kind") + ")")
                .line("deposit", Json.text(c, "deposit"))
                .line("type", Json.text(c, "type"))
                .line("audience", Json.text(c, "audience"))
                .line("from", Json.text(c, "sender"))
                .line("to", Json.text(c, "to"))
                .line("risk", Json.text(c, "risk"))
                .line("mitigation", Json.text(c, "mitigation"))
                .line("anonymisation", Json.text(c, "anonymisation"))
                .line("purpose", Json.text(c, "purpose"))
                .line("asked by", Json.text(c, "askedBy"))
                .line("approved by", Json.text(c, "approvedBy"))
                .line("until", Json.text(c, "until"))
                .line("ended", Json.text(c, "ended"))
                .line("review by", Json.text(c, "reviewBy"))
                .line("reviewed by", Json.text(c, "reviewedBy"))
                .line("upheld", Json.text(c, "upheld"))
                .print(sluice.out());
        if (!c.has("approvedBy") && !c.has("ended")) {
            sluice.out()
                    .println("Where a second person is asked: sluice clearance approve " + Json.text(c, "id")
                            + " --as PERSON, by somebody else.");
        }
    }
}
