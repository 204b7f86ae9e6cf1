package org.sluice.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a cell of the matrix asks for, put on record. */
@Command(name = "fact", description = "What a cell of the matrix asks for, such as a consent.")
final class FactCommands {
    private final Sluice sluice;

    FactCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    /** What a fact is about and for what it counts. */
    static final class About {
        @Option(names = "--deposit", paramLabel = "ID", description = "It is about this deposit.")
        @Nullable
        String deposit;

        @Option(names = "--participant", paramLabel = "ID", description = "It is about this participant.")
        @Nullable
        String participant;

        @Option(names = "--contact", paramLabel = "ID", description = "It is about this contact.")
        @Nullable
        String contact;

        @Option(names = "--for-audience", paramLabel = "A", description = "It counts for this audience only.")
        @Nullable
        String audience;

        @Option(names = "--for-recipient", paramLabel = "ID", description = "It counts for this contact or person.")
        @Nullable
        String recipient;

        @Option(
                names = "--for-purpose",
                paramLabel = "TEXT",
                description = "It counts for releases of this purpose only.")
        @Nullable
        String purpose;

        @Option(names = "--from", paramLabel = "DAY", description = "It counts from this day or instant on.")
        @Nullable
        String from;

        @Option(
                names = "--anyway",
                description = "The note holds no person's name or identity number, although it looks so.")
        boolean anyway;

        @Option(names = "--until", paramLabel = "DAY", description = "It counts until this day begins, and not on it.")
        @Nullable
        String until;
    }

    @Command(
            name = "add",
            description = "Put on record that something holds.",
            footer = {
                "Example: sluice fact add consent-of-organisation --deposit d… --by relief-a --note \"mail of 3 March\"",
                "         sluice fact add active-member --participant relief-b --by lead --until 2030-01-01",
                "The kinds a protocol asks for: sluice policy show ID"
            })
    int add(
            @Parameters(paramLabel = "KIND", description = "The kind, for example consent-of-organisation.")
                    String kind,
            @Option(names = "--by", paramLabel = "PARTICIPANT", required = true, description = "Whose word it is.")
                    String by,
            @Option(names = "--note", paramLabel = "TEXT", description = "Where to find it.") @Nullable String note,
            @picocli.CommandLine.Mixin About about) {
        return put(kind, by, note, about, false);
    }

    @Command(
            name = "refuse",
            description = "Put on record that it was refused: from then on the answer is no, and not ask again.",
            footer = "Example: sluice fact refuse consent --deposit d… --by relief-a --note \"the caregiver said no\"")
    int refuse(
            @Parameters(paramLabel = "KIND", description = "The kind, for example consent.") String kind,
            @Option(names = "--by", paramLabel = "PARTICIPANT", required = true, description = "Whose word it is.")
                    String by,
            @Option(names = "--note", paramLabel = "TEXT", description = "Where to find it.") @Nullable String note,
            @picocli.CommandLine.Mixin About about) {
        return put(kind, by, note, about, true);
    }

    @Command(
            name = "end",
            description = "Take a fact back; what rests on it closes at its next request.",
            footer = "Example: sluice fact end f… --reason \"consent withdrawn by letter of 3 March\"")
    int end(
            @Parameters(paramLabel = "ID", description = "The fact.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        return sluice.answer(
                sluice.api().post(Api.path("facts", id, "end"), Json.object().put("reason", reason)),
                fact -> sluice.out()
                        .println("Ended: " + Json.text(fact, "kind") + " (" + Json.text(fact, "id") + ") at "
                                + Json.text(fact, "ended") + "."));
    }

    @Command(
            name = "list",
            description = "List what is on record, refusals and ended facts too.",
            footer = "Example: sluice fact list --about d…")
    int list(
            @Option(names = "--about", paramLabel = "ID", description = "Only of this deposit, participant or contact.")
                    @Nullable
                    String about) {
        return sluice.answer(sluice.api().get("/facts" + (about == null ? "" : "?about=" + about)), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No facts on record. Add one: sluice fact add KIND --deposit ID --by PARTICIPANT");
                return;
            }
            Table table = Table.of("ID", "KIND", "ABOUT", "BY", "WORD", "UNTIL", "ENDED");
            all.forEach(f -> table.row(
                    Json.text(f, "id"),
                    Json.text(f, "kind"),
                    Json.text(f, "deposit") + Json.text(f, "participant") + Json.text(f, "contact"),
                    Json.text(f, "by"),
                    f.path("given").asBoolean() ? "given" : "refused",
                    Json.text(f, "until"),
                    Json.text(f, "ended")));
            table.print(sluice.out());
        });
    }

    private int put(String kind, String by, @Nullable String note, About about, boolean refused) {
        var body = Json.object().put("kind", kind).put("by", by).put("refused", refused);
        Fields.some(body, "deposit", about.deposit);
        Fields.some(body, "participant", about.participant);
        Fields.some(body, "contact", about.contact);
        Fields.some(body, "audience", about.audience);
        Fields.some(body, "recipient", about.recipient);
        Fields.some(body, "purpose", about.purpose);
        Fields.some(body, "from", about.from);
        Fields.some(body, "until", about.until);
        Fields.some(body, "note", note);
        Fields.flag(body, "confirmed", about.anyway);
        return sluice.answer(
                sluice.api().post("/facts", body),
                fact -> sluice.out()
                        .println((refused ? "Refusal on record: " : "On record: ") + Json.text(fact, "kind") + " for "
                                + Json.text(fact, "deposit") + Json.text(fact, "participant")
                                + Json.text(fact, "contact")
                                + " by " + Json.text(fact, "by") + " (" + Json.text(fact, "id") + ")."));
    }
}
