package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.Role;

/** Confirmations, rights and the end of a protocol over HTTP. */
final class EndApiIT {
    private static final String END = "/api/v1/policies/turkey-cross-border/end";

    private ApiFixture api;

    @BeforeEach
    void open() {
        api = new ApiFixture();
        api.gateway.participant("org-a", "members");
        api.gateway.participant("cluster", "coordinators");
        api.gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        api.gateway.person("cora", "cluster", Role.COORDINATOR);
        api.gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void a_refused_act_is_on_record_with_who_tried() {
        assertThat(as(
                                "ali",
                                "/api/v1/participants/cluster/flow-suspensions",
                                "{\"direction\":\"both\",\"type\":\"*\",\"reason\":\"made up\"}")
                        .code())
                .isEqualTo("not-a-coordinator");
        assertThat(as(
                                "cora",
                                "/api/v1/participants/org-a/speakers",
                                "{\"duty\":\"data-protection\",\"persons\":[\"ali\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(as("cora", "/api/v1/persons/ali/confirm-protocol", "{\"protocol\":\"turkey-cross-border\"}")
                        .code())
                .isEqualTo("not-oneself");
        assertThat(as("cora", "/api/v1/contacts/desk/confirm", "{\"by\":\"ali\"}")
                        .code())
                .isEqualTo("not-oneself");
        assertThat(api.gateway.audited(EventKind.API_REFUSED))
                .hasSize(4)
                .first()
                .asString()
                .contains("not-a-coordinator");
        assertThat(api.get("/api/v1/audit?most=1000").text()).contains("\"as_person\":\"ali\"");
    }

    @Test
    void a_protocol_ends_its_copies_are_answered_for_and_it_is_certified() {
        api.gateway.assessment("ali", "a.txt", bytes("made up"));
        String on = api.gateway.clock.instant().plus(Duration.ofDays(1)).toString();
        String body = "{\"on\":\"" + on + "\",\"decision\":\"minutes\",\"reason\":\"over\"}";
        assertThat(as("ali", END, body).status()).isEqualTo(403);
        ApiFixture.Got made = as("cora", END, body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        JsonNode task = made.json().path("tasks").path(0);
        assertThat(task.path("way").asText()).isEqualTo("owner");
        assertThat(api.get("/api/v1/due").text()).contains(task.path("id").asText(), "rests-here");
        String answer = "/api/v1/end-tasks/" + task.path("id").asText() + "/answer";
        assertThat(as("ali", answer, "{\"fate\":\"eaten\",\"words\":\"w\"}").code())
                .isEqualTo("bad-fate");
        assertThat(as("ali", answer, "{\"fate\":\"kept\",\"words\":\"w\",\"duty\":\"a law\"}")
                        .json()
                        .path("duty")
                        .asText())
                .isEqualTo("a law");
        assertThat(as("ali", answer, "{\"fate\":\"destroyed\",\"words\":\"w\"}")
                        .json()
                        .path("answeredBy")
                        .asText())
                .isEqualTo("ali");
        assertThat(api.post(END + "/certificate", "{}").code()).isEqualTo("not-ended");
        api.gateway.clock.advance(Duration.ofDays(1));
        api.gateway.inside.ends.end().due();
        ApiFixture.Got certified = api.post(END + "/certificate", "{}");
        assertThat(certified.json().path("complete").asBoolean())
                .as(certified.text())
                .isTrue();
        assertThat(api.get(END).json().has("certificate")).isTrue();
        assertThat(seen("cora").has("certificate")).isTrue();
        // It lists every deposit with its holder: who answers for some copies sees those, and when it was certified.
        assertThat(seen("ali").has("certificate")).isFalse();
        assertThat(seen("ali").has("certified")).isTrue();
        assertThat(seen("ali").path("tasks")).hasSize(1);
        assertThat(api.get("/api/v1/protocol-ends").json().path(0).path("open").asInt())
                .isZero();
    }

    private JsonNode seen(String person) {
        return api.send(api.request(END).header("Sluice-As", person).GET()).json();
    }

    private ApiFixture.Got as(String person, String path, String body) {
        return api.send(api.request(path)
                .header("Content-Type", "application/json")
                .header("Sluice-As", person)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
