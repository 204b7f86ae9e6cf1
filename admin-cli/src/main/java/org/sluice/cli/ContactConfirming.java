package org.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Contacts confirmed for personal data. */
@Command(name = "contact", description = "Contacts confirmed for personal data.")
final class ContactConfirming {
    private final Sluice sluice;

    ContactConfirming(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "confirm",
            description = {
                "Put on record that a data-protection contact checked who a contact is and how it is reached.",
                "Personal data goes to no other contact. It counts for a year, or until the e-mail or number changes."
            },
            footer = "Example: sluice contact confirm doctor-k --by dina")
    int confirm(
            @Parameters(paramLabel = "ID", description = "The contact.") String id,
            @Option(
                            names = "--by",
                            paramLabel = "PERSON",
                            required = true,
                            description = "A data-protection contact of the contact's participant, or of the sender's.")
                    String by) {
        return sluice.answer(
                sluice.api()
                        .post(Api.path("contacts", id, "confirm"), Json.object().put("by", by)),
                done -> sluice.out()
                        .println(Json.text(done, "contact") + " is confirmed for personal data from "
                                + Json.text(done, "participant") + " until " + Json.text(done, "until") + "."));
    }

    @Command(
            name = "confirmed",
            description = "List the contacts confirmed for personal data, by whom and until when.",
            footer = "Example: sluice contact confirmed")
    int confirmed() {
        return sluice.answer(sluice.api().get("/contact-confirmations"), all -> {
            Table table = Table.of("CONTACT", "FOR", "BY", "UNTIL");
            all.forEach(c -> table.row(
                    Json.text(c, "contact"), Json.text(c, "participant"), Json.text(c, "by"), Json.text(c, "until")));
            table.print(sluice.out());
        });
    }
}
