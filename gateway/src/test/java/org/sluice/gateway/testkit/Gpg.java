package org.sluice.gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real gpg with a home of its own, at an instant of the test's choice. */
public final class Gpg implements AutoCloseable {
    // Short: its agent listens at a socket in it, and such names have some hundred signs.
    private final Path home = Files.createTempDirectory(Path.of("/tmp"), "g");

    public Gpg() throws IOException {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gpg")));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("gpg").isTrue();
        }
        assumeTrue(there, "No gpg here, so this is not tested.");
    }

    /** How it ended; what it wrote lies in {@code got}. */
    public record Ran(int status, Path got, String err) {}

    /** @param at such as 20260101T000000 */
    public Ran run(String at, byte[] in, String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--no-tty",
                "--trust-model",
                "always",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                "",
                "--faked-system-time",
                at));
        all.addAll(List.of(words));
        Path given = home.resolve("given");
        Path said = home.resolve("said");
        Path got = home.resolve("got");
        Files.write(given, in);
        Process process = new ProcessBuilder(all)
                .redirectInput(given.toFile())
                .redirectOutput(got.toFile())
                .redirectError(said.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("gpg waits: " + all);
        }
        return new Ran(process.exitValue(), got, Files.readString(said));
    }

    public byte[] done(String at, byte[] in, String... words) throws IOException, InterruptedException {
        Ran ran = run(at, in, words);
        assertThat(ran.status()).as(ran.err()).isZero();
        return Files.readAllBytes(ran.got());
    }

    /** Makes a key from what stands in a parameter file of gpg, without the lines that all have. */
    public void make(String at, String name, String... lines) throws IOException, InterruptedException {
        String file = String.join("\n", lines) + "\nName-Real: " + name + "\nName-Email: " + name
                + "@example.org\n%no-protection\n%commit\n";
        done(at, file.getBytes(StandardCharsets.UTF_8), "--full-generate-key");
    }

    public byte[] exported(String name, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("--export", name + "@example.org"));
        return done("20260101T000000", new byte[0], words.toArray(String[]::new));
    }

    public String fingerprint(String name) throws IOException, InterruptedException {
        String shown = new String(
                done("20260101T000000", new byte[0], "--with-colons", "--list-keys", name + "@example.org"),
                StandardCharsets.UTF_8);
        return shown.lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .findFirst()
                .orElseThrow();
    }

    /** A key on Curve25519, armoured. */
    public String curve(String at, String name, String... more) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(
                "Key-Type: eddsa",
                "Key-Curve: ed25519",
                "Subkey-Type: ecdh",
                "Subkey-Curve: cv25519",
                "Subkey-Usage: encrypt"));
        lines.addAll(List.of(more));
        make(at, name, lines.toArray(String[]::new));
        return new String(exported(name, "--armor"), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        try {
            new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(home)) {
            for (Path one : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
