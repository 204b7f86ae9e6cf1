package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recipients without a log-in. */
@Command(name = "contact", description = "Recipients who have no log-in and get links.")
final class ContactCommands {
    private final Sluice sluice;

    ContactCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "add",
            description = "Put a recipient on record; added by the host's administrator, it counts as confirmed.",
            footer = {
                "Example: sluice contact add ocha-desk --name \"OCHA IM desk\" --audience ocha-imos \\",
                "           --email desk@ocha.example --phone +905550000000"
            })
    int add(
            @Parameters(paramLabel = "ID", description = "A short name: a-z, 0-9, '.', '_', '-'.") String id,
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "The name.") String name,
            @Option(
                            names = "--audience",
                            paramLabel = "A",
                            split = ",",
                            required = true,
                            description = "The audiences of the protocol that the contact belongs to.")
                    List<String> audiences,
            @Option(names = "--participant", paramLabel = "P", description = "The participant it belongs to, if any.")
                    @Nullable
                    String participant,
            @Option(names = "--email", paramLabel = "ADDRESS", description = "The e-mail address.") @Nullable
                    String email,
            @Option(names = "--phone", paramLabel = "NUMBER", description = "The number for the password.") @Nullable
                    String phone,
            @Option(names = "--language", paramLabel = "L", description = "What it reads: en, fr, ar or tr; else en.")
                    @Nullable
                    String language,
            @Option(names = "--named", description = "One named person, not a desk; personal data goes to nobody else.")
                    boolean named) {
        ObjectNode body = Json.object().put("id", id).put("name", name);
        Fields.list(body, "audiences", audiences);
        Fields.some(body, "participant", participant);
        Fields.some(body, "email", email);
        Fields.some(body, "phone", phone);
        Fields.some(body, "language", language);
        if (named) {
            body.put("named", true);
        }
        return sluice.answer(sluice.api().post("/contacts", body), this::show);
    }

    @Command(
            name = "change",
            description = "Change a contact's name, addresses or audiences; what is not named stays.",
            footer = {
                "Example: sluice contact change ocha-desk --email new-desk@ocha.example",
                "A new address has to be confirmed anew before personal data goes there: sluice contact confirm ID"
            })
    int change(
            @Parameters(paramLabel = "ID", description = "The contact.") String id,
            @Option(names = "--name", paramLabel = "NAME", description = "The name.") @Nullable String name,
            @Option(names = "--audience", paramLabel = "A", split = ",", description = "The audiences, all of them.")
                    @Nullable
                    List<String> audiences,
            @Option(names = "--email", paramLabel = "ADDRESS", description = "The e-mail address.") @Nullable
                    String email,
            @Option(names = "--phone", paramLabel = "NUMBER", description = "The number for the password.") @Nullable
                    String phone) {
        ObjectNode body = Json.object();
        Fields.some(body, "name", name);
        Fields.some(body, "email", email);
        Fields.some(body, "phone", phone);
        if (audiences != null) {
            Fields.list(body, "audiences", audiences);
        }
        if (body.isEmpty()) {
            throw new Failure(Problem.wrong("usage", "Say what changes: --name, --audience, --email or --phone."));
        }
        return sluice.answer(sluice.api().post(Api.path("contacts", id, "change"), body), this::show);
    }

    @Command(name = "list", description = "List the contacts.", footer = "Example: sluice contact list --json")
    int list() {
        return sluice.answer(sluice.api().get("/contacts"), all -> {
            if (all.isEmpty()) {
                sluice.out()
                        .println(
                                "No contacts yet. Add one: sluice contact add ID --name NAME --audience ocha-imos --email ADDRESS");
                return;
            }
            Table table = Table.of("ID", "AUDIENCES", "PARTICIPANT", "E-MAIL", "PHONE", "NAME");
            all.forEach(c -> table.row(
                    Json.text(c, "id"),
                    Json.text(c, "audiences"),
                    Json.text(c, "participant"),
                    Json.text(c, "email"),
                    Json.text(c, "phone"),
                    Json.text(c, "name")));
            table.print(sluice.out());
        });
    }

    private void show(JsonNode c) {
        Table.labelled()
                .line("contact", Json.text(c, "id"))
                .line("name", Json.text(c, "name"))
                .line("audiences", Json.text(c, "audiences"))
                .line("participant", Json.text(c, "participant"))
                .line("e-mail", Json.text(c, "email"))
                .line("phone", Json.text(c, "phone"))
                .line("confirmed by", Json.text(c, "confirmedBy"))
                .print(sluice.out());
    }

    @Command(
            name = "named",
            description = "Say that a contact is one named person and not a desk; personal data goes to nobody else.",
            footer = "Example: sluice contact named doctor-k")
    int named(
            @Parameters(paramLabel = "ID", description = "The contact.") String id,
            @Option(names = "--desk", description = "It is a desk after all.") boolean desk) {
        return sluice.answer(
                sluice.api()
                        .post(Api.path("contacts", id, "named"), Json.object().put("named", !desk)),
                done -> sluice.out().println(Json.text(done, "id") + (desk ? " is a desk." : " is one named person.")));
    }
}
