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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.Gateway;

/** What tests of sealed sending share: a gateway, a depositor with a token, and a contact. */
abstract class SendingCommands extends TypedCommands {
    static final String MARK = "a made-up line that nobody here may read";

    Shapes shapes;
    Gateway gateway;
    boolean running;
    Path file;
    byte[] content;

    @BeforeEach
    void start() throws IOException {
        shapes = Shapes.read();
        done("init", "--sftp-port=0", "--https-port=0", "--protocol=turkey-cross-border");
        Path settings = data().resolve("sluice.yaml");
        Files.writeString(settings, Files.readString(settings) + "api-port: 0\n" + settings());
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

    /** What stands in the settings besides. */
    String settings() {
        return "";
    }

    /** On a machine that has no data directory. */
    final Ran away(String... words) {
        return Ran.command(Map.of("SLUICE_KNOWN_KEYS", folder.resolve("known").toString()), words);
    }

    final Ran send(String... more) {
        return sendTo("localhost:" + gateway.ready().httpsPort(), more);
    }

    /** @param address where the gateway is, or a line to it */
    final Ran sendTo(String address, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "send",
                file.toString(),
                "--json",
                "--gateway=https://" + address,
                "--ca=" + gateway.ready().caFile(),
                "--token-file=" + folder.resolve("amal.token"),
                "--channel=confidential",
                "--type=assessments-reports",
                "--label=organizations=named,location=district,population=disaggregated,activity=full,persons=staff"));
        words.addAll(List.of(more));
        return away(words.toArray(String[]::new));
    }

    final JsonNode sent(String... more) {
        Ran ran = send(more);
        assertThat(ran.status()).as(ran.toString()).isZero();
        shapes.hold("Sent", ran.json());
        return ran.json();
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    final String confirmedKey(String name, String... more) {
        Ran made = away(and(new String[] {"keygen", "-o", folder.resolve(name).toString(), "--json"}, more));
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

    final Ran curl(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "curl", "-sS", "-L", "--cacert", gateway.ready().caFile().toString(), "-c", "jar", "-b", "jar"));
        all.addAll(List.of(words));
        Ran ran = Checkout.run(folder, Map.of(), all);
        assertThat(ran.status()).as(ran.err()).isZero();
        return ran;
    }

    static String found(String pattern, String in) {
        Matcher matcher = Pattern.compile(pattern).matcher(in);
        assertThat(matcher.find()).as(pattern + " in " + in).isTrue();
        return matcher.group(1);
    }

    final JsonNode released(String deposit) throws InterruptedException {
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

    final void download(JsonNode link, String to) throws Exception {
        String url = text(link, "url")
                .replaceFirst(
                        "https://[^/]+", "https://localhost:" + gateway.ready().httpsPort());
        String list = curl("--data-urlencode", "password=" + text(link, "password"), url)
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
}
