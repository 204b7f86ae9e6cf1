package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;

/** The export of incidents for the common register, and questions, over HTTP. */
final class IncidentApiIT {
    private static final String ROOT = "/api/v1";
    /** Stands in every word that somebody could type, and in every id. */
    private static final String MARKER = "walrus";

    private ApiFixture api;
    private Deposit deposit;

    @BeforeEach
    void open() {
        api = new ApiFixture();
        GatewayFixture gateway = api.gateway;
        gateway.participant(MARKER + "-org", "members");
        gateway.person(MARKER, MARKER + "-org", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("sami", MARKER + "-org", Role.RELEASER);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        deposit = gateway.assessment(MARKER, MARKER + ".csv", bytes("made up"));
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void the_export_for_the_common_register_holds_no_name_no_file_no_person_and_none_of_the_words() {
        JsonNode opened = api.post(
                        ROOT + "/incidents",
                        "{\"nature\":\"leak\",\"severity\":\"high\",\"certainty\":\"actual\",\"what\":\"" + MARKER
                                + " lost it\",\"found\":\"" + MARKER + " called\",\"hold\":true,\"deposits\":[\""
                                + deposit.id() + "\"],\"persons\":[\"" + MARKER + "\"]}")
                .json();
        String one = ROOT + "/incidents/" + opened.path("id").asText();
        api.post(one + "/note", "{\"words\":\"" + MARKER + " was called\"}");
        assertThat(api.post(one + "/told", "{}").status()).isEqualTo(200);
        assertThat(api.post(one + "/told", "{\"contact\":\"desk\",\"how\":\"by phone\"}")
                        .code())
                .isEqualTo("nothing-to-tell");
        api.post(one + "/assent", "{\"by\":\"" + MARKER + "\"}");
        assertThat(api.post(one + "/resolve", "{\"resolution\":\"" + MARKER + " destroyed it\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api.post(one + "/close", "{\"lessons\":\"never send to " + MARKER + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api.get(one).text()).contains(MARKER);
        ApiFixture.Got register = api.get(ROOT + "/incident-register");
        assertThat(register.json()).hasSize(1);
        assertThat(register.text())
                .doesNotContain(MARKER, deposit.id(), opened.path("id").asText());
        TreeSet<String> fields = new TreeSet<>();
        register.json().get(0).fieldNames().forEachRemaining(fields::add);
        // A field that is added later has to be looked at here first.
        assertThat(fields)
                .containsExactly(
                        "aware",
                        "certainty",
                        "closed",
                        "nature",
                        "opened",
                        "resolved",
                        "resolvedBy",
                        "severity",
                        "toldGroup",
                        "unhcr");
    }

    @Test
    void nobody_answers_their_own_question_over_the_api_either() {
        ApiFixture.Got asked = as(
                MARKER,
                "/questions",
                "{\"deposit\":\"" + deposit.id() + "\",\"to\":\"desk\",\"purpose\":\"made up\",\"why\":\"made up\"}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        String answer = "/questions/" + asked.json().get(0).path("id").asText() + "/answer";
        assertThat(as(MARKER, answer, "{\"answer\":\"once\"}").code()).isEqualTo("own-question");
        assertThat(as("sami", answer, "{\"answer\":\"once\"}").status()).isEqualTo(200);
    }

    @Test
    void a_release_that_needs_a_fact_gives_the_next_command_in_its_details() {
        ApiFixture.Got needs = api.post(
                ROOT + "/releases",
                "{\"as\":\"" + MARKER + "\",\"deposits\":[\"" + deposit.id()
                        + "\"],\"to\":[\"desk\"],\"purpose\":\"the desk's plan\",\"linkVia\":\"mail\","
                        + "\"passwordVia\":\"phone\"}");
        assertThat(needs.json().path("error").path("kind").asText()).isEqualTo("needs");
        assertThat(needs.json().path("error").path("details").toString())
                .contains("sluice question ask --as=" + MARKER + " --deposit " + deposit.id()
                        + " --to desk:ocha-imos --purpose 'the desk'\\\\''s plan' --why 'WHY'");
    }

    private ApiFixture.Got as(String person, String path, String body) {
        return api.send(api.request(ROOT + path)
                .header("Content-Type", "application/json")
                .header("Sluice-As", person)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
