package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The real curl with a cookie jar of its own, as a recipient's browser. */
final class Curl {
    private final Path folder;
    private final Path ca;
    private final boolean frozen;

    Curl(Path folder, Path ca) {
        this(folder, ca, false);
    }

    private Curl(Path folder, Path ca, boolean frozen) {
        this.folder = folder;
        this.ca = ca;
        this.frozen = frozen;
    }

    /** Skips the test where the program is missing, and fails it where a build server should have it. */
    static void require(String program) {
        try {
            if (new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0) {
                return;
            }
        } catch (IOException e) {
            // Told below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if ("true".equals(System.getenv("CI"))) {
            fail("This build server has no " + program + ".");
        }
        Assumptions.abort("No " + program + " here, so this is not tested.");
    }

    /** An answer: the last response's status and headers, and the body. */
    record Got(int exit, int status, String headers, String body) {
        String header(String name) {
            Matcher line = Pattern.compile("(?im)^" + Pattern.quote(name) + ": *(.*?)\\s*$")
                    .matcher(headers);
            return line.find() ? line.group(1) : "";
        }

        /** What a form of this page carries of itself: its nonce, and the terms that are agreed to with it, if any. */
        String form() {
            Matcher terms =
                    Pattern.compile("name=\"terms\" value=\"([0-9a-f]+)\"").matcher(body);
            return "nonce=" + nonce() + (terms.find() ? "&terms=" + terms.group(1) : "");
        }

        String nonce() {
            Matcher field =
                    Pattern.compile("name=\"nonce\" value=\"([0-9a-f]+)\"").matcher(body);
            return field.find() ? field.group(1) : "";
        }
    }

    /** Several at once with the cookies as they stand: curl writes its jar over while others read it. */
    Curl frozen() {
        return new Curl(folder, ca, true);
    }

    Got run(String... arguments) {
        try {
            Path headers = Files.createTempFile(folder, "headers", ".txt");
            Path body = Files.createTempFile(folder, "body", ".bin");
            List<String> command = new ArrayList<>(List.of(
                    "curl",
                    "-q",
                    "-s",
                    "--max-time",
                    "60",
                    "--cacert",
                    ca.toString(),
                    "-b",
                    folder.resolve("jar").toString(),
                    "-c",
                    folder.resolve(frozen ? "thrown-away" : "jar").toString(),
                    "-D",
                    headers.toString()));
            // The first -o goes with the one address, so that ours must not stand before another.
            if (!List.of(arguments).contains("-o")) {
                command.addAll(List.of("-o", body.toString()));
            }
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int exit = process.waitFor();
            String sent = Files.readString(headers, StandardCharsets.ISO_8859_1);
            Matcher status = Pattern.compile("(?m)^HTTP/\\S+ (\\d+)").matcher(sent);
            int last = 0;
            while (status.find()) {
                last = Integer.parseInt(status.group(1));
            }
            return new Got(exit, last, sent, Files.readString(body, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        }
    }

    Got open(String url, String password) {
        return run("--data-urlencode", "password=" + password, url);
    }
}
