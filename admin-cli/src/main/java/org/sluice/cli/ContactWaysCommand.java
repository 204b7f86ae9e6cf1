package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a contact is reached, beside its e-mail address and telephone. */
@Command(
        name = "ways",
        description = {
            "Say which language a contact reads, its second number, and by which ways the gateway writes to it unasked;",
            "without an option, show what is said. What is not named stays."
        },
        footer = {
            "Example: sluice contact ways ocha-desk --language ar --link-via mail --password-via sms",
            "Both ways must be of those that the gateway sends by itself: mail, sms, signal. Then releases by a folder",
            "@... are handed over to this contact without anybody being asked."
        })
final class ContactWaysCommand implements Callable<Integer> {
    private final Sluice sluice;

    @Parameters(paramLabel = "ID", description = "The contact.")
    private String id = "";

    @Option(
            names = "--language",
            paramLabel = "L",
            description = "en, fr, ar or tr: what is sent to it is in this one.")
    private @Nullable String language;

    @Option(
            names = "--messenger",
            paramLabel = "NUMBER",
            description = "Its number for Signal and WhatsApp, where that is another; \"\" removes it.")
    private @Nullable String messenger;

    @Option(names = "--link-via", paramLabel = "WAY", description = "How links go to it unasked.")
    private @Nullable String linkVia;

    @Option(names = "--password-via", paramLabel = "WAY", description = "How passwords go to it unasked.")
    private @Nullable String passwordVia;

    @Option(names = "--ask", description = "Ask somebody for each hand-over again.")
    private boolean ask;

    ContactWaysCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public Integer call() {
        ObjectNode body = Json.object();
        Fields.some(body, "language", language);
        Fields.some(body, "messenger", messenger);
        Fields.some(body, "linkVia", linkVia);
        Fields.some(body, "passwordVia", passwordVia);
        Fields.flag(body, "asked", ask);
        String path = Api.path("contacts", id, "ways");
        return sluice.answer(
                body.isEmpty() ? sluice.api().get(path) : sluice.api().post(path, body),
                ways -> Table.labelled()
                        .line("contact", Json.text(ways, "contact"))
                        .line("language", Json.text(ways, "language"))
                        .line("second number", Json.text(ways, "messenger"))
                        .line("links by", Json.some(ways, "linkVia").orElse("asked each time"))
                        .line("passwords by", Json.some(ways, "passwordVia").orElse("asked each time"))
                        .print(sluice.out()));
    }
}
