package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;

/** Clearances, exceptions, retention, destruction, keys and registers over HTTP. */
final class StewardshipApiIT {
    private static final String CHECKLIST =
            "\"risk\":\"r\",\"mitigation\":\"m\",\"anonymisation\":\"a\",\"purpose\":\"a test\"";

    private ApiFixture api;

    @BeforeEach
    void open() {
        api = new ApiFixture();
        GatewayFixture gateway = api.gateway;
        gateway.participant("org-a", "members");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("sami", "org-a", Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.person("omar", "cluster", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void a_clearance_is_asked_for_and_approved_by_two_persons() {
        Deposit strict = api.gateway.label(
                api.gateway.assessment("ali", "a.txt", bytes("x")).id(), "channel=strictly-confidential");
        String ask = "{\"kind\":\"case\",\"deposit\":\"" + strict.id()
                + "\",\"audience\":\"ocha-imos\",\"to\":\"desk\"," + CHECKLIST + "}";
        assertThat(api.post("/api/v1/clearances", ask).code()).isEqualTo("person-missing");
        ApiFixture.Got asked = as("sami", "/api/v1/clearances", ask);
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        String id = asked.json().path("id").asText();
        String approve = "/api/v1/clearances/" + id + "/approve";
        assertThat(as("sami", approve, "{}").status()).isEqualTo(403);
        assertThat(as("cora", approve, "{}").json().path("approvedBy").asText()).isEqualTo("cora");
        assertThat(api.get("/api/v1/clearances").json()).hasSize(1);
        assertThat(as("ali", "/api/v1/clearances/" + id + "/review", "{\"upheld\":true,\"note\":\"n\"}")
                        .code())
                .isEqualTo("nothing-to-review");
        assertThat(as("ali", "/api/v1/clearances/" + id + "/end", "{\"reason\":\"over\"}")
                        .json()
                        .has("ended"))
                .isTrue();
        assertThat(as("ali", "/api/v1/participants/org-a/clearance", "{\"people\":2}")
                        .json()
                        .path("people")
                        .asInt())
                .isEqualTo(2);
        assertThat(as("ali", "/api/v1/clearances", "{\"kind\":\"song\",\"audience\":\"public\"," + CHECKLIST + "}")
                        .code())
                .isEqualTo("bad-kind");
    }

    @Test
    void an_exception_is_proposed_approved_and_ended() {
        ApiFixture.Got proposed = as(
                "cora",
                "/api/v1/exceptions",
                "{\"type\":\"meeting-minutes\",\"audience\":\"ocha-imos\",\"reason\":\"safety-of-staff\","
                        + "\"approval\":\"minutes\",\"until\":\"2026-04-01\"}");
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
        String path = "/api/v1/exceptions/" + proposed.json().path("id").asText();
        assertThat(as("omar", path + "/approve", "{}").json().path("approvedBy").asText())
                .isEqualTo("omar");
        assertThat(as("omar", path + "/end", "{\"reason\":\"over\"}").json().has("ended"))
                .isTrue();
        assertThat(api.get("/api/v1/exceptions").json()).hasSize(1);
    }

    @Test
    void the_schema_is_set_listed_and_kept_to() {
        Deposit deposit = api.gateway.assessment("ali", "a.txt", bytes("x"));
        String line = "{\"clock\":\"content\",\"type\":\"assessments-reports\",\"days\":30,\"act\":\"destroy\"}";
        assertThat(as("ali", "/api/v1/retention", line).status()).isEqualTo(403);
        assertThat(as("cora", "/api/v1/retention", line).json().path("days").asInt())
                .isEqualTo(30);
        assertThat(as("cora", "/api/v1/retention", "{\"clock\":\"content\"}").code())
                .isEqualTo("bad-duration");
        assertThat(as("cora", "/api/v1/retention", "{\"clock\":\"sun\",\"days\":1}")
                        .code())
                .isEqualTo("bad-clock");
        assertThat(api.get("/api/v1/retention").json()).hasSize(1);
        assertThat(api.get("/api/v1/retention/due").json()).isEmpty();
        JsonNode kept = api.get("/api/v1/retention/due?all=true").json();
        assertThat(kept.path(0).path("act").asText()).isEqualTo("destroy");
        assertThat(as(
                                "ali",
                                "/api/v1/deposits/" + deposit.id() + "/keep",
                                "{\"sensitivity\":\"s\",\"reidentification\":\"r\",\"until\":\"2026-06-01\"}")
                        .json()
                        .path("due")
                        .asText())
                .isEqualTo("2026-06-01T00:00:00Z");
        assertThat(as("cora", "/api/v1/retention/unset", "{\"clock\":\"content\",\"type\":\"assessments-reports\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api.get("/api/v1/retention").json()).isEmpty();
    }

    @Test
    void destruction_answers_with_its_certificate_and_keys_rotate() {
        Deposit deposit = api.gateway.assessment("ali", "a.txt", bytes("x"));
        ApiFixture.Got gone = as("ali", "/api/v1/deposits/" + deposit.id() + "/destroy", "{\"reason\":\"over\"}");
        assertThat(gone.json().path("certificate").asText()).contains("destroyed here, in backups until");
        assertThat(api.get("/api/v1/deposits/" + deposit.id() + "/destruction")
                        .json()
                        .path("reason")
                        .asText())
                .isEqualTo("over");
        assertThat(api.get("/api/v1/deposits/" + deposit.id()).status()).isEqualTo(404);
        assertThat(api.get("/api/v1/destructions").json()).hasSize(1);
        assertThat(api.post("/api/v1/keys/rotate", "{\"channel\":\"confidential\"}")
                        .json()
                        .path(0)
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(api.post("/api/v1/keys/rotate", "{\"channel\":\"tv\"}").code())
                .isEqualTo("bad-channel");
        assertThat(api.get("/api/v1/destructions").json().path(0).has("keyRetired"))
                .isTrue();
        assertThat(api.post("/api/v1/audit/erase", "{\"reason\":\"r\"}").code()).isEqualTo("clock-unset");
    }

    @Test
    void a_register_is_json_and_csv_and_no_formula() {
        Deposit deposit = api.gateway.assessment("ali", "a.txt", bytes("x"));
        api.gateway.label(deposit.id(), "area==1+1", "period=March, \"2026\"");
        assertThat(api.get("/api/v1/registers/data")
                        .json()
                        .path(0)
                        .path("owner")
                        .asText())
                .isEqualTo("org-a");
        String csv = api.get("/api/v1/registers/data.csv").text();
        assertThat(csv).startsWith("deposit,owner,type,").contains("'=1+1").contains("\"March, \"\"2026\"\"\"");
        assertThat(csv.lines()).hasSize(2);
        assertThat(api.get("/api/v1/registers/access.csv").text()).contains("administrator,host");
        assertThat(api.get("/api/v1/registers/access").json()).isNotEmpty();
        assertThat(api.get("/api/v1/registers/not-reported?type=assessments-reports&from=2026-03-01&to=2026-04-01")
                        .json())
                .hasSize(1);
        assertThat(api.get("/api/v1/registers/not-reported?type=email&from=2026-03-01&to=2026-03-01")
                        .code())
                .isEqualTo("bad-period");
        assertThat(api.get("/api/v1/registers/not-reported.csv").status()).isEqualTo(200);
    }

    private ApiFixture.Got as(String person, String path, String body) {
        return api.send(api.request(path)
                .header("Content-Type", "application/json")
                .header("Sluice-As", person)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
