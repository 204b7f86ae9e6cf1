package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.Gateway;

/** From the sender's machine to the recipient's: what this gateway can't read, by typed commands, curl and the real age. */
class SealCommandsIT extends TypedCommands {
    private static final String MARK = "a made-up line that nobody here may read";

    private Shapes shapes;
    private Gateway gateway;
    private boolean running;
    private Path file;
    private byte[] content;

    @BeforeEach
    void start() throws IOException {
        shapes = Shapes.read();
        done("init", "--sftp-port=0", "--https-port=0", "--protocol=turkey-cross-border");
        Path settings = data().resolve("sluice.yaml");
        Files.writeString(settings, Files.readString(settings) + "api-port: 0\n");
        gateway = Gateway.start(data());
        running = true;
        done("participant", "add", "relief-a", "--name=Relief A", "--audience=members", "--signed=2026-01-15");
        person("amal", "relief-a", "depositor,releaser");
        done("participant", "add", "ocha", "--name=OCHA", "--audience=ocha-imos", "--signed=2026-01-15");
        person("dina", "ocha", "releaser");
        done("participant", "speakers", "ocha", "--duty=data-protection", "--person=dina");
        done(
                "contact",
                "add",
                "desk",
                "--name=A desk",
                "--audience=ocha-imos",
                "--participant=ocha",
                "--email=d@e.org",
                "--phone=+900000000001");
        Files.writeString(
                folder.resolve("amal.token"),
                done("token", "create", "amal", "--channel=confidential", "--purpose=sealed files")
                        .path("token")
                        .asText());
        file = folder.resolve("survey é.csv");
        content = (MARK + "\n").repeat(5000).getBytes(StandardCharsets.UTF_8);
        Files.write(file, content);
    }

    @AfterEach
    void stop() throws Exception {
        if (running) {
            gateway.close();
        }
    }

    /** On a machine that has no data directory. */
    private Ran away(String... words) {
        return Ran.command(Map.of("SLUICE_KNOWN_KEYS", folder.resolve("known").toString()), words);
    }

    private Ran send(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "send",
                file.toString(),
                "--json",
                "--gateway=https://localhost:" + gateway.ready().httpsPort(),
                "--ca=" + gateway.ready().caFile(),
                "--token-file=" + folder.resolve("amal.token"),
                "--channel=confidential",
                "--type=assessments-reports",
                "--label=organizations=named,location=district,population=disaggregated,activity=full,persons=staff"));
        words.addAll(List.of(more));
        return away(words.toArray(String[]::new));
    }

    private JsonNode sent(String... more) {
        Ran ran = send(more);
        assertThat(ran.status()).as(ran.toString()).isZero();
        shapes.hold("Sent", ran.json());
        return ran.json();
    }

    private String confirmedKey(String name) {
        Ran made = away("keygen", "-o", folder.resolve(name).toString(), "--json");
        assertThat(made.status()).as(made.toString()).isZero();
        shapes.hold("KeyMade", made.json());
        JsonNode key = done("recipient-key", "add", "desk", "--name=" + name, "--key=" + text(made.json(), "key"));
        shapes.hold("RecipientKey", key);
        assertThat(text(key, "fingerprint")).isEqualTo(text(made.json(), "fingerprint"));
        JsonNode confirmed = done(
                "recipient-key",
                "confirm",
                text(key, "id"),
                "--by=dina",
                "--fingerprint=" + text(made.json(), "fingerprint"));
        shapes.hold("RecipientKey", confirmed);
        return text(key, "id");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private Ran curl(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "curl", "-sS", "-L", "--cacert", gateway.ready().caFile().toString(), "-c", "jar", "-b", "jar"));
        all.addAll(List.of(words));
        Ran ran = Checkout.run(folder, Map.of(), all);
        assertThat(ran.status()).as(ran.err()).isZero();
        return ran;
    }

    private static String found(String pattern, String in) {
        Matcher matcher = Pattern.compile(pattern).matcher(in);
        assertThat(matcher.find()).as(pattern + " in " + in).isTrue();
        return matcher.group(1);
    }

    private JsonNode released(String deposit) throws InterruptedException {
        String[] release = {
            "release",
            "create",
            "--as=amal",
            "--deposit=" + deposit,
            "--to=desk",
            "--purpose=a test",
            "--link-via=mail",
            "--password-via=phone"
        };
        done("fact", "add", "consent-of-organisation", "--deposit", deposit, "--by", "relief-a");
        JsonNode inspection = done("inspection", "show", deposit);
        for (int tries = 0; tries < 100 && text(inspection, "state").equals("pending"); tries++) {
            Thread.sleep(200);
            inspection = done("inspection", "show", deposit);
        }
        assertThat(inspection.path("notInspected").toString()).contains("sealed-by-sender");
        assertThat(error(3, release).path("code").asText()).isEqualTo("attestation-needed");
        done("inspection", "attest", deposit, "--note=I looked through it before I sealed it", "--as=amal");
        return done(release).path("links").path(0);
    }

    private void download(JsonNode link, String to) throws Exception {
        String list = curl("--data-urlencode", "password=" + text(link, "password"), text(link, "url"))
                .out();
        Matcher terms = Pattern.compile("name=\"terms\" value=\"([0-9a-f]+)\"").matcher(list);
        curl(
                "--data-urlencode",
                "nonce=" + found("name=\"nonce\" value=\"([^\"]+)\"", list),
                "--data",
                "terms=" + (terms.find() ? terms.group(1) : ""),
                "-o",
                to,
                "https://localhost:" + gateway.ready().httpsPort()
                        + found("action=\"(/r/[a-z0-9]+/f/[a-z0-9]+)[\"?]", list));
    }

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
