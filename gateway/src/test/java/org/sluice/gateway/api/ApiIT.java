package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.testkit.GatewayFixture;

class ApiIT {
    private static final String ROOT = "/api/v1";

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void close() {
        api.close();
    }

    private ApiFixture.Got participant(String id, String audience) {
        return api.post(
                ROOT + "/participants",
                "{\"id\":\"" + id + "\",\"name\":\"Made up\",\"audiences\":[\"" + audience
                        + "\"],\"signed\":\"2026-01-05\"}");
    }

    private ApiFixture.Got person(String id, String participant, String roles) {
        return api.post(
                ROOT + "/persons",
                "{\"id\":\"" + id + "\",\"participant\":\"" + participant
                        + "\",\"name\":\"Made up\",\"email\":\"a@example.org\",\"roles\":[" + roles + "]}");
    }

    @Test
    void of_a_release_that_is_not_there_nothing_is_followed_or_summed_up() {
        for (String form : List.of("/progress", "/summary.csv", "/summary.pdf")) {
            ApiFixture.Got got = api.get(ROOT + "/releases/r0" + form);
            assertThat(got.status()).as(form).isEqualTo(404);
            assertThat(got.code()).as(form).isEqualTo("unknown-release");
        }
    }

    @Test
    void a_whole_release_over_the_api() {
        assertThat(participant("amal", "members").status()).isEqualTo(201);
        assertThat(participant("ocha", "ocha-imos").json().path("status").asText())
                .isEqualTo("active");
        assertThat(person("dina", "amal", "\"depositor\",\"releaser\"").status())
                .isEqualTo(201);
        ApiFixture.Got key = api.post(ROOT + "/persons/dina/keys", "{\"key\":\"ssh-ed25519 made-up\"}");
        assertThat(key.status()).isEqualTo(201);
        api.gateway
                .inside
                .register
                .addKey(GatewayFixture.HOST, "dina", GatewayFixture.fingerprint("dina"), "ssh-ed25519 x")
                .orThrow();
        assertThat(api.get(ROOT + "/persons/dina/keys").json()).hasSize(2);
        ApiFixture.Got contact = api.send(
                api.request(ROOT + "/contacts")
                        .header("Sluice-As", "dina")
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"id\":\"imo\",\"name\":\"Made up\",\"audiences\":[\"ocha-imos\"],\"participant\":\"ocha\",\"email\":\"imo@example.org\",\"phone\":\"+900000000001\"}")));
        assertThat(contact.status()).isEqualTo(201);
        assertThat(contact.json().path("confirmedBy").asText()).isEqualTo("dina");

        Deposit deposit = api.gateway.assessment("dina", "a.csv", GatewayFixture.bytes("made up"));
        assertThat(api.get(ROOT + "/deposits").json().get(0).path("id").asText())
                .isEqualTo(deposit.id());
        JsonNode full = api.get(ROOT + "/deposits/" + deposit.id()).json();
        assertThat(full.path("label").path("location").asText()).isEqualTo("district");
        assertThat(full.path("decisions")).isNotEmpty();
        ApiFixture.Got labelled = api.post(ROOT + "/deposits/" + deposit.id() + "/label", "{\"area\":\"north\"}");
        assertThat(labelled.json().path("label").path("area").asText()).isEqualTo("north");

        String order = "{\"as\":\"dina\",\"deposits\":[\"" + deposit.id()
                + "\"],\"to\":[\"imo\"],\"purpose\":\"made up\",\"expires\":\"2d\",\"maxDownloads\":1,"
                + "\"linkVia\":\"mail\",\"passwordVia\":\"phone\"}";
        ApiFixture.Got needs = api.post(ROOT + "/releases", order);
        assertThat(needs.status()).isEqualTo(422);
        assertThat(needs.json().path("error").path("kind").asText()).isEqualTo("needs");
        assertThat(needs.json().path("error").path("details")).isNotEmpty();
        assertThat(api.post(
                                ROOT + "/facts",
                                "{\"kind\":\"consent-of-organisation\",\"deposit\":\"" + deposit.id()
                                        + "\",\"by\":\"amal\"}")
                        .status())
                .isEqualTo(201);
        ApiFixture.Got made = api.post(ROOT + "/releases", order);
        assertThat(made.status()).isEqualTo(201);
        JsonNode link = made.json().path("links").get(0);
        assertThat(link.path("url").asText()).startsWith("https://localhost:8443/l/");
        assertThat(link.path("password").asText()).isNotEmpty();
        assertThat(made.json().path("decisions").get(0).path("decision").asText())
                .isEqualTo("permit");

        String release = ROOT + "/releases/" + made.json().path("id").asText();
        for (String path : List.of(release, ROOT + "/links", ROOT + "/releases", ROOT + "/audit?most=1000")) {
            String text = api.get(path).text();
            String url = link.path("url").asText();
            assertThat(text)
                    .as(path)
                    .doesNotContain(link.path("password").asText(), url.substring(url.lastIndexOf('/') + 1));
        }
        assertThat(api.get(release)
                        .json()
                        .path("links")
                        .get(0)
                        .path("files")
                        .get(0)
                        .path("claims")
                        .asInt())
                .isZero();
        String linkPath = ROOT + "/links/" + link.path("link").asText();
        ApiFixture.Got again = api.post(linkPath + "/reissue", "");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().path("password").asText()).isNotEmpty();
        assertThat(api.get(linkPath).json().path("state").asText()).isEqualTo("reissued");
        String newer = ROOT + "/links/" + again.json().path("link").asText();
        assertThat(api.post(newer + "/revoke", "{}").json().path("state").asText())
                .isEqualTo("revoked");
        assertThat(api.post(release + "/revoke", "{\"reason\":\"made up\"}")
                        .json()
                        .has("revoked"))
                .isTrue();

        JsonNode cut = api.post(ROOT + "/participants/amal/suspend", "{\"reason\":\"made up\"}")
                .json();
        assertThat(cut.path("participant").path("status").asText()).isEqualTo("suspended");
        assertThat(cut.path("keys")).hasSize(2);
        assertThat(api.post(ROOT + "/participants/amal/resume", "")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("active");
        assertThat(api.post(
                                ROOT + "/participants/amal/withdraw",
                                "{\"reason\":\"made up\",\"effective\":\"2026-05-01\"}")
                        .json()
                        .path("participant")
                        .path("effective")
                        .asText())
                .isEqualTo("2026-05-01T00:00:00Z");
        assertThat(api.post(ROOT + "/participants/amal/withdraw", "{\"reason\":\"made up\",\"now\":true}")
                        .json()
                        .path("participant")
                        .path("status")
                        .asText())
                .isEqualTo("withdrawn");
        assertThat(api.get(ROOT + "/audit/export").text()).contains("\"end\":");
        assertThat(api.get(ROOT + "/policies").json()).hasSize(1);
        assertThat(api.get(ROOT + "/policies/turkey-cross-border").json().path("cells"))
                .isNotEmpty();
    }

    @Test
    void a_key_is_removed_by_its_fingerprint_in_the_query() {
        participant("amal", "members");
        person("dina", "amal", "\"depositor\"");
        ApiFixture.Got key = api.post(ROOT + "/persons/dina/keys", "{\"key\":\"ssh-ed25519 made-up\"}");
        String fingerprint =
                java.net.URLEncoder.encode(key.json().path("fingerprint").asText(), StandardCharsets.UTF_8);
        ApiFixture.Got removed = api.send(api.request(ROOT + "/persons/dina/keys?fingerprint=" + fingerprint)
                .DELETE());
        assertThat(removed.status()).isEqualTo(200);
        assertThat(api.get(ROOT + "/persons/dina/keys").json()).isEmpty();
        assertThat(api.post(ROOT + "/persons/dina/keys", "{\"key\":\"nonsense\"}")
                        .code())
                .isEqualTo("bad-key");
    }

    @Test
    void without_the_token_nothing_is_answered_and_it_is_counted() {
        for (ApiRoute route : routes()) {
            String path = route.path().replace("{id}", "x");
            assertThat(api.send(api.bare(path).method(route.method(), HttpRequest.BodyPublishers.noBody()))
                            .status())
                    .as(path)
                    .isEqualTo(401);
        }
        String wrong = Token.random(new java.security.SecureRandom()).reveal();
        for (String header : List.of("Bearer " + wrong, "Bearer", "Basic " + api.token, "bearer" + api.token)) {
            ApiFixture.Got got = api.send(
                    api.bare(ROOT + "/health").header("Authorization", header).GET());
            assertThat(got.status()).isEqualTo(401);
            assertThat(got.code()).isEqualTo("bad-token");
        }
        api.gateway.inside.strangers.flush();
        assertThat(api.get(ROOT + "/audit").text()).contains("strangers_refused", "127.0.0.0/24");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reason\":\"a\",\"reason\":\"b\"} | bad-json",
                "{\"reason\":\"a\"} {} | bad-json",
                "{\"reason\":\"a\",\"extra\":1} | bad-fields",
                "{\"reason\":1} | bad-fields",
                "{\"reason\":null} | bad-fields",
                "{} | bad-fields",
                "[] | bad-json",
                "\"reason\" | bad-json",
                "{\"reason\": | bad-json",
                "{'reason':'a'} | bad-json"
            })
    void json_is_read_strictly(String body, String code) {
        ApiFixture.Got got = api.post(ROOT + "/participants/x/suspend", body);
        assertThat(got.status()).isEqualTo(400);
        assertThat(got.code()).isEqualTo(code);
    }

    @Test
    void an_unknown_field_is_named() {
        assertThat(api.post(ROOT + "/participants/x/suspend", "{\"reason\":\"a\",\"wrng\":1}")
                        .text())
                .contains("wrng");
    }

    @Test
    void a_body_that_is_too_long_or_no_json_is_refused() {
        assertThat(api.post(ROOT + "/contacts", "{\"id\":\"" + "a".repeat(8 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(api.send(api.request(ROOT + "/contacts").POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/nothing, 404",
        "/api/v1/releases/r1, 404",
        "/, 404",
        "/api/v1/audit?form=1, 400",
        "/api/v1/audit?from=0, 400",
        "/api/v1/audit?from=1&from=2, 400",
        "/api/v1/participants/x/suspend, 405"
    })
    void what_is_not_there_is_told(String path, int status) {
        assertThat(api.get(path).status()).isEqualTo(status);
    }

    @Test
    void an_unknown_person_cannot_be_acted_for() {
        ApiFixture.Got got = api.send(
                api.request(ROOT + "/health").header("Sluice-As", "nobody").GET());
        assertThat(got.status()).isEqualTo(404);
        assertThat(got.code()).isEqualTo("unknown-person");
    }

    @Test
    void who_acts_is_said_once_and_may_act_now() {
        api.post(
                ROOT + "/participants",
                "{\"id\":\"amal\",\"name\":\"Made up\",\"audiences\":[\"members\"],\"signed\":\"2026-01-15\"}");
        person("dina", "amal", "\"depositor\",\"releaser\"");
        ApiFixture.Got twice = api.send(api.request(ROOT + "/questions/q1/answer")
                .header("Sluice-As", "dina")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"as\":\"boris\",\"answer\":\"once\"}")));
        assertThat(twice.code()).isEqualTo("as-twice");
        assertThat(api.post(ROOT + "/terms/dina", "{\"end\":\"2026-03-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(200);
        ApiFixture.Got ended = api.send(api.request(ROOT + "/participants/amal/suspend")
                .header("Sluice-As", "dina")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"made up\"}")));
        assertThat(ended.code()).isEqualTo("term-ended");
        assertThat(api.post(ROOT + "/questions/q1/answer", "{\"as\":\"dina\",\"answer\":\"once\"}")
                        .code())
                .isEqualTo("term-ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1", "evil.example:PORT", "localhost:1"})
    void a_foreign_host_is_refused(String host) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /api/v1/health HTTP/1.1\r\nHost: "
                                    + host.replace("PORT", Integer.toString(api.server.port()))
                                    + "\r\nAuthorization: Bearer " + api.token + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void it_listens_on_loopback_only() {
        Token token = Token.random(new java.security.SecureRandom());
        ApiActs acts = acts();
        for (String address : List.of("0.0.0.0", "192.0.2.1", "::")) {
            assertThatThrownBy(() -> new ApiServer(address, 0, token, acts))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("loopback");
        }
    }

    @Test
    void every_route_is_in_the_openapi_document() {
        JsonNode document = api.get("/openapi.json").json();
        List<String> described = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> described.add(
                                method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(routes().stream()
                        .map(route -> route.method() + " " + route.path())
                        .toList());
    }

    private List<ApiRoute> routes() {
        return new ApiRoutes(acts()).all();
    }

    private ApiActs acts() {
        var inside = api.gateway.inside;
        return inside.acts(line ->
                org.sluice.gateway.domain.Answer.refused(org.sluice.gateway.domain.Refusal.wrong("bad-key", "None.")));
    }
}
