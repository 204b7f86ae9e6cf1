package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What tests of typed commands share: one data directory, and beside it a folder with keys and files. */
abstract class TypedCommands {
    @TempDir
    Path folder;

    /** What is done while a gateway runs that said where it listens. */
    interface While {
        void runs(JsonNode ready) throws Exception;
    }

    final Path data() {
        return folder.resolve("data");
    }

    final Ran ran(String... words) {
        return Ran.command(Map.of(), and(words, "--data", data().toString()));
    }

    final Ran json(String... words) {
        return ran(and(words, "--json"));
    }

    final JsonNode done(String... words) {
        Ran ran = json(words);
        assertThat(ran.status()).as(String.join(" ", words) + ": " + ran).isZero();
        return ran.json();
    }

    /** What a refused command says of it. */
    final JsonNode error(int status, String... words) {
        Ran ran = json(words);
        assertThat(ran.status()).as(String.join(" ", words) + ": " + ran).isEqualTo(status);
        return ran.json().path("error");
    }

    static String[] and(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    final JsonNode person(String id, String participant, String roles, String... more) {
        return done(and(
                new String[] {
                    "person",
                    "add",
                    id,
                    "--participant=" + participant,
                    "--name=" + id,
                    "--email=" + id + "@example.org",
                    "--roles=" + roles
                },
                more));
    }

    /** Runs the program as an operator does, and ends it whatever happens. */
    final void serve(While act) throws Exception {
        Process gateway = Checkout.program(
                        folder, Checkout.SLUICE.toString(), "serve", "--json", "--data", data().toString())
                .redirectError(folder.resolve("gateway.log").toFile())
                .start();
        try (var out = gateway.inputReader(StandardCharsets.UTF_8)) {
            act.runs(Json.read(String.valueOf(out.readLine())));
        } finally {
            Checkout.end(gateway);
        }
    }

    /** Makes an Ed25519 key without a passphrase in the folder, and returns the file of its public part. */
    final String key(String name) throws IOException, InterruptedException {
        Ran made = Checkout.run(folder, Map.of(), List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name));
        assertThat(made.status()).as(made.err()).isZero();
        return folder.resolve(name + ".pub").toString();
    }

    /** Runs lines of OpenSSH's sftp as amal, who has the key of that name, against the gateway with this host key only. */
    final void sftp(int port, Path hostKey, String lines) throws IOException, InterruptedException {
        String host = Files.readString(hostKey).strip();
        assertThat(host).startsWith("ssh-ed25519 ");
        Path known = Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + host + "\n");
        Files.writeString(folder.resolve("batch"), lines);
        Ran ran = Checkout.run(
                folder,
                Map.of(),
                List.of(
                        "sftp",
                        "-q",
                        "-b",
                        "batch",
                        "-P",
                        Integer.toString(port),
                        "-i",
                        "amal",
                        "-o",
                        "IdentitiesOnly=yes",
                        "-o",
                        "StrictHostKeyChecking=yes",
                        "-o",
                        "UserKnownHostsFile=" + known,
                        "amal@127.0.0.1"));
        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
    }
}
