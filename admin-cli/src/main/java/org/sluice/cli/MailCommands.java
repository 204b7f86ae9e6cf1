package org.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Mail that the gateway sends. */
@Command(name = "mail", description = "Mail to people: what is on its way, and whether it arrives.")
final class MailCommands {
    private final Sluice sluice;

    MailCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "queue",
            description = "List mail on its way and mail of the last month, the newest first.",
            footer = "Example: sluice mail queue")
    int queue() {
        return sluice.answer(sluice.api().get("/mails"), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No mail. People get notices; to send mail too, set smtp-host in sluice.yaml.");
                return;
            }
            Table table = Table.of("ID", "TO", "ABOUT", "STATE", "TRIED", "NEXT", "SAID");
            all.forEach(m -> table.row(
                    Json.text(m, "id"),
                    Json.text(m, "person"),
                    Json.text(m, "kind"),
                    Json.text(m, "state"),
                    Json.text(m, "attempts"),
                    Json.text(m, "next"),
                    Json.text(m, "said")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "test",
            description =
                    "Send a mail that says nothing but that mail arrives, and wait until the server has taken it.",
            footer = "Example: sluice mail test admin@relief.example")
    int test(@Parameters(paramLabel = "ADDRESS", description = "Where to.") String address) {
        return sluice.answer(
                sluice.api().post("/mails/test", Json.object().put("address", address)),
                done -> sluice.out()
                        .println("The mail server took a mail to " + Json.text(done, "address")
                                + ". Look whether it arrives there."));
    }
}
