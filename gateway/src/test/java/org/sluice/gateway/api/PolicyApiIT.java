package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.policy.ProtocolFile;

/** Protocols that change, over the API: the whole way from a text to an objection and the group's word. */
final class PolicyApiIT {
    private static final String ROOT = "/api/v1";
    private static final String SECOND = Optional.ofNullable(
                    ProtocolFile.shipped().get("turkey-cross-border"))
            .orElseThrow()
            .replace("version: \"1\"", "version: \"2\"");
    private static final String WIDER = SECOND.replace("longest-link: 3d", "longest-link: 4d");

    private ApiFixture api;

    @BeforeEach
    void open() {
        api = new ApiFixture();
        api.gateway.participant("org-a", "members");
        api.gateway.participant("cluster", "coordinators");
        api.gateway.person("ali", "org-a", Role.DEPOSITOR);
        api.gateway.person("cora", "cluster", Role.COORDINATOR);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private ApiFixture.Got post(String path, String as, ObjectNode body) {
        return api.send(api.request(ROOT + path)
                .header("Content-Type", "application/json")
                .header("Sluice-As", as)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static ObjectNode text(String text) {
        return Json.object().put("text", text);
    }

    @Test
    void a_text_is_measured_assessed_proposed_opposed_and_dropped() {
        ApiFixture.Got measured =
                api.post(ROOT + "/policies/validate", text(WIDER).toString());
        assertThat(measured.json().path("ready").asBoolean()).isFalse();
        assertThat(measured.json().path("uncovered").path(0).asText()).isEqualTo("channel strictly-confidential");

        ApiFixture.Got early = post("/proposals", "cora", text(WIDER).put("summary", "made up"));
        assertThat(early.status()).isEqualTo(422);
        assertThat(early.code()).isEqualTo("assessment-needed");

        ObjectNode assessment = text(WIDER).put("signedBy", "An officer").put("signed", "2026-03-01");
        assessment.putArray("parts");
        assertThat(post("/assessments", "cora", assessment).code()).isEqualTo("no-document");
        assertThat(post("/assessments", "cora", assessment.put("note", "in the safe"))
                        .status())
                .isEqualTo(201);
        assertThat(api.get(ROOT + "/assessments").json()).hasSize(1);

        ApiFixture.Got proposed = post("/proposals", "cora", text(WIDER).put("summary", "made up"));
        assertThat(proposed.status()).isEqualTo(201);
        String id = proposed.json().path("id").asText();
        ApiFixture.Got objected =
                post("/proposals/" + id + "/object", "ali", Json.object().put("reason", "too long"));
        assertThat(objected.json()
                        .path("objections")
                        .path(0)
                        .path("participant")
                        .asText())
                .isEqualTo("org-a");
        ObjectNode accept = Json.object().put("decision", "accept").put("reason", "weighed");
        assertThat(post("/proposals/" + id + "/decide", "ali", accept).status()).isEqualTo(403);
        assertThat(post(
                                "/proposals/" + id + "/decide",
                                "cora",
                                accept.deepCopy().put("decision", "perhaps"))
                        .code())
                .isEqualTo("bad-decision");
        assertThat(post(
                                "/proposals/" + id + "/decide",
                                "cora",
                                accept.deepCopy().put("decision", "adapt"))
                        .code())
                .isEqualTo("no-text");
        ApiFixture.Got rejected =
                post("/proposals/" + id + "/decide", "cora", accept.deepCopy().put("decision", "reject"));
        assertThat(rejected.json().path("state").asText()).isEqualTo("rejected");
        assertThat(api.get(ROOT + "/proposals")
                        .json()
                        .path(0)
                        .path("objections")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.get(ROOT + "/proposals/" + id).json().path("text").asText())
                .isEqualTo(WIDER);
    }

    @Test
    void what_a_group_does_is_put_on_record_by_a_name() {
        ApiFixture.Got nameless = api.post(
                ROOT + "/proposals", text(SECOND).put("summary", "made up").toString());
        assertThat(nameless.code()).isEqualTo("person-missing");
    }

    @Test
    void another_day_needs_a_reason_and_is_a_date() {
        ObjectNode body = text(SECOND).put("summary", "made up").put("inForce", "2026-03-10");
        assertThat(post("/proposals", "cora", body).code()).isEqualTo("no-reason");
        assertThat(post("/proposals", "cora", body.put("reason", "urgent").put("inForce", "soon"))
                        .code())
                .isEqualTo("bad-date");
        ApiFixture.Got proposed = post("/proposals", "cora", body.put("inForce", "2026-03-10"));
        assertThat(proposed.json().path("windowEnds").asText()).isEqualTo("2026-03-10T00:00:00Z");
    }

    @Test
    void a_comparison_an_explanation_and_a_review_are_answered() {
        ApiFixture.Got diff = api.post(
                ROOT + "/policies/turkey-cross-border/diff", text(WIDER).toString());
        assertThat(diff.json().path("wider").asInt()).isEqualTo(1);
        assertThat(diff.json().path("endings").isArray()).isTrue();
        Deposit deposit = api.gateway.assessment("ali", "a.txt", new byte[] {1});
        ApiFixture.Got explained = api.get(ROOT + "/deposits/" + deposit.id() + "/explain");
        assertThat(explained.json().path("audiences")).hasSizeGreaterThan(4);
        assertThat(explained.json().toString())
                .contains("consent-of-organisation")
                .contains("record-fact");
        assertThat(post(
                                "/policies/turkey-cross-border/reviews",
                                "cora",
                                Json.object().put("note", "fine"))
                        .status())
                .isEqualTo(201);
        assertThat(api.get(ROOT + "/reviews").json().path(0).has("last")).isTrue();
    }
}
