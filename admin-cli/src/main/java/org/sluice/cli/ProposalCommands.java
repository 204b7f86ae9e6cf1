package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a protocol changes: proposed, opposed, decided, reviewed. All of it is asked of the running gateway. */
@Command(name = "policy", description = "How a protocol changes.")
final class ProposalCommands {
    private final Sluice sluice;

    ProposalCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "propose",
            description = {
                "Propose a protocol or a new version of one, for the group; everybody is told and may object for 14 days.",
                "Unopposed it is accepted by itself then, and takes the place of the older version."
            },
            footer = {
                "Example: sluice policy propose our-response.yaml --as cora --summary \"OCHA gets no work plans\"",
                "An earlier day shortens the window too: --in-force 2030-04-01 --reason \"staff at risk\"",
                "A longer window: --objections-until 2030-05-01"
            })
    int propose(
            @Parameters(paramLabel = "FILE", description = "The protocol.") String file,
            @Option(names = "--summary", paramLabel = "TEXT", required = true, description = "What changes, in words.")
                    String summary,
            @Option(names = "--in-force", paramLabel = "DATE", description = "Another day than the usual one.")
                    @Nullable
                    String inForce,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why the group says another day.") @Nullable
                    String reason,
            @Option(
                            names = "--objections-until",
                            paramLabel = "DATE",
                            description = "When the group takes objections for longer than 14 days.")
                    @Nullable
                    String until) {
        ProtocolFiles.load(file);
        ObjectNode body = Json.object().put("text", ProtocolFiles.text(file)).put("summary", summary);
        Fields.some(body, "inForce", inForce);
        Fields.some(body, "reason", reason);
        Fields.some(body, "objectionsUntil", until);
        return sluice.answer(sluice.api().post("/proposals", body), made -> ProposalText.proposal(made, sluice.out()));
    }

    @Command(
            name = "object",
            description = "Put your organisation's objection to a proposal on record, while its window is open.",
            footer = "Example: sluice policy object p… --as amal --reason \"we could not plan without it\"")
    int object(
            @Parameters(paramLabel = "PROPOSAL", description = "The proposal.") String proposal,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, in writing.")
                    String reason) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("proposals", proposal) + "/object",
                                Json.object().put("reason", reason)),
                made -> ProposalText.proposal(made, sluice.out()));
    }

    @Command(
            name = "extend",
            description = "Give more time for objections to a proposal, while its window is open; everybody is told.",
            footer = "Example: sluice policy extend p… --until 2030-05-01 --as cora --reason \"many are on leave\"")
    int extend(
            @Parameters(paramLabel = "PROPOSAL", description = "The proposal.") String proposal,
            @Option(
                            names = "--until",
                            paramLabel = "DATE",
                            required = true,
                            description = "A day, which begins at midnight in UTC, or an instant.")
                    String until,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("proposals", proposal) + "/extend",
                                Json.object().put("until", until).put("reason", reason)),
                made -> ProposalText.proposal(made, sluice.out()));
    }

    /** What the group decided, one of three. */
    static final class Decided {
        @Option(names = "--accept", required = true, description = "It stands; in force seven days from now.")
        boolean accept;

        @Option(names = "--reject", required = true, description = "It falls.")
        boolean reject;

        @Option(
                names = "--adapt",
                paramLabel = "FILE",
                required = true,
                description = "It falls, and this text is proposed anew.")
        @Nullable
        String adapt;
    }

    @Command(
            name = "decide",
            description = {
                "Record what the group decided on a proposal to which somebody objected.",
                "--accept waits until the window closed and is put on record by another than who proposed it."
            },
            footer = "Example: sluice policy decide p… --as carl --reject --reason \"the objections weigh more\"")
    int decide(
            @Parameters(paramLabel = "PROPOSAL", description = "The proposal.") String proposal,
            @ArgGroup(multiplicity = "1") Decided decided,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason,
            @Option(names = "--in-force", paramLabel = "DATE", description = "Another day; the reason says why.")
                    @Nullable
                    String inForce) {
        String word = decided.accept ? "accept" : "reject";
        ObjectNode body = Json.object().put("decision", word).put("reason", reason);
        if (decided.adapt != null) {
            ProtocolFiles.load(decided.adapt);
            body.put("decision", "adapt").put("text", ProtocolFiles.text(decided.adapt));
        }
        Fields.some(body, "inForce", inForce);
        return sluice.answer(
                sluice.api().post(Api.path("proposals", proposal) + "/decide", body),
                made -> ProposalText.proposal(made, sluice.out()));
    }

    @Command(
            name = "proposals",
            description = "List what was ever proposed, the newest first.",
            footer = "Example: sluice policy proposals")
    int proposals() {
        return sluice.answer(sluice.api().get("/proposals"), all -> {
            Table table = Table.of("ID", "PROTOCOL", "VERSION", "STATE", "OBJECTIONS", "WINDOW ENDS", "IN FORCE");
            all.forEach(p -> table.row(
                    Json.text(p, "id"),
                    Json.text(p, "protocol"),
                    Json.text(p, "version"),
                    p.path("awaitsDecision").asBoolean() ? "awaits the group" : Json.text(p, "state"),
                    Json.text(p, "objections"),
                    Json.text(p, "windowEnds"),
                    Json.text(p, "inForce")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "show-proposal",
            description = "Show a proposal with the objections to it; its text with --text or --json.",
            footer = "Example: sluice policy show-proposal p…")
    int show(
            @Parameters(paramLabel = "PROPOSAL", description = "The proposal.") String proposal,
            @Option(names = "--text", description = "Print its text and nothing else.") boolean text) {
        return sluice.answer(sluice.api().get(Api.path("proposals", proposal)), made -> {
            if (text) {
                sluice.out().print(made.path("text").asText());
                sluice.out().flush();
            } else {
                ProposalText.proposal(made, sluice.out());
            }
        });
    }

    @Command(
            name = "reviewed",
            description =
                    "Record that a protocol's classification was looked through, as it is to be every six months.",
            footer =
                    "Example: sluice policy reviewed turkey-cross-border --as cora --note \"with all, nothing to change\"")
    int reviewed(
            @Parameters(paramLabel = "ID", description = "The protocol in force.") String id,
            @Option(names = "--note", paramLabel = "TEXT", required = true, description = "What came of it.")
                    String note) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("policies", id) + "/reviews",
                                Json.object().put("note", note)),
                review -> sluice.out()
                        .println("Reviewed: " + Json.text(review, "protocol") + " " + Json.text(review, "version")
                                + " by " + Json.text(review, "by") + " at " + Json.text(review, "at") + "."));
    }

    @Command(
            name = "reviews",
            description = "Say when each protocol in force was reviewed last, and when it is to be next.",
            footer = "Example: sluice policy reviews")
    int reviews() {
        return sluice.answer(sluice.api().get("/reviews"), all -> {
            Table table = Table.of("PROTOCOL", "VERSION", "LAST", "DUE");
            all.forEach(r -> table.row(
                    Json.text(r, "protocol"), Json.text(r, "version"), Json.text(r, "last"), Json.text(r, "due")));
            table.print(sluice.out());
        });
    }
}
