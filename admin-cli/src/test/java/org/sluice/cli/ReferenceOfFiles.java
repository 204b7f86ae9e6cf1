package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the reference says of deposits, releases, the words of owners and third parties, and incidents. */
final class ReferenceOfFiles extends ReferenceSteps {
    private final Shapes shapes;

    ReferenceOfFiles(Path folder, Shapes shapes) {
        this.folder = folder;
        this.shapes = shapes;
    }

    void deposits(String deposit) throws IOException {
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

    void releases(String deposit) throws IOException {
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
        shapes.holdEach("Progress", done("release", "follow", id));
        Path pdf = folder.resolve("release.pdf");
        Path csv = folder.resolve("release.csv");
        shapes.hold("Summary", done("release", "summary", id, "--pdf=" + pdf, "--csv=" + csv));
        assertThat(Files.readString(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
        assertThat(Files.readString(csv)).startsWith("recipient,").contains("\r\ndesk,");
        refused(1, "failed", "release", "summary", id, "--csv=" + csv);
        refused(2, "wrong", "release", "summary", id);
        JsonNode links = done("link", "list");
        shapes.holdEach("Link", links);
        JsonNode again = done("link", "reissue", links.path(0).path("id").asText());
        shapes.hold("HandOver", again);
        shapes.hold("Link", done("link", "revoke", again.path("link").asText(), "--reason", "a test"));
        shapes.hold("Release", done("release", "revoke", id, "--reason", "a test"));
    }

    void words(String deposit) throws IOException {
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
        thirdParties();
        JsonNode exits = done("owner", "exits", deposit);
        shapes.hold("Exits", exits);
        shapes.holdEach("Reception", exits.path("receptions"));
    }

    private void thirdParties() throws IOException {
        done(
                "contact",
                "add",
                "donor",
                "--name=A donor",
                "--audience=public",
                "--email=desk@donor.example",
                "--phone=+900000000005",
                "--language=fr");
        assertThat(done("contact", "ways", "donor").path("language").asText()).isEqualTo("fr");
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

    void incidents(String deposit) {
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
}
