package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Somebody of a participant, with roles and keys. */
@Command(name = "person", description = "Somebody of a participant, with roles and SSH keys.")
final class PersonCommands {
    private final Sluice sluice;

    PersonCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "add",
            description = "Put a person of a participant on record.",
            footer = {
                "Example: sluice person add amal --participant relief-a --name \"Amal H.\" --email amal@relief-a.example \\",
                "           --roles depositor,releaser --function case-worker"
            })
    int add(
            @Parameters(paramLabel = "ID", description = "The log-in name: a-z, 0-9, '.', '_', '-'.") String id,
            @Option(names = "--participant", paramLabel = "P", required = true, description = "Whose person it is.")
                    String participant,
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "The name.") String name,
            @Option(names = "--email", paramLabel = "ADDRESS", required = true, description = "The e-mail address.")
                    String email,
            @Option(
                            names = "--roles",
                            paramLabel = "R",
                            split = ",",
                            required = true,
                            description = "Of depositor, releaser, coordinator, auditor, administrator.")
                    List<String> roles,
            @Option(names = "--language", paramLabel = "L", description = "en, fr, ar or tr; en if absent.") @Nullable
                    String language,
            @Option(
                            names = "--function",
                            paramLabel = "F",
                            split = ",",
                            description = "What the person does for its participant, where a protocol asks for it.")
                    @Nullable
                    List<String> functions) {
        ObjectNode body = Json.object()
                .put("id", id)
                .put("participant", participant)
                .put("name", name)
                .put("email", email);
        Fields.list(body, "roles", roles);
        Fields.some(body, "language", language);
        if (functions != null) {
            Fields.list(body, "functions", functions);
        }
        return sluice.answer(sluice.api().post("/persons", body), added -> {
            show(added);
            sluice.out().println("Next: sluice person key add " + Json.text(added, "id") + " FILE.pub");
        });
    }

    @Command(
            name = "change",
            description =
                    "Change a person's name, address, language or roles; what is not named stays. Ends its sessions.",
            footer = "Example: sluice person change amal --roles depositor --email amal.h@relief-a.example")
    int change(
            @Parameters(paramLabel = "ID", description = "The person.") String id,
            @Option(names = "--name", paramLabel = "NAME", description = "The name.") @Nullable String name,
            @Option(names = "--email", paramLabel = "ADDRESS", description = "The e-mail address.") @Nullable
                    String email,
            @Option(
                            names = "--roles",
                            paramLabel = "R",
                            split = ",",
                            description = "Of depositor, releaser, coordinator, auditor, administrator.")
                    @Nullable
                    List<String> roles,
            @Option(names = "--language", paramLabel = "L", description = "en, fr, ar or tr.") @Nullable
                    String language) {
        ObjectNode body = Json.object();
        Fields.some(body, "name", name);
        Fields.some(body, "email", email);
        Fields.some(body, "language", language);
        if (roles != null) {
            Fields.list(body, "roles", roles);
        }
        if (body.isEmpty()) {
            throw new Failure(Problem.wrong("usage", "Say what changes: --name, --email, --roles or --language."));
        }
        return sluice.answer(sluice.api().post(Api.path("persons", id, "change"), body), this::show);
    }

    @Command(name = "list", description = "List the persons with their roles.", footer = "Example: sluice person list")
    int list() {
        return sluice.answer(sluice.api().get("/persons"), all -> {
            if (all.isEmpty()) {
                sluice.out()
                        .println("No persons yet. Add one: sluice person add ID --participant P --name NAME"
                                + " --email ADDRESS --roles depositor,releaser");
                return;
            }
            Table table = Table.of("ID", "PARTICIPANT", "ROLES", "E-MAIL", "NAME");
            all.forEach(p -> table.row(
                    Json.text(p, "id"),
                    Json.text(p, "participant"),
                    Json.text(p, "roles"),
                    Json.text(p, "email"),
                    Json.text(p, "name")));
            table.print(sluice.out());
        });
    }

    @Command(name = "show", description = "Show one person.", footer = "Example: sluice person show amal")
    int show(@Parameters(paramLabel = "ID", description = "The person.") String id) {
        return sluice.answer(sluice.api().get(Api.path("persons", id)), this::show);
    }

    @Command(
            name = "function",
            description = "Say what a person does for its participant, in place of what was said before.",
            footer = {
                "Example: sluice person function amal case-worker,focal-person",
                "The functions a protocol knows: sluice policy show ID"
            })
    int function(
            @Parameters(index = "0", paramLabel = "ID", description = "The person.") String id,
            @Parameters(index = "1", paramLabel = "F", split = ",", description = "The functions; none to clear them.")
                    List<String> functions) {
        ObjectNode body = Json.object();
        Fields.list(body, "functions", functions);
        return sluice.answer(
                sluice.api().post(Api.path("persons", id, "functions"), body),
                done -> sluice.out()
                        .println("Of " + Json.text(done, "id") + " it is on record: " + String.join(", ", functions)
                                + "."));
    }

    private void show(JsonNode p) {
        Table.labelled()
                .line("person", Json.text(p, "id"))
                .line("name", Json.text(p, "name"))
                .line("participant", Json.text(p, "participant"))
                .line("roles", Json.text(p, "roles"))
                .line("e-mail", Json.text(p, "email"))
                .line("language", Json.text(p, "language"))
                .print(sluice.out());
    }

    @Command(
            name = "confirm-protocol",
            description = {
                "Put on record that a person confirmed a protocol, in its version in force.",
                "The person itself does it, with --as; the administrator on evidence of the person's word."
            },
            footer = "Example: sluice person confirm-protocol amal --protocol alliance-dpisp --as amal")
    int confirmProtocol(
            @Parameters(paramLabel = "ID", description = "The person.") String id,
            @Option(names = "--protocol", paramLabel = "P", required = true, description = "The protocol.")
                    String protocol,
            @Option(
                            names = "--evidence",
                            paramLabel = "TEXT",
                            description = "What the person signed or wrote, and where it is kept.")
                    @Nullable
                    String evidence) {
        ObjectNode body = Json.object().put("protocol", protocol);
        Fields.some(body, "evidence", evidence);
        return sluice.answer(
                sluice.api().post(Api.path("persons", id, "confirm-protocol"), body),
                done -> sluice.out().println(id + " confirmed " + protocol + " " + Json.text(done, "version") + "."));
    }
}
