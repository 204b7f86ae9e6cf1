package org.sluice.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Asks for a password, unseen at a terminal; from a pipe it is the first line. Never on the command line, which others see. */
final class TypedPassword {
    private TypedPassword() {}

    static String ask(Sluice sluice) {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isPresent()) {
            char[] first = terminal.get().readPassword("Password: ");
            char[] again = terminal.get().readPassword("The same once more: ");
            if (first == null || again == null || !Arrays.equals(first, again)) {
                throw new Failure(Problem.wrong("usage", "The two are not the same; nothing was done."));
            }
            return new String(first);
        }
        try {
            // Not closed: standard input is not this command's own.
            String line = new BufferedReader(new InputStreamReader(sluice.in(), StandardCharsets.UTF_8)).readLine();
            if (line != null) {
                return line;
            }
        } catch (IOException e) {
            // Told below, as if nothing had been there.
        }
        throw new Failure(Problem.wrong("usage", "No password came; type it when asked, or send it as one line."));
    }
}
