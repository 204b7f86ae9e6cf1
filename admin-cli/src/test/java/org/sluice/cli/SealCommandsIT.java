package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From the sender's machine to the recipient's: what this gateway can't read, by typed commands, curl and the real age. */
class SealCommandsIT extends SendingCommands {
    @Test
    void a_file_is_sealed_sent_released_and_opened_and_the_gateway_can_t_read_it() throws Exception {
        Checkout.needs("curl", "age");
        assertThat(text(send("--to=desk").json().path("error"), "code")).isEqualTo("no-key");
        assertThat(curl("https://localhost:" + gateway.ready().httpsPort() + "/keys/desk")
                        .out())
                .contains("token-missing");
        String key = confirmedKey("desk.key");
        JsonNode sent = sent("--to=desk");
        JsonNode deposit = sent.path("sent").path(0);
        assertThat(text(deposit, "name")).isEqualTo("survey é.csv.age");
        assertThat(deposit.path("receipt").has("signature")).isTrue();
        assertThat(sent.path("recipients").path(0).path("new").asBoolean()).isTrue();

        download(released(text(deposit, "deposit")), "survey.csv.age");
        assertThat(Files.readString(folder.resolve("survey.csv.age"), StandardCharsets.ISO_8859_1))
                .startsWith("age-encryption.org/v1\n")
                .doesNotContain(MARK);
        Ran age = Checkout.run(
                folder, Map.of(), List.of("age", "-d", "-i", "desk.key", "-o", "by-age.csv", "survey.csv.age"));
        assertThat(age.status()).as(age.err()).isZero();
        assertThat(folder.resolve("by-age.csv")).hasBinaryContent(content);
        Path sealed = folder.resolve("survey.csv.age");
        Ran opened = away("open", sealed.toString(), "--identity=" + folder.resolve("desk.key"), "--json");
        assertThat(opened.status()).as(opened.toString()).isZero();
        shapes.hold("Opened", opened.json());
        assertThat(folder.resolve("survey.csv")).hasBinaryContent(content);

        shapes.holdEach("RecipientKey", done("recipient-key", "list"));
        done("recipient-key", "revoke", key);
        assertThat(text(send("--to=desk").json().path("error"), "code")).isEqualTo("no-key");

        running = false;
        gateway.close();
        try (Stream<Path> all = Files.walk(data())) {
            for (Path one : all.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(one, StandardCharsets.ISO_8859_1))
                        .as(one.toString())
                        .doesNotContain(MARK)
                        .doesNotContain("AGE-SECRET-KEY");
            }
        }
    }

    @Test
    void a_bundle_is_carried_by_a_courier_counts_as_a_download_and_opens_without_sluice() throws Exception {
        Checkout.needs("age", "unzip", "sha256sum");
        confirmedKey("desk.key");
        String deposit = text(sent("--to=desk").path("sent").path(0), "deposit");
        JsonNode link = released(deposit);
        String release = text(done("link", "show", text(link, "link")), "release");
        String bundle = folder.resolve("b.zip.age").toString();
        JsonNode made = done("release", "bundle", release, "--to=desk", "--output=" + bundle, "--as=amal");
        shapes.hold("Bundled", made);
        assertThat(ran("release", "bundle", release, "--to=desk", "--output=" + bundle, "--as=amal")
                        .status())
                .isEqualTo(1);
        for (List<String> step : List.of(
                List.of("age", "-d", "-i", "desk.key", "-o", "b.zip", "b.zip.age"),
                List.of("unzip", "-q", "b.zip", "-d", "b"))) {
            Ran ran = Checkout.run(folder, Map.of("LC_ALL", "C.UTF-8"), step);
            assertThat(ran.status()).as(step + ran.err()).isZero();
        }
        Path unpacked = folder.resolve("b");
        Ran sums = Checkout.run(unpacked, Map.of(), List.of("sha256sum", "-c", "SHA256SUMS"));
        assertThat(sums.status()).as(sums.out()).isZero();
        assertThat(Files.readString(unpacked.resolve("README.txt")))
                .contains("brought by a courier", "coursier", "رسول", "kuryeyle", "a test");
        Ran opened = away(
                "open",
                unpacked.resolve("survey é.csv.age").toString(),
                "-i",
                folder.resolve("desk.key").toString());
        assertThat(opened.status()).as(opened.toString()).isZero();
        assertThat(unpacked.resolve("survey é.csv")).hasBinaryContent(content);

        JsonNode reception = done("incident", "who-received", deposit).path(0);
        assertThat(reception.path("complete").asBoolean())
                .as(reception.toString())
                .isTrue();
        assertThat(reception.path("times").asInt()).isOne();
        Path phrase = folder.resolve("p.zip.age");
        JsonNode second =
                done("release", "bundle", release, "--to=desk", "--output=" + phrase, "--passphrase", "--as=amal");
        Files.writeString(folder.resolve("phrase"), text(second, "passphrase"));
        assertThat(away("open", phrase.toString(), "--passphrase-file=" + folder.resolve("phrase"))
                        .status())
                .isZero();
        done("participant", "suspend", "ocha", "--reason=a test");
        Path third = folder.resolve("t.zip.age");
        assertThat(ran("release", "bundle", release, "--to=desk", "--output=" + third, "--passphrase", "--as=amal")
                        .status())
                .isNotZero();
        done("participant", "resume", "ocha");
        done("link", "revoke", text(link, "link"), "--reason=a test");
        assertThat(error(1, "release", "bundle", release, "--to=desk", "--output=" + third, "--passphrase", "--as=amal")
                        .path("code")
                        .asText())
                .isEqualTo("no-living-link");
        assertThat(third).doesNotExist();
    }

    /** Run in a home of its own, which is short as its agent listens at a socket in it. */
    private Ran gpg(Path home, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--no-tty",
                "--yes",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                ""));
        all.addAll(List.of(words));
        Ran ran = Checkout.run(folder, Map.of(), all);
        assertThat(ran.status()).as(ran.err()).isZero();
        return ran;
    }

    @Test
    void a_recipient_with_an_openpgp_key_opens_by_gpg_what_was_sent_bundled_and_released() throws Exception {
        Checkout.needs("gpg", "curl", "unzip");
        Path home = Files.createTempDirectory(Path.of("/tmp"), "g");
        try {
            gpg(home, "--quick-generate-key", "desk@example.org", "future-default", "-", "never");
            Path key = folder.resolve("desk.asc");
            gpg(home, "--armor", "--output", key.toString(), "--export");
            Path secret = folder.resolve("secret.asc");
            gpg(home, "--armor", "--output", secret.toString(), "--export-secret-keys");
            assertThat(error(2, "recipient-key", "add", "desk", "--name=s", "--key-file=" + secret)
                            .path("code")
                            .asText())
                    .isEqualTo("secret-key");
            JsonNode added = done("recipient-key", "add", "desk", "--name=the desk", "--key-file=" + key);
            shapes.hold("RecipientKey", added);
            assertThat(text(added, "kind")).isEqualTo("openpgp");
            String listed = gpg(home, "--with-colons", "--list-keys").out();
            done(
                    "recipient-key",
                    "confirm",
                    text(added, "id"),
                    "--by=dina",
                    "--fingerprint=" + found("fpr:+([0-9A-F]+):", listed));

            JsonNode sent = sent("--to=desk");
            JsonNode deposit = sent.path("sent").path(0);
            assertThat(text(deposit, "name")).isEqualTo("survey é.csv.gpg");
            assertThat(text(
                            send("--to=desk", "--recipient-key=" + ageKey())
                                    .json()
                                    .path("error"),
                            "code"))
                    .isEqualTo("two-kinds");
            JsonNode link = released(text(deposit, "deposit"));
            // Its sender sealed it: a second seal around it would only ask for a second opening.
            assertThat(text(link, "packing")).isEqualTo("plain");
            download(link, "survey.csv.gpg");
            gpg(home, "--output", "by-gpg.csv", "--decrypt", "survey.csv.gpg");
            assertThat(folder.resolve("by-gpg.csv")).hasBinaryContent(content);
            Ran open = away("open", folder.resolve("survey.csv.gpg").toString());
            assertThat(open.status()).isEqualTo(2);
            assertThat(open.err()).contains("gpg --output " + folder.resolve("survey.csv"), "--decrypt");

            String release = text(done("link", "show", text(link, "link")), "release");
            Path bundle = folder.resolve("b.zip.gpg");
            done("release", "bundle", release, "--to=desk", "--output=" + bundle, "--as=amal");
            gpg(home, "--output", "b.zip", "--decrypt", "b.zip.gpg");
            assertThat(Checkout.run(folder, Map.of("LC_ALL", "C.UTF-8"), List.of("unzip", "-tq", "b.zip"))
                            .status())
                    .isZero();
        } finally {
            new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                    .start()
                    .waitFor();
            try (Stream<Path> all = Files.walk(home)) {
                for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(one);
                }
            }
        }
    }

    private String ageKey() {
        return text(
                away("keygen", "-o", folder.resolve("by-hand.key").toString(), "--json")
                        .json(),
                "key");
    }

    @Test
    void a_post_quantum_key_opens_what_was_sealed_for_it_and_stands_beside_no_other() throws Exception {
        confirmedKey("quantum.key", "--post-quantum");
        String key = Files.readString(folder.resolve("quantum.key.pub")).strip();
        assertThat(key).startsWith("age1pq1");
        assertThat(away("keygen", "-o", folder.resolve("quantum.key").toString(), "--post-quantum")
                        .status())
                .isEqualTo(1);
        sent("--recipient-key=" + key);
        JsonNode link = released(text(sent("--to=desk").path("sent").path(0), "deposit"));
        String release = text(done("link", "show", text(link, "link")), "release");
        Path bundle = folder.resolve("q.zip.age");
        done("release", "bundle", release, "--to=desk", "--output=" + bundle, "--as=amal");
        Ran opened = away(
                "open", bundle.toString(), "-i", folder.resolve("quantum.key").toString());
        assertThat(opened.status()).as(opened.toString()).isZero();
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("q.zip"))) {
            Files.copy(zip.getPath("survey é.csv.age"), folder.resolve("q.csv.age"));
        }
        away(
                "open",
                folder.resolve("q.csv.age").toString(),
                "-i",
                folder.resolve("quantum.key").toString());
        assertThat(folder.resolve("q.csv")).hasBinaryContent(content);

        Ran other = away("keygen", "-o", folder.resolve("other.key").toString(), "--json");
        Ran mixed = send("--to=desk", "--recipient-key=" + text(other.json(), "key"));
        assertThat(mixed.status()).isEqualTo(2);
        assertThat(text(mixed.json().path("error"), "code")).isEqualTo("mixed-keys");
        assertThat(mixed.json().path("error").path("details")).hasSize(2);
        JsonNode added = done("recipient-key", "add", "desk", "--name=other", "--key=" + text(other.json(), "key"));
        JsonNode refused = error(
                1,
                "recipient-key",
                "confirm",
                text(added, "id"),
                "--by=dina",
                "--fingerprint=" + text(added, "fingerprint"));
        assertThat(text(refused, "code")).isEqualTo("mixed-keys");
        assertThat(text(refused, "message")).contains("sluice recipient-key revoke");
    }

    @Test
    void another_key_than_before_stops_the_sender_until_it_was_compared() {
        String first = confirmedKey("first.key");
        sent("--to=desk");
        assertThat(sent("--to=desk").path("recipients").path(0).path("new").asBoolean())
                .isFalse();
        done("recipient-key", "revoke", first);
        confirmedKey("second.key");
        assertThat(text(send("--to=desk").json().path("error"), "code")).isEqualTo("new-key");
        sent("--to=desk", "--trust-new-keys");
        sent("--to=desk");
    }

    @Test
    void a_passphrase_is_made_shown_once_and_opens_what_was_sent() throws Exception {
        Checkout.needs("curl");
        JsonNode sent = sent("--passphrase");
        assertThat(send("--passphrase", "--to=desk").status()).isEqualTo(2);
        assertThat(send().status()).isEqualTo(2);
        download(released(text(sent.path("sent").path(0), "deposit")), "p.age");
        Files.writeString(folder.resolve("phrase"), text(sent, "passphrase") + "\n");
        Ran opened = away(
                "open",
                folder.resolve("p.age").toString(),
                "--passphrase-file=" + folder.resolve("phrase"),
                "-o",
                folder.resolve("p.csv").toString());
        assertThat(opened.status()).as(opened.toString()).isZero();
        assertThat(folder.resolve("p.csv")).hasBinaryContent(content);
        Files.writeString(folder.resolve("phrase"), "another\n");
        assertThat(away(
                                "open",
                                folder.resolve("p.age").toString(),
                                "--passphrase-file=" + folder.resolve("phrase"),
                                "-o",
                                folder.resolve("q.csv").toString())
                        .err())
                .contains("none of the keys");
        assertThat(folder.resolve("q.csv")).doesNotExist();
    }

    @Test
    void nothing_is_overwritten_and_nothing_half_is_left() throws Exception {
        Path key = folder.resolve("k.key");
        Ran made = away("keygen", "-o", key.toString(), "--json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(key);
        assertThat(away("keygen", "-o", key.toString()).status()).isEqualTo(1);
        assertThat(key).hasBinaryContent(before);

        Checkout.needs("age");
        Ran age = Checkout.run(
                folder, Map.of(), List.of("age", "-r", text(made.json(), "key"), "-o", "x.csv.age", file.toString()));
        assertThat(age.status()).as(age.err()).isZero();
        Path sealed = folder.resolve("x.csv.age");
        Path opened = folder.resolve("x.csv");
        byte[] whole = Files.readAllBytes(sealed);
        for (byte[] broken : List.of(Arrays.copyOf(whole, whole.length - 1), Arrays.copyOf(whole, 70_000))) {
            Files.write(sealed, broken);
            assertThat(away("open", sealed.toString(), "-i", key.toString()).err())
                    .contains("damaged, cut short or was changed");
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left.map(one -> one.getFileName().toString()))
                        .doesNotContain("x.csv")
                        .noneMatch(name -> name.endsWith(".part"));
            }
        }
        Files.write(sealed, whole);
        Files.writeString(opened, "mine");
        assertThat(away("open", sealed.toString(), "-i", key.toString()).status())
                .isEqualTo(1);
        assertThat(opened).hasContent("mine");
        assertThat(away("open", sealed.toString(), "-i", key.toString(), "--overwrite")
                        .status())
                .isZero();
        assertThat(opened).hasBinaryContent(content);
    }
}
