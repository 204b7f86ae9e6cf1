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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with `--json` against a real gateway: what CLI.md says about their answers is true. */
class CliReferenceIT {
    @TempDir
    Path folder;

    private Ran sluice(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--json", "--data", folder.resolve("data").toString()));
        return Ran.command(all.toArray(String[]::new));
    }

    private JsonNode done(String... words) {
        Ran ran = sluice(words);
        assertThat(ran.status()).as(String.join(" ", words) + ": " + ran).isZero();
        return ran.json();
    }

    private void refused(int status, String kind, String... words) {
        Ran ran = sluice(words);
        assertThat(ran.status()).as(String.join(" ", words) + ": " + ran).isEqualTo(status);
        assertThat(ran.json().path("error").path("kind").asText()).isEqualTo(kind);
    }

    @Test
    void every_answer_has_the_shape_that_the_reference_promises() throws Exception {
        Checkout.needs("ssh-keygen", "sftp");
        Shapes shapes = Shapes.read();
        shapes.hold("Made", done("init", "--sftp-port", "0", "--https-port", "0"));
        Process gateway = Checkout.program(
                        folder,
                        Checkout.SLUICE.toString(),
                        "serve",
                        "--json",
                        "--data",
                        folder.resolve("data").toString())
                .redirectError(folder.resolve("gateway.log").toFile())
                .start();
        try (var out = gateway.inputReader(StandardCharsets.UTF_8)) {
            JsonNode ready = Json.read(String.valueOf(out.readLine()));
            shapes.hold("Ready", ready);
            people(shapes);
            logIns(shapes);
            policies(shapes);
            String deposit = deposit(
                    ready.path("sftpPort").asInt(),
                    Path.of(ready.path("hostKeyFile").asText()));
            deposits(shapes, deposit);
            releases(shapes, deposit);
            words(shapes, deposit);
            incidents(shapes, deposit);
            leaving(shapes, deposit);
            stewardship(shapes, deposit);
            confirmations(shapes);
            endings(shapes);
            audit(shapes);
        } finally {
            Checkout.end(gateway);
        }
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
            Ran made =
                    Checkout.run(folder, Map.of(), List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name));
            assertThat(made.status()).as(made.err()).isZero();
            shapes.hold(
                    "Key",
                    done(
                            "person",
                            "key",
                            "add",
                            "amal",
                            folder.resolve(name + ".pub").toString()));
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
                done("contact", "add", "desk", "--name", "Desk", "--audience=ocha-imos", "--email=d@ocha.example"));
        shapes.holdEach("Contact", done("contact", "list"));
    }

    private void logIns(Shapes shapes) throws Exception {
        String ca = folder.resolve("ca.pub").toString();
        Ran made = Checkout.run(folder, Map.of(), List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "ca"));
        assertThat(made.status()).as(made.err()).isZero();
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
                sluice("policy", "check", "--protocol=turkey-cross-border", "--type=email", "--audience=public")
                        .json());
    }

    private String deposit(int port, Path hostKey) throws Exception {
        String host = Files.readString(hostKey).strip();
        assertThat(host).startsWith("ssh-ed25519 ");
        Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + host + "\n");
        Files.writeString(folder.resolve("report.txt"), "made up\n");
        Files.writeString(folder.resolve("batch"), "put report.txt /confidential/assessments-reports/\n");
        Ran put = Checkout.run(
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
                        "UserKnownHostsFile=" + folder.resolve("known_hosts"),
                        "amal@127.0.0.1"));
        assertThat(put.status()).as(put.out() + put.err()).isZero();
        JsonNode all = done("deposit", "list");
        for (int tries = 0; tries < 50 && !all.path(0).path("state").asText().equals("deposited"); tries++) {
            Thread.sleep(200);
            all = done("deposit", "list");
        }
        return all.path(0).path("id").asText();
    }

    private void deposits(Shapes shapes, String deposit) throws IOException {
        shapes.holdEach("Deposit", done("deposit", "list"));
        JsonNode held = done("deposit", "show", deposit);
        shapes.hold("DepositInFull", held);
        assertThat(held.path("held").asBoolean()).isTrue();
        shapes.holdEach("Decision", held.path("decisions"));
        refused(2, "wrong", "deposit", "label", deposit, "location=everywhere");
        refused(2, "wrong", "deposit", "label", deposit, "location");
        refused(2, "wrong", "deposit", "label", deposit);
        refused(2, "wrong", "deposit", "label", deposit, "--file=" + folder.resolve("no-such.yaml"));
        Path label =
                Files.writeString(folder.resolve("d.label.yaml"), "activity: full\nshare-with: [ocha-imos, members]\n");
        JsonNode said = done("deposit", "label", deposit, "--file=" + label);
        assertThat(said.path("label").path("activity").asText()).isEqualTo("full");
        shapes.hold(
                "DepositInFull",
                done(
                        "deposit",
                        "label",
                        deposit,
                        "organizations=named",
                        "location=district",
                        "population=aggregated",
                        "activity=full",
                        "persons=staff",
                        "purpose=a test, in = out"));
    }

    private void releases(Shapes shapes, String deposit) {
        String[] release = {
            "release",
            "create",
            "--as=amal",
            "--deposit=" + deposit,
            "--to=desk",
            "--purpose=a test",
            "--link-via=mail",
            "--password-via=phone",
            "--expires=2d",
            "--max-downloads=2"
        };
        refused(3, "needs", release);
        shapes.hold("Fact", done("fact", "add", "consent-of-organisation", "--deposit", deposit, "--by", "relief-a"));
        JsonNode made = done(release);
        shapes.hold("ReleaseMade", made);
        shapes.hold("Release", made.path("release"));
        shapes.holdEach("HandOver", made.path("links"));
        shapes.holdEach("Decision", made.path("decisions"));
        assertThat(made.path("links").path(0).path("recipient").asText()).isEqualTo("desk");
        assertThat(made.path("links").path(0).path("url").asText()).startsWith("https://");
        assertThat(made.path("links").path(0).path("password").asText()).isNotEmpty();
        shapes.holdEach("Release", done("release", "list"));
        String id = made.path("id").asText();
        shapes.hold("ReleaseInFull", done("release", "show", id));
        JsonNode links = done("link", "list");
        shapes.holdEach("Link", links);
        JsonNode again = done("link", "reissue", links.path(0).path("id").asText());
        shapes.hold("HandOver", again);
        shapes.hold("Link", done("link", "revoke", again.path("link").asText(), "--reason", "a test"));
        shapes.hold("Release", done("release", "revoke", id, "--reason", "a test"));
    }

    private void words(Shapes shapes, String deposit) throws IOException {
        JsonNode fact = done("fact", "refuse", "prior-approval", "--deposit", deposit, "--by", "relief-a");
        shapes.hold("Fact", fact);
        shapes.hold("Fact", done("fact", "end", fact.path("id").asText(), "--reason=a test"));
        shapes.holdEach("Fact", done("fact", "list", "--about", deposit));
        refused(2, "wrong", "person", "function", "amal", "case-worker");
        shapes.hold("Contact", done("contact", "named", "desk", "--desk"));
        assertThat(done("question", "list")).isEmpty();
        refused(
                1,
                "conflict",
                "question",
                "ask",
                "--as=amal",
                "--deposit=" + deposit,
                "--to=desk",
                "--purpose=a test",
                "--why=a test");
        JsonNode policy = done("owner", "never", "relief-a", "--audience=wos-focal-points", "--reason=a test");
        shapes.hold("OwnerPolicy", policy);
        shapes.holdEach("OwnerPolicy", done("owner", "policies", "relief-a"));
        shapes.hold(
                "OwnerPolicyEnded",
                done("owner", "end", "relief-a", policy.path("id").asText()));
        shapes.hold("Exits", done("owner", "pause", deposit, "--reason=a test"));
        shapes.hold("Exits", done("owner", "resume", deposit));
        refused(1, "conflict", "deposit", "version", deposit, "--of=" + deposit, "--kind=anonymised");
        refused(
                1,
                "conflict",
                "release",
                "correct",
                "--as=amal",
                "--deposit=" + deposit,
                "--purpose=a test",
                "--link-via=mail",
                "--password-via=phone");
        thirdParties(shapes);
        JsonNode exits = done("owner", "exits", deposit);
        shapes.hold("Exits", exits);
        shapes.holdEach("Reception", exits.path("receptions"));
    }

    private void thirdParties(Shapes shapes) throws IOException {
        done("contact", "add", "donor", "--name=A donor", "--audience=public", "--email=desk@donor.example");
        JsonNode request = done(
                "request",
                "take",
                "--from=donor",
                "--written=a letter",
                "--what=figures",
                "--purpose=a test",
                "--format=table",
                "--scope=one month",
                "--until=2099-01-01",
                "--destroy-by=2099-02-01",
                "--standing",
                "--every=30d");
        shapes.hold("Request", request);
        String id = request.path("id").asText();
        shapes.holdEach("Due", done("due"));
        shapes.hold("Request", done("request", "refer", id, "--to=the country team"));
        shapes.hold("Request", done("request", "show", id));
        shapes.holdEach("Request", done("request", "list"));
        refused(1, "forbidden", "request", "check", id, "--by=amal", "--necessary", "--words=a test");
        shapes.hold("RequestAnswered", done("request", "answer", id, "refused", "--reason=a test"));
        refused(1, "conflict", "request", "again", id, "--by=relief-a");

        JsonNode agreement = done(
                "agreement",
                "add",
                "--party=relief-a",
                "--with=donor",
                "--name=A donor",
                "--type=email",
                "--purpose=a test",
                "--until=2099-01-01",
                "--reference=contract 12",
                "--signatory=A director",
                "--date=2026-01-31",
                "--document=" + Files.writeString(folder.resolve("agreement.pdf"), "%PDF-1.7 made up"));
        shapes.hold("Agreement", agreement);
        String agreed = agreement.path("id").asText();
        shapes.hold("Agreement", done("agreement", "show", agreed));
        shapes.holdEach("Agreement", done("agreement", "list"));
        shapes.hold("Document", done("agreement", "document", agreed, "--to=" + folder.resolve("copy.txt")));
        shapes.hold("Agreement", done("agreement", "end", agreed, "--reason=a test"));
        shapes.hold("Demand", done("request", "demand", "--body=a ministry", "--what=a list", "--ground=an order"));
        shapes.holdEach("Demand", done("request", "demands"));
        assertThat(done("register", "passed-on")).isEmpty();
        shapes.hold(
                "Link",
                done("link", "show", done("link", "list").path(0).path("id").asText()));
    }

    private void incidents(Shapes shapes, String deposit) {
        JsonNode opened = done(
                "incident",
                "open",
                "--nature=leak",
                "--severity=high",
                "--certainty=suspected",
                "--what=a test",
                "--found=a test",
                "--hold",
                "--deposit=" + deposit);
        shapes.hold("Incident", opened);
        String id = opened.path("id").asText();
        shapes.hold("Incident", done("incident", "hold", id, "--lift", "--reason=a test"));
        shapes.hold("Incident", done("incident", "told", id));
        shapes.hold("Incident", done("incident", "met", id));
        shapes.hold("Incident", done("incident", "note", id, "a test"));
        refused(3, "needs", "incident", "resolve", id, "--resolution=a test");
        shapes.hold("Incident", done("incident", "assent", id, "--by=amal"));
        shapes.hold("Incident", done("incident", "resolve", id, "--resolution=a test"));
        shapes.hold("IncidentInFull", done("incident", "show", id));
        shapes.hold("Incident", done("incident", "close", id, "--lessons=a test"));
        shapes.holdEach("Incident", done("incident", "list"));
        shapes.holdEach("IncidentRow", done("incident", "register"));
        shapes.holdEach("Reception", done("incident", "who-received", deposit));
    }

    private void stewardship(Shapes shapes, String deposit) throws Exception {
        done("participant", "add", "lead", "--name", "Lead", "--audience", "coordinators", "--signed", "2026-01-15");
        for (String id : List.of("cora", "omar")) {
            done(
                    "person",
                    "add",
                    id,
                    "--participant=lead",
                    "--name",
                    id,
                    "--email",
                    id + "@lead.example",
                    "--roles=coordinator");
        }
        clearances(shapes, deposit);
        String[] line = {"--clock=content", "--type=email", "--as=cora"};
        shapes.hold("RetentionRule", done("retention", "set", line[0], line[1], line[2], "--days=30"));
        shapes.holdEach("RetentionRule", done("retention", "list"));
        shapes.hold("RetentionRule", done("retention", "unset", line[0], line[1], line[2]));
        assertThat(done("retention", "due")).isEmpty();
        shapes.holdEach("Kept", done("retention", "due", "--all"));
        String soon =
                java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(90).toString();
        shapes.hold(
                "Kept",
                done(
                        "retention",
                        "review",
                        deposit,
                        "--sensitivity=low",
                        "--reidentification=no",
                        "--keep-until=" + soon,
                        "--as=amal"));
        shapes.holdEach("DataEntry", done("register", "data"));
        shapes.holdEach("NotReported", done("register", "not-reported", "--type=email"));
        shapes.holdEach("AccessEntry", done("register", "access"));
        assertThat(Ran.command(
                                "register",
                                "access",
                                "--csv",
                                "--data",
                                folder.resolve("data").toString())
                        .out())
                .startsWith("kind,id,participant,");

        JsonNode destroyed = done("deposit", "destroy", deposit, "--reason=a test", "--as=amal");
        shapes.hold("Destruction", destroyed);
        shapes.holdEach("Destruction", done("retention", "destroyed"));
        shapes.hold("Destruction", done("retention", "certificate", deposit));
        Path certificate = folder.resolve("certificate.json");
        Files.writeString(certificate, destroyed.path("certificate").asText() + "\n");
        String key = folder.resolve("data").resolve("audit.pub").toString();
        Ran signed = Ran.command("retention", "verify", certificate.toString(), "--key", key, "--json");
        assertThat(signed.status()).as(signed.out()).isZero();
        shapes.hold("Signed", signed.json());
        Files.writeString(certificate, destroyed.path("certificate").asText().replace("a test", "no test"));
        assertThat(Ran.command("retention", "verify", certificate.toString(), "--key", key)
                        .status())
                .isEqualTo(1);
        shapes.holdEach("Rotated", done("keys", "rotate"));
        refused(3, "needs", "audit", "erase", "--reason=a test");
        done("retention", "set", "--clock=audit", "--days=3650", "--as=cora");
        shapes.hold("Erased", done("audit", "erase", "--reason=a test"));
    }

    private void clearances(Shapes shapes, String deposit) {
        String[] checklist = {"--risk=r", "--mitigation=m", "--anonymisation=a", "--purpose=p"};
        String soon =
                java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(90).toString();
        JsonNode asked = done(with(
                checklist,
                "clearance",
                "add",
                "--deposit=" + deposit,
                "--audience=ocha-imos",
                "--to=desk",
                "--as=amal"));
        shapes.hold("Clearance", asked);
        String id = asked.path("id").asText();
        refused(1, "forbidden", "clearance", "approve", id, "--as=amal");
        shapes.hold("Clearance", done("clearance", "approve", id, "--as=cora"));
        shapes.hold("Clearance", done("clearance", "end", id, "--reason=over", "--as=cora"));
        shapes.hold(
                "Clearance",
                done(with(
                        checklist,
                        "clearance",
                        "standing",
                        "--type=email",
                        "--audience=public",
                        "--until=" + soon,
                        "--as=cora")));
        refused(
                3,
                "refused",
                with(
                        checklist,
                        "clearance",
                        "vital",
                        "--deposit=" + deposit,
                        "--audience=ocha-imos",
                        "--to=desk",
                        "--as=amal"));
        refused(1, "conflict", "clearance", "review", id, "--upheld", "--note=n", "--as=cora");
        shapes.hold("ClearanceDemand", done("clearance", "require", "relief-a", "--people=2", "--as=amal"));
        shapes.holdEach("Clearance", done("clearance", "list"));

        JsonNode exception = done(
                "exception",
                "propose",
                "--type=email",
                "--audience=public",
                "--reason=safety-of-staff",
                "--approval=minutes",
                "--until=" + soon,
                "--as=cora");
        shapes.hold("Exception", exception);
        String x = exception.path("id").asText();
        shapes.hold("Exception", done("exception", "approve", x, "--as=omar"));
        shapes.hold("Exception", done("exception", "end", x, "--reason=over", "--as=omar"));
        shapes.holdEach("Exception", done("exception", "list"));
    }

    private static String[] with(String[] more, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
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

    private void leaving(Shapes shapes, String deposit) throws Exception {
        done("participant", "add", "relief-x", "--name", "Relief X", "--audience", "members", "--signed", "2026-01-15");
        done(
                "person",
                "add",
                "xenia",
                "--participant=relief-x",
                "--name",
                "Xenia",
                "--email",
                "x@relief-x.example",
                "--roles",
                "releaser");
        shapes.hold(
                "CutReport",
                done("participant", "withdraw", "relief-a", "--reason", "a test", "--effective=2999-01-01"));
        JsonNode entry = done("participant", "plan", "add", "relief-a", "--deposit", deposit, "--to", "relief-x");
        shapes.hold("PlanEntry", entry);
        shapes.hold("Plan", done("participant", "plan", "show", "relief-a"));
        shapes.hold("Plan", done("participant", "plan", "drop", entry.path("id").asText(), "--reason", "a test"));
        refused(1, "conflict", "participant", "plan", "acknowledge", "relief-a", "--by=xenia", "--evidence=letter");
        refused(1, "unknown", "participant", "plan", "answer", "c-none", "--kept", "--reason", "a test");
        shapes.hold(
                "CutReport",
                done(
                        "participant",
                        "require-withdrawal",
                        "relief-a",
                        "--decided-by",
                        "the group",
                        "--on=2026-01-20",
                        "--reason",
                        "a test",
                        "--reference",
                        "minutes",
                        "--effective=2999-01-01"));
    }

    private void audit(Shapes shapes) throws Exception {
        shapes.holdEach("AuditRecord", done("audit", "list", "--most", "1000"));
        Path export = folder.resolve("audit.ndjson");
        String key = folder.resolve("data").resolve("audit.pub").toString();
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
