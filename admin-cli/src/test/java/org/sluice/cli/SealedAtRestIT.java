package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.Gateway;

/** What is sealed at rest, as its owner types it, and as a recipient's browser fetches it over a restart. */
class SealedAtRestIT extends TypedCommands {
    private Shapes shapes;
    private Gateway gateway;
    private byte[] content;

    @BeforeEach
    void start() throws IOException {
        shapes = Shapes.read();
        done("init", "--sftp-port=0", "--https-port=0", "--protocol=turkey-cross-border");
        Path settings = data().resolve("sluice.yaml");
        Files.writeString(settings, Files.readString(settings) + "api-port: 0\ngrace-seconds: 1\n");
        gateway = Gateway.start(data());
        done("participant", "add", "relief-a", "--name=Relief A", "--audience=members", "--signed=2026-01-15");
        person("amal", "relief-a", "depositor,releaser");
        done(
                "contact",
                "add",
                "desk",
                "--name=A desk",
                "--audience=ocha-imos",
                "--email=desk@example.org",
                "--phone=+900000000001");
        content = new byte[300_000];
        new Random(11).nextBytes(content);
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    /** In every list and on every page by itself, for programs and for people. */
    private void showsThatItIsSealed(String deposit) {
        JsonNode release = done("release", "list").path(0);
        String link = done("link", "list").path(0).path("id").asText();
        for (String[] words : new String[][] {
            {"deposit", "list"},
            {"deposit", "show", deposit},
            {"release", "list"},
            {"release", "show", release.path("id").asText()},
            {"link", "list"},
            {"link", "show", link}
        }) {
            JsonNode answer = done(words);
            JsonNode one = answer.isArray() ? answer.path(0) : answer;
            assertThat(one.path("sealed").asBoolean())
                    .as(String.join(" ", words) + ": " + one)
                    .isTrue();
            assertThat(ran(words).out()).as(String.join(" ", words)).contains("sealed");
        }
        shapes.hold("Link", done("link", "show", link));
        assertThat(done("link", "show", link).path("packing").asText()).isEqualTo("plain");
    }

    @Test
    void a_sealed_file_arrives_whole_over_a_restart_and_its_owner_issues_its_link_again() throws Exception {
        Checkout.needs("ssh-keygen", "sftp", "curl");
        Path key = folder.resolve("relief-a.seal");
        JsonNode pair = done("seal", "keygen", key.toString());
        shapes.hold("SealingKeyMade", pair);
        assertThat(error(1, "seal", "keygen", key.toString()).path("message").asText())
                .contains("never overwritten");
        String fingerprint = pair.path("fingerprint").asText();
        Ran wrong = ran("seal", "register", "relief-a", "--key=" + key, "--fingerprint=" + fingerprint);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("never leaves");
        String deposit = deposited();
        String[] release = {
            "release",
            "create",
            "--as=amal",
            "--deposit=" + deposit,
            "--to=desk",
            "--purpose=a test",
            "--link-via=mail",
            "--password-via=phone",
            "--sealed"
        };
        assertThat(error(1, release).path("message").asText()).contains("sluice seal register relief-a --key");
        shapes.hold(
                "SealingKey",
                done("seal", "register", "relief-a", "--key=" + key + ".pub", "--fingerprint=" + fingerprint));
        shapes.holdEach("SealingKey", done("seal", "list"));

        JsonNode made = done(release).path("links").path(0);
        showsThatItIsSealed(deposit);
        Browsing first = opened(made, deposit);
        byte[] head = first.range("0-99999");
        restart();
        Browsing same = first.at(gateway);
        byte[] tail = same.range("100000-");
        assertThat(joined(head, tail)).isEqualTo(content);

        String link = made.path("link").asText();
        assertThat(error(1, "link", "reissue", link).path("code").asText()).isEqualTo("sealed");
        Path wraps = folder.resolve("wraps.json");
        JsonNode fetched = done("seal", "fetch", wraps.toString(), "--link=" + link);
        shapes.hold("Wraps", fetched);
        shapes.holdEach("Wrap", fetched.path("wraps"));
        Path stranger = folder.resolve("stranger.seal");
        done("seal", "keygen", stranger.toString());
        Path opened = folder.resolve("opened.json");
        assertThat(error(1, "seal", "open", wraps.toString(), opened.toString(), "--key=" + stranger)
                        .path("code")
                        .asText())
                .isEqualTo("wrong-key");
        assertThat(opened).doesNotExist();
        // As on a machine that never saw the gateway.
        Ran offline =
                Ran.command(Map.of(), "seal", "open", wraps.toString(), opened.toString(), "--key=" + key, "--json");
        assertThat(offline.status()).as(offline.err()).isZero();
        shapes.hold("KeysOpened", offline.json());
        JsonNode again = done("seal", "reissue", link, "--opened=" + opened);
        shapes.hold("HandOver", again);
        assertThat(opened(again, deposit).range("0-")).isEqualTo(content);
        // In one step, where key and gateway are on one machine.
        JsonNode third = done("seal", "reissue", again.path("link").asText(), "--key=" + key);
        assertThat(opened(third, deposit).range("0-")).isEqualTo(content);
        assertThat(ran("seal", "reissue", link).status()).isEqualTo(2);
        assertThat(error(1, "seal", "handover", deposit, "--to=nobody", "--key=" + key)
                        .path("code")
                        .asText())
                .isEqualTo("sealing-key-missing");

        nothingSecretIsWritten(List.of(
                Files.readString(key).strip().split(":", -1)[1],
                Json.read(Files.readString(opened))
                        .path("keys")
                        .path(0)
                        .asText()
                        .split("=", 2)[1],
                made.path("password").asText(),
                third.path("password").asText(),
                first.secret()));
    }

    private String deposited() throws IOException, InterruptedException {
        done("person", "key", "add", "amal", key("amal"));
        Files.write(folder.resolve("a.bin"), content);
        sftp(
                gateway.ready().sftpPort(),
                gateway.ready().hostKeyFile(),
                "cd /confidential/assessments-reports\nput a.bin\n");
        String deposit = done("deposit", "list").path(0).path("id").asText();
        done(
                "deposit",
                "label",
                deposit,
                "organizations=named",
                "location=district",
                "population=aggregated",
                "activity=full",
                "persons=staff");
        done("fact", "add", "consent-of-organisation", "--deposit", deposit, "--by", "relief-a");
        for (int tries = 0; tries < 150; tries++) {
            JsonNode shown = done("deposit", "show", deposit);
            Ran attested = json("inspection", "attest", deposit, "--as=amal", "--note=made up");
            if (shown.path("state").asText().equals("deposited") && attested.status() == 0) {
                break;
            }
            Thread.sleep(200);
        }
        return deposit;
    }

    private void restart() throws IOException {
        gateway.close();
        gateway = Gateway.start(data());
    }

    /** Opens the link in a browser of its own, claims the file, and stands before its bytes. */
    private Browsing opened(JsonNode handOver, String deposit) throws IOException, InterruptedException {
        Path jar = Files.createTempFile(folder, "cookies", ".txt");
        String url = handOver.path("url").asText();
        curl(
                jar,
                "-o",
                "/dev/null",
                "--data-urlencode",
                "password=" + handOver.path("password").asText(),
                url);
        String link = handOver.path("link").asText();
        String page = Files.readString(curl(jar, url.substring(0, url.indexOf("/l/")) + "/r/" + link));
        Matcher nonce = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"").matcher(page);
        assertThat(nonce.find()).as(page).isTrue();
        Matcher terms = Pattern.compile("name=\"terms\" value=\"([^\"]+)\"").matcher(page);
        String agreed = terms.find() ? "&terms=" + terms.group(1) : "";
        Browsing browsing = new Browsing(jar, "/r/" + link + "/f/" + deposit);
        curl(jar, "-o", "/dev/null", "--data", "nonce=" + nonce.group(1) + agreed, browsing.address());
        return browsing;
    }

    private final class Browsing {
        private final Path jar;
        private final String path;

        Browsing(Path jar, String path) {
            this.jar = jar;
            this.path = path;
        }

        String address() {
            return "https://localhost:" + gateway.ready().httpsPort() + path;
        }

        /** The same cookies; a gateway that was started again may listen elsewhere. */
        Browsing at(Gateway again) {
            assertThat(again).isSameAs(gateway);
            return this;
        }

        byte[] range(String bytes) throws IOException, InterruptedException {
            return Files.readAllBytes(curl(jar, "-r", bytes, address() + "/a.bin"));
        }

        String secret() throws IOException {
            Matcher cookie =
                    Pattern.compile("__Host-sluice-seal-\\S+\\s+(\\S+)").matcher(Files.readString(jar));
            assertThat(cookie.find()).isTrue();
            return cookie.group(1);
        }
    }

    private Path curl(Path jar, String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "answer", ".bin");
        List<String> line = new ArrayList<>(List.of("curl", "-sS", "--fail", "-k", "-b", jar.toString(), "-c"));
        line.add(jar.toString());
        line.addAll(List.of("-o", out.toString()));
        line.addAll(Arrays.asList(words));
        Ran ran = Checkout.run(folder, Map.of(), line);
        assertThat(ran.status()).as(line + ran.err()).isZero();
        return out;
    }

    /** Not in the database, its log, the audit, or anything else of the data directory. */
    private void nothingSecretIsWritten(List<String> secrets) throws IOException {
        gateway.close();
        try (var files = Files.walk(data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                secrets.forEach(secret ->
                        assertThat(text.contains(secret)).as(file.toString()).isFalse());
            }
        }
    }

    private static byte[] joined(byte[] one, byte[] two) {
        byte[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        return all;
    }
}
