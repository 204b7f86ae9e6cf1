package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What came of one command: its exit status and what it printed. */
record Ran(int status, String out, String err) {

    /** Runs a command in this process, as `main` would, without an environment. */
    static Ran command(String... args) {
        return command(Map.of(), args);
    }

    static Ran command(Map<String, String> environment, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status;
        try (var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
                var complained = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            status = new Sluice(environment, printed, complained).run(args);
        }
        return new Ran(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    JsonNode json() {
        return Json.read(out);
    }
}
