package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a releaser may wish of links, wherever one is made. */
final class WishOptions {
    @Option(
            names = "--send",
            description =
                    "The gateway sends what it can: mail, sms, signal. It takes some seconds, and tells what came of it.")
    boolean send;

    @Option(
            names = "--password",
            paramLabel = "letters|digits|words",
            description = "How passwords are spelled; if absent digits for who reads Arabic, else letters.")
    @Nullable
    String password;

    @Option(
            names = "--choose-password",
            description =
                    "Choose the password yourself, for one contact; you are asked for it. 12 signs, hard to guess.")
    boolean choose;

    @Option(names = "--qr", description = "Draw the password's text, to take it up with a telephone.")
    boolean qr;

    void into(ObjectNode body, Sluice sluice) {
        Fields.flag(body, "send", send);
        Fields.some(body, "password", password);
        if (choose) {
            body.put("chosenPassword", TypedPassword.ask(sluice));
        }
        if (send && !sluice.json()) {
            sluice.err().println("Sending; this takes some seconds.");
        }
    }
}
