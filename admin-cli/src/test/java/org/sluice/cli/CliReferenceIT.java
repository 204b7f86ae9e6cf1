package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands with `--json` against a real gateway: what CLI.md says about their answers is true. */
class CliReferenceIT extends ReferenceSteps {
    @Test
    void every_answer_has_the_shape_that_the_reference_promises() throws Exception {
        Checkout.needs("ssh-keygen", "sftp");
        Shapes shapes = Shapes.read();
        shapes.hold("Made", done("init", "--sftp-port", "0", "--https-port", "0"));
        String set = done("recovery", "split", folder.resolve("shares").toString(), "--custodians=2-of-3")
                .path("set")
                .asText();
        serve(ready -> {
            shapes.hold("Ready", ready);
            people(shapes);
            logIns(shapes);
            policies(shapes);
            String deposit = deposit(
                    ready.path("sftpPort").asInt(),
                    Path.of(ready.path("hostKeyFile").asText()));
            ReferenceOfFiles files = new ReferenceOfFiles(folder, shapes);
            files.deposits(deposit);
            files.releases(deposit);
            files.words(deposit);
            files.incidents(deposit);
            ReferenceOfStewardship stewardship = new ReferenceOfStewardship(folder, shapes);
            stewardship.leaving(deposit);
            stewardship.stewardship(deposit);
            confirmations(shapes);
            endings(shapes);
            audit(shapes, set);
        });
        refused(1, "failed", "participant", "list");
    }

    private void people(Shapes shapes) throws Exception {
        assertThat(done("participant", "list")).isEmpty();
        shapes.hold(
                "Participant",
                done(
                        "participant",
                        "add",
                        "relief-a",
                        "--name",
                        "Relief A",
                        "--audience",
                        "members",
                        "--signed",
                        "2026-01-15"));
        refused(
                1,
                "conflict",
                "participant",
                "add",
                "relief-a",
                "--name",
                "R",
                "--audience=members",
                "--signed=2026-01-15");
        refused(2, "wrong", "participant", "add", "x", "--name", "X", "--audience=martians", "--signed=2026-01-15");
        refused(1, "unknown", "participant", "show", "nobody");
        shapes.holdEach("Participant", done("participant", "list"));
        shapes.hold("Participant", done("participant", "show", "relief-a"));
        shapes.hold(
                "Person",
                done(
                        "person",
                        "add",
                        "amal",
                        "--participant=relief-a",
                        "--name",
                        "Amal",
                        "--email",
                        "a@relief-a.example",
                        "--roles",
                        "depositor,releaser"));
        shapes.holdEach("Person", done("person", "list"));
        shapes.hold("Person", done("person", "show", "amal"));
        for (String name : List.of("amal", "old")) {
            shapes.hold("Key", done("person", "key", "add", "amal", key(name)));
        }
        JsonNode keys = done("person", "key", "list", "amal");
        shapes.holdEach("Key", keys);
        String old = Files.readString(folder.resolve("old.pub")).split(" ", -1)[1];
        for (JsonNode key : keys) {
            if (key.path("line").asText().contains(old)) {
                shapes.hold(
                        "KeyRemoved",
                        done(
                                "person",
                                "key",
                                "remove",
                                "amal",
                                key.path("fingerprint").asText()));
            }
        }
        assertThat(done("person", "key", "list", "amal")).hasSize(1);
        JsonNode token = done("token", "create", "amal", "--channel=restricted", "--purpose=a job");
        shapes.hold("TokenMade", token);
        shapes.hold("Token", done("token", "revoke", token.path("id").asText()));
        shapes.holdEach("Token", done("token", "list"));
        shapes.hold(
                "Contact",
                done(
                        "contact",
                        "add",
                        "desk",
                        "--name",
                        "Desk",
                        "--audience=ocha-imos",
                        "--email=d@ocha.example",
                        "--phone=+900000000001"));
        shapes.holdEach("Contact", done("contact", "list"));
    }

    private void logIns(Shapes shapes) throws Exception {
        String ca = key("ca");
        JsonNode authority = done("participant", "ca", "add", "relief-a", ca, "--most-days", "30");
        shapes.hold("Authority", authority);
        shapes.holdEach("Authority", done("participant", "ca", "list", "relief-a"));
        refused(1, "conflict", "person", "key", "add", "amal", ca);
        String fingerprint = authority.path("fingerprint").asText();
        shapes.hold("KeyRemoved", done("participant", "ca", "remove", "relief-a", fingerprint));
        shapes.hold("Revocation", done("participant", "ca", "revoke", "relief-a", "--serial=17", "--reason=stolen"));
        shapes.holdEach("Revocation", done("participant", "ca", "revoked", "relief-a"));
        refused(2, "wrong", "participant", "ca", "revoke", "relief-a", "--serial=0", "--reason=none");
        refused(2, "wrong", "participant", "ca", "revoke", "relief-a", "--reason=which?");
        shapes.hold("Networks", done("participant", "networks", "relief-a", "--allow=192.0.2.0/24,::1"));
        assertThat(done("participant", "networks", "relief-a").path("networks")).hasSize(2);
        refused(2, "wrong", "participant", "networks", "relief-a", "--allow=office.example.org");
        assertThat(done("participant", "networks", "relief-a", "--any")
                        .path("any")
                        .asBoolean())
                .isTrue();
        shapes.hold("TotpMade", done("person", "totp", "add", "amal"));
        shapes.hold("Totp", done("person", "totp", "show", "amal"));
        refused(1, "conflict", "person", "totp", "add", "amal");
        shapes.hold("TotpRemoved", done("person", "totp", "remove", "amal"));
        String file = folder.resolve("amal.pub").toString();
        JsonNode limited = done("person", "key", "add", "amal", file, "--from=127.0.0.0/8,::1", "--until=2090-01-01");
        shapes.hold("Key", limited);
        assertThat(limited.path("from").asText()).isEqualTo("127.0.0.0/8,::1");
        assertThat(limited.path("until").asText()).startsWith("2090-01-01");
        refused(2, "wrong", "person", "key", "add", "amal", file, "--from=*.example.org");
    }

    private void policies(Shapes shapes) {
        shapes.holdEach("PolicySummary", done("policy", "list"));
        JsonNode served = done("policy", "show", "turkey-cross-border");
        shapes.hold("Policy", served);
        JsonNode shipped =
                Ran.command("policy", "show", "turkey-cross-border", "--json").json();
        shapes.hold("Policy", shipped);
        assertThat(shipped).as("with and without a gateway the same").isEqualTo(served);
        shapes.hold(
                "Decision",
                json("policy", "check", "--protocol=turkey-cross-border", "--type=email", "--audience=public")
                        .json());
    }

    private String deposit(int port, Path hostKey) throws Exception {
        Files.writeString(folder.resolve("report.txt"), "made up\n");
        sftp(port, hostKey, "put report.txt /confidential/assessments-reports/\n");
        JsonNode all = done("deposit", "list");
        for (int tries = 0; tries < 50 && !all.path(0).path("state").asText().equals("deposited"); tries++) {
            Thread.sleep(200);
            all = done("deposit", "list");
        }
        return all.path(0).path("id").asText();
    }

    private void confirmations(Shapes shapes) {
        String protocol = "turkey-cross-border";
        shapes.hold(
                "ProtocolConfirmed",
                done("person", "confirm-protocol", "amal", "--protocol=" + protocol, "--evidence=a signed sheet"));
        refused(1, "forbidden", "person", "confirm-protocol", "amal", "--protocol=" + protocol, "--as=cora");
        refused(1, "forbidden", "contact", "confirm", "desk", "--by=amal");
        done("participant", "speakers", "relief-a", "--duty=data-protection", "--person=amal");
        shapes.hold("ContactConfirmation", done("contact", "confirm", "desk", "--by=amal"));
        shapes.holdEach("ContactConfirmation", done("contact", "confirmed"));
        shapes.hold(
                "ProtocolEndInFull",
                done(
                        "policy",
                        "end",
                        protocol,
                        "--on=2999-01-01",
                        "--decision=minutes",
                        "--reason=a test",
                        "--answers-by=2999-02-01",
                        "--as=cora"));
        shapes.hold("ProtocolEndInFull", done("policy", "ending", protocol));
        shapes.holdEach("ProtocolEnd", done("policy", "ends"));
        refused(1, "unknown", "policy", "answer-end", "t1", "destroyed", "--words=a test");
        refused(1, "conflict", "policy", "certify-end", protocol);
    }

    private void endings(Shapes shapes) {
        shapes.hold("CutReport", done("participant", "suspend", "relief-a", "--reason", "a test"));
        shapes.hold("Participant", done("participant", "resume", "relief-a"));
        shapes.hold(
                "CutReport",
                done("participant", "withdraw", "relief-a", "--reason", "a test", "--effective=2999-01-01"));
        shapes.hold("CutReport", done("participant", "withdraw", "relief-a", "--reason", "a test", "--now"));
        assertThat(done("participant", "show", "relief-a").path("status").asText())
                .isEqualTo("withdrawn");
    }

    private void audit(Shapes shapes, String custodians) throws Exception {
        JsonNode records = done("audit", "list", "--most", "1000");
        shapes.holdEach("AuditRecord", records);
        assertThat(records.findParents("kind"))
                .filteredOn(record -> record.path("kind").asText().equals("gateway_started"))
                .singleElement()
                .asString()
                .contains("2-of-3 " + custodians);
        Path export = folder.resolve("audit.ndjson");
        String key = data().resolve("audit.pub").toString();
        shapes.hold("Exported", done("audit", "export", export.toString()));
        Ran sound = Ran.command("audit", "verify", export.toString(), "--key", key, "--json");
        assertThat(sound.status()).as(sound.out()).isZero();
        shapes.hold("Sound", sound.json());

        String text = Files.readString(export);
        Files.writeString(export, text.replaceFirst("relief-a", "relief-b"));
        Ran broken = Ran.command("audit", "verify", export.toString(), "--key", key, "--json");
        assertThat(broken.status()).isEqualTo(1);
        shapes.hold("Broken", broken.json());
        assertThat(broken.json().path("findings")).isNotEmpty();
        assertThat(Ran.command("audit", "verify", export.toString(), "--key", export.toString())
                        .status())
                .isEqualTo(2);
    }
}
