package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;

/** Agreements and requests over the API, and how long a body may be where. */
final class ThirdPartyApiIT {
    private static final String AGREEMENTS = "/api/v1/agreements";
    private ApiFixture api;

    @BeforeEach
    void open() {
        api = new ApiFixture();
        api.gateway.participant("relief-a", "members");
        api.gateway.person("amal", "relief-a", Role.RELEASER);
        api.gateway.contact("donor", Optional.empty(), "public");
    }

    @AfterEach
    void close() {
        if (api != null) {
            api.close();
        }
    }

    @Test
    void an_agreement_comes_with_its_document_and_gives_it_back() {
        byte[] document = Arrays.copyOf(GatewayFixture.bytes("%PDF-1.7 made up"), 3 << 20);
        ApiFixture.Got added = api.post(AGREEMENTS, agreement(document));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        String id = added.json().path("id").asText();
        assertThat(added.json().path("inForce").asBoolean()).isTrue();
        assertThat(added.json().path("document").path("size").asInt()).isEqualTo(document.length);
        assertThat(api.get(AGREEMENTS + "/" + id + "/document")
                        .json()
                        .path("document")
                        .asText())
                .isEqualTo(Base64.getEncoder().encodeToString(document));
        assertThat(api.post(AGREEMENTS + "/" + id + "/end", "{\"reason\": \"over\"}")
                        .json()
                        .path("inForce")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void a_document_may_be_long_only_where_one_is_taken_and_only_for_the_administrator() {
        String long2 = "{\"what\": \"" + "x".repeat(2 << 20) + "\"}";
        assertThat(refused(api.request("/api/v1/requests"), long2)).isEqualTo(413);
        assertThat(refused(api.request(AGREEMENTS + "/g1/end"), long2)).isEqualTo(413);
        for (String taking : List.of(AGREEMENTS, "/api/v1/assessments", "/api/v1/participants/relief-a/adherences")) {
            assertThat(api.post(taking, long2).code()).as(taking).isEqualTo("bad-fields");
        }
        assertThat(refused(api.request(AGREEMENTS), "{\"name\": \"" + "x".repeat(8 << 20) + "\"}"))
                .isEqualTo(413);
        assertThat(refused(api.bare(AGREEMENTS), long2)).isEqualTo(413);
    }

    /** Asks first: who sends on while the gateway closes may never read its answer. */
    private int refused(HttpRequest.Builder request, String body) {
        return api.send(request.header("Content-Type", "application/json")
                        .expectContinue(true)
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .status();
    }

    @Test
    void an_agreement_that_is_no_pdf_is_refused() {
        ApiFixture.Got script = api.post(AGREEMENTS, agreement(GatewayFixture.bytes("#!/bin/sh")));
        assertThat(script.code()).isEqualTo("bad-document");
        assertThat(script.text()).contains("no PDF");
    }

    @Test
    void a_reason_that_goes_on_record_says_something() {
        ApiFixture.Got blank = api.post(AGREEMENTS + "/g1/end", "{\"reason\": \" \"}");
        assertThat(blank.status()).isEqualTo(400);
        assertThat(blank.text()).contains("\\\"reason\\\" is empty");
        assertThat(api.post(
                                "/api/v1/questions",
                                "{\"deposit\": \"d1\", \"to\": \"donor\", \"purpose\": \"a test\", \"why\": \"\"}")
                        .text())
                .contains("\\\"why\\\" is empty");
    }

    @Test
    void a_document_without_its_name_is_refused() {
        assertThat(api.post(AGREEMENTS, agreement(new byte[1]).replace("\"fileName\": \"a.pdf\", ", ""))
                        .code())
                .isEqualTo("bad-document");
    }

    @Test
    void a_request_is_taken_in_with_how_often_it_is_asked() {
        String body = """
                {"from": "donor", "written": "a letter", "what": "figures", "purpose": "a test", "format": "table",
                 "scope": "one month", "until": "2099-01-01", "destroyBy": "2099-02-01", "standing": true, "every": "%s"}""";
        ApiFixture.Got taken = api.post("/api/v1/requests", body.formatted("30d"));
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        assertThat(taken.json().path("every").asText()).isEqualTo("P30D");
        assertThat(api.post("/api/v1/requests", body.formatted("often")).code()).isEqualTo("bad-period");
        assertThat(api.post("/api/v1/requests", body.formatted("0d")).code()).isEqualTo("bad-period");
    }

    private static String agreement(byte[] document) {
        return """
                {"party": "relief-a", "name": "A donor", "with": ["donor"], "types": ["assessments-reports"],
                 "purposes": ["a test"], "until": "2099-01-01", "reference": "contract 12", "signatory": "A director",
                 "signed": "2026-01-05", "fileName": "a.pdf", "document": "%s"}""".formatted(Base64.getEncoder().encodeToString(document));
    }
}
