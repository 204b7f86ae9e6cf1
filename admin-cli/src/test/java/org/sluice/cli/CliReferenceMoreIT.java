package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.Gateway;
import org.sluice.gateway.policy.ProtocolFile;

/** As CliReferenceIT, for taking part, assessments, requests of third parties and of data subjects. */
class CliReferenceMoreIT extends TypedCommands {
    private Shapes shapes;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        shapes = Shapes.read();
        done("init", "--sftp-port=0", "--https-port=0", "--protocol=turkey-cross-border", "--protocol=alliance-dpisp");
        Path settings = data().resolve("sluice.yaml");
        // A test must not take the port at which a real gateway's API listens.
        Files.writeString(settings, Files.readString(settings) + "api-port: 0\n");
        gateway = Gateway.start(data());
        done("participant", "add", "relief-a", "--name=Relief A", "--audience=members", "--signed=2026-01-15");
        done("participant", "add", "lead", "--name=Lead", "--audience=coordinators", "--signed=2026-01-15");
        Files.writeString(folder.resolve("adherence.pdf"), "%PDF-1.7 made up");
        adhere("relief-a");
        adhere("lead");
        shapes.hold("Person", person("amal", "relief-a", "depositor,releaser", "--function=case-worker"));
        shapes.hold("Person", person("cora", "lead", "coordinator"));
    }

    @AfterEach
    void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
    }

    private JsonNode adhere(String participant) {
        return done(
                "participant",
                "adhere",
                participant,
                "--protocol=alliance-dpisp",
                "--document=" + folder.resolve("adherence.pdf"),
                "--signatory=Made-up Director",
                "--function=country director",
                "--date=2026-01-15");
    }

    private static String id(JsonNode answer) {
        return answer.path("id").asText();
    }

    @Test
    void taking_part_is_answered_as_the_reference_says() throws IOException {
        JsonNode adherence = adhere("relief-a");
        shapes.hold("Adherence", adherence);
        JsonNode signatories = done("participant", "signatories");
        shapes.holdEach("Signatories", signatories);
        Path back = folder.resolve("back.pdf");
        shapes.hold("Written", done("participant", "adherence", id(adherence), "--out=" + back));
        assertThat(back).hasSameBinaryContentAs(folder.resolve("adherence.pdf"));
        assertThat(Files.getPosixFilePermissions(back)).hasSize(2);

        shapes.hold("PeopleList", done("participant", "speakers", "relief-a", "--duty=focal-point", "--person=amal"));
        shapes.hold("PeopleList", done("participant", "confirm-list", "relief-a", "--by=amal"));
        shapes.holdEach("PeopleList", done("participant", "lists"));
        shapes.hold("Term", done("participant", "term", "amal", "--until=2999-01-01"));
        shapes.hold(
                "ProtocolConfirmed",
                done("person", "confirm-protocol", "amal", "--protocol=alliance-dpisp", "--as=amal"));
        JsonNode stopped = done(
                "participant",
                "suspend-flow",
                "relief-a",
                "--direction=sending",
                "--type=case-referral",
                "--reason=a test");
        shapes.hold("FlowSuspension", stopped);
        shapes.hold("FlowSuspension", done("participant", "lift-flow", id(stopped), "--reason=a test"));
        shapes.holdEach("FlowSuspension", done("participant", "flows"));
    }

    @Test
    void an_assessment_goes_in_and_comes_back() throws IOException {
        String shipped = String.valueOf(ProtocolFile.shipped().get("turkey-cross-border"));
        Path wider = folder.resolve("wider.yaml");
        Files.writeString(
                wider,
                shipped.replace("version: \"1\"", "version: \"2\"").replace("longest-link: 3d", "longest-link: 4d"));
        Path document = folder.resolve("dpia.pdf");
        Files.writeString(document, "%PDF-1.7 made up");
        JsonNode made = done(
                "policy",
                "assess",
                "add",
                wider.toString(),
                "--signed-by=A. Officer",
                "--signed=2026-01-20",
                "--document=" + document,
                "--as=cora");
        shapes.hold("Assessment", made);
        shapes.hold("Assessment", done("policy", "assess", "show", id(made)));
        shapes.holdEach("Assessment", done("policy", "assess", "list"));
        Path back = folder.resolve("back.pdf");
        shapes.hold("Written", done("policy", "assess", "read", id(made), "--out=" + back));
        assertThat(back).hasSameBinaryContentAs(document);
        JsonNode proposal = done(
                "policy",
                "propose",
                wider.toString(),
                "--summary=a test",
                "--objections-until=2999-01-01",
                "--as=cora");
        shapes.hold("Proposal", proposal);
        shapes.hold(
                "Proposal",
                done("policy", "extend", id(proposal), "--until=2999-02-01", "--reason=a test", "--as=cora"));
        shapes.holdEach("ProposalSummary", done("policy", "proposals"));
    }

    @Test
    void what_others_ask_for_is_answered_as_the_reference_says() {
        shapes.hold("Contact", done("contact", "add", "desk", "--name=Desk", "--audience=ocha-imos", "--named"));
        JsonNode request = done(
                "request",
                "take",
                "--from=desk",
                "--written=letter 7",
                "--what=figures of June",
                "--purpose=planning",
                "--format=CSV",
                "--scope=north, June",
                "--until=2999-01-01",
                "--destroy-by=2999-01-01");
        shapes.hold("RequestInFull", request);
        shapes.holdEach("Request", done("request", "list"));
        shapes.hold("RequestInFull", done("request", "show", id(request)));
        shapes.hold("Request", done("request", "refer", id(request), "--to=the country team"));
        shapes.hold(
                "Request",
                done(
                        "request",
                        "check",
                        id(request),
                        "--by=cora",
                        "--necessary",
                        "--least",
                        "--harmless",
                        "--words=a test"));
        shapes.hold("RequestAnswered", done("request", "answer", id(request), "refused", "--reason=a test"));

        JsonNode demand = done("request", "demand", "--body=A ministry", "--what=lists", "--ground=a letter");
        shapes.hold("Demand", demand);
        shapes.holdEach("Demand", done("request", "demands"));
        shapes.hold("Demand", done("request", "demand-close", id(demand), "--outcome=nothing was given"));

        JsonNode subject = done("subject", "open", "access", "--case=C-17", "--what=all that is held");
        shapes.hold("SubjectInFull", subject);
        done(
                "incident",
                "open",
                "--nature=leak",
                "--severity=high",
                "--certainty=suspected",
                "--what=a test",
                "--found=a test");
        shapes.holdEach("Due", done("due"));
        shapes.holdEach("Subject", done("subject", "list"));
        shapes.hold("SubjectInFull", done("subject", "show", id(subject)));
        shapes.hold("SubjectInFull", done("subject", "ask", id(subject)));
        shapes.hold("SubjectInFull", done("subject", "close", id(subject), "--outcome=told that nothing is held"));
        assertThat(done("inspection", "list")).isEmpty();
    }
}
