package org.sluice.gateway.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sluice.gateway.LogInSettings;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.usecase.OwnNotices;

/** A gateway with its SFTP port open, made-up people with real keys, and OpenSSH's clients to try it with. */
final class SftpFixture implements AutoCloseable {
    /** What a program said and how it ended. */
    record Ran(int status, String said) {}

    final GatewayFixture gateway;
    final Path folder;
    final SftpServer server;
    private final UnaryOperator<SftpSettings> limits;

    SftpFixture() {
        this("turkey-cross-border");
    }

    SftpFixture(String... protocols) {
        this(LogInSettings.USUAL, UnaryOperator.identity(), protocols);
    }

    /** With other settings, and ports that are limited otherwise. */
    SftpFixture(LogInSettings logIn, UnaryOperator<SftpSettings> settings, String... protocols) {
        this(new GatewayFixture(TestDatabase.SQLITE, logIn, protocols), settings);
    }

    /** Before a gateway that is there already, and is closed with this. */
    SftpFixture(GatewayFixture gateway, UnaryOperator<SftpSettings> settings) {
        OpenSsh.required();
        this.gateway = gateway;
        try {
            folder = Files.createTempDirectory("sluice-sftp");
            limits = settings;
            server = served(gateway.inside, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String hostKey = run(
                        List.of("ssh-keygen", "-y", "-f", folder.resolve("host").toString()), "")
                .said();
        write("known", "[127.0.0.1]:" + server.port() + " " + hostKey);
        gateway.participant("bridge", "members");
        gateway.participant("harbour", "members");
        gateway.participant("ocha", "ocha-imos");
        person("amal", "bridge");
        person("berk", "harbour");
    }

    /** Opens the SFTP port of a node, under the same host key; the caller closes it. */
    SftpServer served(Wiring inside, int port) throws IOException {
        SftpServer opened = new SftpServer(
                limits.apply(SftpSettings.of("127.0.0.1", port, folder.resolve("host"))),
                new SftpUseCases(
                        inside.logIn,
                        inside.secondFactor,
                        inside.strangers,
                        inside.receive,
                        inside.own,
                        inside.folders,
                        inside.sideFiles,
                        inside.sideLabels,
                        inside.help,
                        inside.atOnce.folders(),
                        inside.settle,
                        inside.inbox,
                        new OwnNotices(inside.ledger),
                        inside.quotas::space,
                        inside.receipts),
                gateway.clock);
        opened.start();
        return opened;
    }

    /** A person who deposits and has an Ed25519 key. */
    void person(String id, String participant, Role... more) {
        List<Role> roles = new ArrayList<>(List.of(more));
        roles.add(Role.DEPOSITOR);
        gateway.person(id, participant, roles.toArray(Role[]::new));
        key(id, id, "-t", "ed25519");
    }

    /** Makes a key with ssh-keygen under {@code file} and gives it to the person. */
    void key(String person, String file, String... type) {
        SshKey key = SshKeys.parse(makeKey(file, type)).orThrow();
        gateway.inside
                .register
                .addKey(GatewayFixture.HOST, person, key.fingerprint(), key.line(), key.limits())
                .orThrow();
    }

    String makeKey(String file, String... type) {
        List<String> words = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", "made up"));
        words.addAll(List.of("-f", folder.resolve(file).toString()));
        words.addAll(List.of(type));
        Ran made = run(words, "");
        if (made.status() != 0) {
            throw new IllegalStateException(made.said());
        }
        return read(file + ".pub");
    }

    /** Runs commands of OpenSSH's sftp as this person, in order, until one fails. */
    Ran sftp(String person, String... commands) {
        return run(sftpWords(person, person), String.join("\n", commands) + "\n");
    }

    List<String> sftpWords(String person, String key, String... more) {
        List<String> words = new ArrayList<>(List.of("sftp", "-b", "-"));
        words.addAll(List.of(more));
        words.addAll(options(key));
        words.addAll(List.of("-P", Integer.toString(server.port()), person + "@127.0.0.1"));
        return words;
    }

    List<String> options(String key) {
        return List.of(
                "-F",
                "none",
                "-i",
                folder.resolve(key).toString(),
                "-o",
                "UserKnownHostsFile=" + folder.resolve("known"),
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "IdentityAgent=none",
                "-o",
                "BatchMode=yes");
    }

    /** Starts a program in the fixture's folder, so that relative names are files there. */
    Process start(List<String> words) {
        try {
            return new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ran run(List<String> words, String input) {
        Process process = start(words);
        try (var to = process.outputWriter(StandardCharsets.UTF_8)) {
            to.write(input);
        } catch (IOException e) {
            // It ended before it had read everything; what it said tells why.
        }
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("It did not end: " + words);
            }
            return new Ran(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The audit's records of a kind, as JSON text. */
    List<String> audit(EventKind kind) {
        return gateway.inside.ledger.read(
                sql -> sql.createQuery("SELECT payload FROM audit WHERE kind = :kind ORDER BY seq")
                        .bind("kind", kind.word())
                        .mapTo(String.class)
                        .list());
    }

    /** What a person has in a folder, unfinished uploads included. */
    List<Deposit> files(String person, String folder) {
        Place.OfType place =
                (Place.OfType) Place.of(List.of(folder.split("/", -1)).subList(1, 3));
        return gateway.inside.ledger.read(sql -> Deposits.folder(sql, person, place.channel(), place.type(), ""));
    }

    /** Waits until something is so; what other programs do cannot be waited for otherwise. */
    static void await(String what, BooleanSupplier so) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to this: " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    void write(String file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String file, byte[] bytes) {
        try {
            Files.write(folder.resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    byte[] bytes(String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        gateway.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
