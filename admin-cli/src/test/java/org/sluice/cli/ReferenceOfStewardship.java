package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the reference says of clearances, exceptions, retention, and participants that leave. */
final class ReferenceOfStewardship extends ReferenceSteps {
    private final Shapes shapes;

    ReferenceOfStewardship(Path folder, Shapes shapes) {
        this.folder = folder;
        this.shapes = shapes;
    }

    void stewardship(String deposit) throws Exception {
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
        clearances(deposit);
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

    /** With the answers that every approval asks for. */
    private static String[] checked(String... words) {
        return and(words, "--risk=r", "--mitigation=m", "--anonymisation=a", "--purpose=p");
    }

    private void clearances(String deposit) {
        String soon =
                java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(90).toString();
        JsonNode asked = done(
                checked("clearance", "add", "--deposit=" + deposit, "--audience=ocha-imos", "--to=desk", "--as=amal"));
        shapes.hold("Clearance", asked);
        String id = asked.path("id").asText();
        refused(1, "forbidden", "clearance", "approve", id, "--as=amal");
        shapes.hold("Clearance", done("clearance", "approve", id, "--as=cora"));
        shapes.hold("Clearance", done("clearance", "end", id, "--reason=over", "--as=cora"));
        shapes.hold(
                "Clearance",
                done(checked(
                        "clearance", "standing", "--type=email", "--audience=public", "--until=" + soon, "--as=cora")));
        refused(
                3,
                "refused",
                checked(
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

    void leaving(String deposit) throws Exception {
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
}
