package org.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;

/** What the gateway and its libraries log, for the two commands that run their code: one line each, on standard error. */
final class Logging {
    private Logging() {}

    /** What an administrator named with {@code java.util.logging.config.file} goes before. */
    static void begin() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try (InputStream in = Logging.class.getResourceAsStream("logging.properties")) {
            if (in != null) {
                LogManager.getLogManager().readConfiguration(in);
            }
        } catch (IOException e) {
            throw new Failure(Problem.failed("no-logging", "The log can't be set up."));
        }
    }
}
