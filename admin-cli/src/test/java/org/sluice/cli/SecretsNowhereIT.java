package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.Gateway;

/**
 * Releases sent by mail and SMS, opened, sent anew and failed, with a real gateway; then every log line, the audit, all mail
 * and every file of the data directory is searched for the secrets that went through it.
 */
class SecretsNowhereIT extends TypedCommands {
    private static final Pattern ADDRESS = Pattern.compile("https://[^/\\s\"]+/l/([A-Za-z0-9_-]{43})");
    private static final Pattern PASSWORD = Pattern.compile("[a-z0-9]{3,4}(?:-[a-z0-9]{3,4}){4}");
    private static final String SMS_SECRET = "made-up-sms-secret-0123456789";

    /** Held, as the JDK keeps loggers weakly and would forget the level. */
    private static final Logger OWN = Logger.getLogger("org.sluice");

    private final SmallServers servers = new SmallServers();
    private final Logged logged = new Logged();
    private Gateway gateway;
    private boolean ended;

    /** Every line that anybody logs while this test runs. */
    private static final class Logged extends Handler {
        private final StringBuilder lines = new StringBuilder();

        @Override
        public synchronized void publish(LogRecord line) {
            lines.append(line.getLoggerName()).append(' ').append(line.getMessage());
            for (Throwable thrown = line.getThrown(); thrown != null; thrown = thrown.getCause()) {
                lines.append(' ').append(thrown);
            }
            lines.append('\n');
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() throws IOException {
        done("init", "--sftp-port=0", "--https-port=0", "--protocol=turkey-cross-border");
        // After init, which sets up logging as it is shipped. Sluice says all that it can; what libraries say below a
        // warning is not looked at, as nobody has them say it.
        Logger.getLogger("").addHandler(logged);
        OWN.setLevel(Level.ALL);
        logged.setLevel(Level.ALL);
        Path secret = Files.writeString(folder.resolve("sms-secret"), "Bearer " + SMS_SECRET);
        Path settings = data().resolve("sluice.yaml");
        Files.writeString(settings, Files.readString(settings) + "api-port: 0\n" + servers.settings(secret.toString()));
        gateway = Gateway.start(data());
    }

    @AfterEach
    void stop() throws Exception {
        Logger.getLogger("").removeHandler(logged);
        OWN.setLevel(Level.INFO);
        if (gateway != null && !ended) {
            gateway.close();
        }
        servers.close();
    }

    @Test
    void no_secret_of_a_whole_run_rests_anywhere_but_where_it_was_sent() throws Exception {
        Checkout.needs("ssh-keygen", "sftp", "curl");
        String deposit = deposited();
        List<String> printed = new ArrayList<>();

        Ran sent = sending(
                "release",
                "create",
                "--as=amal",
                "--deposit=" + deposit,
                "--to=desk",
                "--purpose=planning",
                "--link-via=mail",
                "--password-via=sms",
                "--send");
        assertThat(sent.status()).as(sent.toString()).isZero();
        printed.add(sent.out() + sent.err());
        String url = found(ADDRESS, servers.mails.getLast(), 0);
        String password = found(PASSWORD, servers.texts.getLast(), 0);
        String cookie = opened(url, password);

        String link = done("link", "list").get(0).path("id").asText();
        servers.answers(500);
        Ran failed = sending("link", "password", link, "--send");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).contains("NOT be sent", "500");
        printed.add(failed.out() + failed.err());
        servers.answers(200);
        assertThat(sending("link", "reissue", link, "--send").status()).isZero();
        Ran shown =
                json("link", "password", done("link", "list").get(0).path("id").asText(), "--via=phone");
        String last = shown.json().path("password").asText();
        assertThat(shown.json().path("script")).isNotEmpty();
        assertThat(ran("link", "show", link).out()).contains("d…@ocha.example").doesNotContain("desk@ocha.example");

        Path export = folder.resolve("audit.ndjson");
        done("audit", "export", export.toString());
        gateway.close();
        ended = true;

        Map<String, String> secrets = new LinkedHashMap<>();
        for (String mail : servers.mails) {
            secrets.put("token " + secrets.size(), found(ADDRESS, mail, 1));
        }
        for (String text : servers.texts) {
            secrets.put("password " + secrets.size(), found(PASSWORD, text, 0));
        }
        assertThat(servers.mails).hasSize(2);
        assertThat(servers.texts).hasSize(3);
        secrets.put("shown password", last);
        secrets.put("cookie", cookie);
        secrets.put("SMS gateway's secret", SMS_SECRET);
        searched(secrets, export, printed);
    }

    private void searched(Map<String, String> secrets, Path export, List<String> printed) throws IOException {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("the log", logged.lines.toString());
        places.put("the audit", Files.readString(export));
        for (String words : printed) {
            places.put("what was printed " + places.size(), words);
        }
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                places.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        // What is searched holds what it must: an empty place would prove nothing.
        assertThat(places.get("the audit")).contains("link_part_sent", "link_part_failed", "link_opened");
        assertThat(places.get("the log")).contains("could not be sent");
        assertThat(places.keySet()).anyMatch(name -> name.endsWith(".db") || name.contains("sqlite"));
        secrets.forEach((what, secret) -> places.forEach((where, text) -> {
            assertThat(text.contains(secret)).as("%s in %s", what, where).isFalse();
            assertThat(text.contains(secret.replace("-", "")) && secret.contains("-"))
                    .as("%s without dashes in %s", what, where)
                    .isFalse();
        }));
        for (String mail : servers.mails) {
            secrets.forEach((what, secret) -> assertThat(!what.startsWith("token") && mail.contains(secret))
                    .as("%s in a mail", what)
                    .isFalse());
        }
        for (String text : servers.texts) {
            secrets.forEach((what, secret) -> assertThat(what.startsWith("token") && text.contains(secret))
                    .as("%s beside a password", what)
                    .isFalse());
        }
        for (String name : Set.of("root.key", "administrator.token")) {
            places.forEach((file, content) -> places.forEach((where, text) -> assertThat(
                            file.endsWith(name) && !where.equals(file) && text.contains(content.strip()))
                    .as("%s in %s", name, where)
                    .isFalse()));
        }
    }

    /** A dashboard, put in by SFTP, and a desk that may have it. */
    private String deposited() throws IOException, InterruptedException {
        done("participant", "add", "relief-a", "--name=Relief A", "--audience=members", "--signed=2026-01-15");
        person("amal", "relief-a", "depositor,releaser");
        done("person", "key", "add", "amal", key("amal"));
        done(
                "contact",
                "add",
                "desk",
                "--name=Desk",
                "--audience=ocha-gaziantep",
                "--email=desk@ocha.example",
                "--phone=+900000000001");
        Files.writeString(folder.resolve("dashboard.txt"), "A made-up dashboard.\n");
        sftp(
                gateway.ready().sftpPort(),
                gateway.ready().hostKeyFile(),
                "put dashboard.txt /restricted/protection-dashboard/\n");
        JsonNode deposits = done("deposit", "list");
        String id = deposits.get(0).path("id").asText();
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end
                && !done("deposit", "show", id).path("state").asText().equals("deposited")) {
            Thread.sleep(100);
        }
        Thread.sleep(500);
        return id;
    }

    /** For people, so that what is printed is searched too. */
    private Ran sending(String... words) {
        return ran(words);
    }

    /** Types a wrong and then the right password at the real page, and returns the cookie. */
    private String opened(String url, String password) throws IOException, InterruptedException {
        List<String> curl = List.of("curl", "-sk", "-D", "-", "-o", "/dev/null", "--data-urlencode");
        Ran wrong = Checkout.run(folder, Map.of(), and(curl, "password=wrong-wrong-wrong", url));
        assertThat(wrong.out()).contains(" 403");
        Ran right = Checkout.run(folder, Map.of(), and(curl, "password=" + password, url));
        assertThat(right.out()).contains(" 303");
        return found(Pattern.compile("__Host-sluice-[a-z0-9]+=([^;\\s]+)"), right.out(), 1);
    }

    private static List<String> and(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    private static String found(Pattern pattern, String text, int group) {
        Matcher found = pattern.matcher(text.replace("=\n", "").replace("=3D", "="));
        assertThat(found.find()).as(text).isTrue();
        return found.group(group);
    }
}
