package org.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A person's second factor: the code of an authenticator app. */
@Command(name = "totp", description = "A person's second factor: the code of an authenticator app, after the key.")
final class TotpCommands {
    private final Sluice sluice;

    TotpCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "add",
            description = {
                "Give a person a second factor: the secret for an authenticator app is shown this once.",
                "From now on the person logs in with key and code."
            },
            footer = "Example: sluice person totp add amal")
    int add(@Parameters(paramLabel = "PERSON", description = "The person.") String person) {
        return sluice.answer(sluice.api().post(Api.path("persons", person, "totp")), added -> {
            Table.labelled()
                    .line("person", Json.text(added, "person"))
                    .line("secret", Json.text(added, "secret"))
                    .line("for a QR code", Json.text(added, "uri"))
                    .print(sluice.out());
            sluice.out()
                    .println(
                            "Hand it over in person; it is not shown again. Lost? sluice person totp remove " + person);
        });
    }

    @Command(
            name = "show",
            description = "Say whether a person has a second factor.",
            footer = "Example: sluice person totp show amal")
    int show(@Parameters(paramLabel = "PERSON", description = "The person.") String person) {
        return sluice.answer(
                sluice.api().get(Api.path("persons", person, "totp")),
                has -> sluice.out()
                        .println(
                                has.path("enrolled").asBoolean()
                                        ? person + " logs in with key and code."
                                        : person + " logs in with a key alone."));
    }

    @Command(
            name = "remove",
            description = "Take a person's second factor away; its sessions end.",
            footer = "Example: sluice person totp remove amal")
    int remove(@Parameters(paramLabel = "PERSON", description = "The person.") String person) {
        return sluice.answer(
                sluice.api().delete(Api.path("persons", person, "totp")),
                removed -> sluice.out().println(Json.text(removed, "person") + " logs in with a key alone now."));
    }
}
