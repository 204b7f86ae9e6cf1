package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens with which jobs deposit over HTTPS. */
@Command(name = "token", description = "Tokens with which jobs deposit over HTTPS.")
final class TokenCommands {
    private final Sluice sluice;

    TokenCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "create",
            description = {
                "Make a token with which a job deposits for a person, into one channel; it is shown once.",
                "Without --until it lives for 90 days, with it for a year at most."
            },
            footer = {
                "Example: sluice token create amal --channel restricted --type 4w-monthly-inputs \\",
                "           --purpose \"monthly upload from the field office\""
            })
    int create(
            @Parameters(paramLabel = "PERSON", description = "The person for whom it deposits.") String person,
            @Option(names = "--channel", paramLabel = "C", required = true, description = "The only channel it opens.")
                    String channel,
            @Option(
                            names = "--type",
                            paramLabel = "T",
                            split = ",",
                            description = "The only information types; all if absent.")
                    @Nullable
                    List<String> types,
            @Option(names = "--until", paramLabel = "DATE", description = "The day on which it no longer counts.")
                    @Nullable
                    String until,
            @Option(names = "--purpose", paramLabel = "TEXT", required = true, description = "Which job has it.")
                    String purpose) {
        ObjectNode body = Json.object().put("person", person).put("channel", channel);
        Fields.list(body, "types", types == null ? List.of() : types);
        Fields.some(body, "until", until);
        body.put("purpose", purpose);
        return sluice.answer(sluice.api().post("/tokens", body), made -> {
            show(made);
            sluice.out()
                    .println("This is the token. It is shown this once; hand it over by a way that nobody else reads:");
            sluice.out().println("  " + Json.text(made, "token"));
            sluice.out()
                    .println("Next: curl -T FILE -H \"Authorization: Bearer TOKEN\" https://HOST/uploads/"
                            + Json.text(made, "channel") + "/INFORMATION-TYPE/");
        });
    }

    @Command(
            name = "list",
            description = "List the tokens, newest first, with what ended those that open nothing any more.",
            footer = "Example: sluice token list")
    int list() {
        return sluice.answer(sluice.api().get("/tokens"), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No tokens yet. Make one: sluice token create PERSON --channel C --purpose TEXT");
                return;
            }
            Table table = Table.of("ID", "PERSON", "CHANNEL", "TYPES", "UNTIL", "LAST USED", "STATE", "PURPOSE");
            all.forEach(token -> table.row(
                    Json.text(token, "id"),
                    Json.text(token, "person"),
                    Json.text(token, "channel"),
                    types(token),
                    Json.text(token, "until"),
                    token.has("lastUsed") ? Json.text(token, "lastUsed") : "never",
                    state(token),
                    Json.text(token, "purpose")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "revoke",
            description = "End a token, and the uploads that run with it.",
            footer = "Example: sluice token revoke t…")
    int revoke(@Parameters(paramLabel = "ID", description = "As `sluice token list` shows it.") String id) {
        return sluice.answer(
                sluice.api().post(Api.path("tokens", id, "revoke"), Json.object()),
                done -> sluice.out().println("The token " + Json.text(done, "id") + " opens nothing any more."));
    }

    private void show(JsonNode token) {
        Table.labelled()
                .line("token", Json.text(token, "id"))
                .line("person", Json.text(token, "person"))
                .line("channel", Json.text(token, "channel"))
                .line("types", types(token))
                .line("until", Json.text(token, "until"))
                .line("purpose", Json.text(token, "purpose"))
                .print(sluice.out());
    }

    private static String types(JsonNode token) {
        return token.path("types").isEmpty() ? "all" : Json.text(token, "types");
    }

    private static String state(JsonNode token) {
        if (token.has("revoked")) {
            return "revoked";
        }
        return token.has("void") ? "opens nothing" : "opens";
    }
}
