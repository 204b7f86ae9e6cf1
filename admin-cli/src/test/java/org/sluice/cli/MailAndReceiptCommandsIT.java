package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.Gateway;

/** Quotas, receipts and mail, as they are typed; against a running gateway, and the shapes of CLI.md. */
class MailAndReceiptCommandsIT extends TypedCommands {
    private Shapes shapes;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        shapes = Shapes.read();
        done("init", "--sftp-port=0", "--https-port=0", "--protocol=turkey-cross-border");
        Path settings = data().resolve("sluice.yaml");
        Files.writeString(settings, Files.readString(settings) + """
                        api-port: 0
                        quota: 5GiB
                        smtp-host: 127.0.0.1
                        smtp-port: 1
                        smtp-security: none-loopback-only
                        mail-from: sluice@gateway.example
                        mail-pause-seconds: 0
                        """);
        gateway = Gateway.start(data());
        done("participant", "add", "relief-a", "--name=Relief A", "--audience=members", "--signed=2026-01-15");
        person("amal");
    }

    @AfterEach
    void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_quota_is_set_seen_and_taken_back() {
        shapes.holdEach("Usage", done("participant", "usage"));
        assertThat(done("participant", "usage").get(0).path("quota").asLong()).isEqualTo(5L << 30);
        JsonNode set = done("participant", "quota", "relief-a", "20GiB");
        shapes.hold("Usage", set);
        assertThat(set.path("quota").asLong()).isEqualTo(20L << 30);
        assertThat(ran("participant", "usage").out()).contains("20 GiB").doesNotContain("(default)");
        assertThat(done("participant", "quota", "relief-a", "--default")
                        .path("own")
                        .asBoolean())
                .isFalse();
        assertThat(ran("participant", "usage").out()).contains("5 GiB (default)");
        assertThat(ran("participant", "quota", "relief-a", "much").status()).isEqualTo(2);
        assertThat(ran("participant", "quota", "relief-a").status()).isEqualTo(2);
    }

    private void person(String id) {
        person(id, "relief-a", "depositor,releaser");
    }

    /** Puts a file by SFTP in one session, and fetches the receipt beside it. */
    private Path fetchedReceipt() throws IOException, InterruptedException {
        Checkout.needs("ssh-keygen", "sftp");
        done("person", "key", "add", "amal", key("amal"));
        Files.writeString(folder.resolve("4w.csv"), "a,b");
        sftp(
                gateway.ready().sftpPort(),
                gateway.ready().hostKeyFile(),
                "cd /confidential/assessments-reports\nput 4w.csv\nget 4w.csv.receipt.json\n");
        return folder.resolve("4w.csv.receipt.json");
    }

    private Ran verify(Path file, Path key, String... more) {
        List<String> words = new ArrayList<>(List.of("receipt", "verify", file.toString(), "--key", key.toString()));
        words.addAll(List.of(more));
        return Ran.command(Map.of(), words.toArray(String[]::new));
    }

    @Test
    void a_receipt_is_checked_with_the_public_key_alone_and_any_change_is_seen() throws Exception {
        Path file = fetchedReceipt();
        Path key = data().resolve("audit.pub");
        String text = Files.readString(file);
        Ran sound = verify(file, key);
        assertThat(sound.status()).as(sound.toString()).isZero();
        assertThat(sound.out()).contains("Sound", "4w.csv", "settling");
        shapes.hold("Verified", verify(file, key, "--json").json());

        String deposit = Json.read(text).path("receipt").path("id").asText();
        JsonNode again = done("deposit", "receipt", deposit, "--as=amal");
        shapes.hold("Receipt", again);
        Ran printed = ran("deposit", "receipt", deposit);
        Files.writeString(file, printed.out());
        assertThat(verify(file, key).status()).isZero();
        assertThat(printed.out()).doesNotContain("4w.csv");

        for (String changed : List.of(
                text.replace("\"size\": 3", "\"size\": 4"),
                text.replace("\"4w.csv\"", "\"5w.csv\""),
                text.replace("4w.csv", "5w.csv"),
                text.replaceFirst("\\{", "{\"note\": \"all is well\","),
                "{}")) {
            assertThat(changed).isNotEqualTo(text);
            Files.writeString(file, changed);
            Ran ran = verify(file, key);
            assertThat(ran.status()).as(changed).isEqualTo(1);
            assertThat(ran.out()).contains("NOT SOUND");
        }
        Files.writeString(file, text.replaceFirst("\"signed\"", "\"receipt\": {}, \"signed\""));
        assertThat(verify(file, key).status()).isEqualTo(2);
        assertThat(ran("deposit", "receipt", "d0").status()).isEqualTo(1);
    }

    @Test
    void mail_that_finds_no_server_stands_in_the_queue_and_says_why() throws Exception {
        assertThat(done("mail", "queue")).isEmpty();
        person("rana");
        shapes.hold("MailWanted", done("person", "notify", "amal", "--mail", "off"));
        shapes.hold("MailWanted", done("person", "notify", "amal", "--mail=on"));
        assertThat(ran("person", "notify", "amal", "--mail", "maybe").status()).isEqualTo(2);
        Ran tried = ran("mail", "test", "a@example.org");
        assertThat(tried.status()).isEqualTo(1);
        assertThat(tried.err()).contains("could not be sent");

        fetchedReceipt();
        JsonNode queue = done("mail", "queue");
        for (int tries = 0; tries < 100 && !queue.path(0).has("said"); tries++) {
            Thread.sleep(200);
            queue = done("mail", "queue");
        }
        shapes.holdEach("Mail", queue);
        assertThat(queue.path(0).path("person").asText()).isEqualTo("rana");
        assertThat(ran("mail", "queue").out())
                .contains("new-deposits", "waiting")
                .doesNotContain("4w.csv");
    }
}
