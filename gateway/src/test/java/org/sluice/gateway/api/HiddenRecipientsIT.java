package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.usecase.GrantExceptions;
import org.sluice.gateway.usecase.ReleaseMade;
import org.sluice.gateway.usecase.ViewLink;

/** One release to several recipients: none of them meets the name of another, wherever they look. */
final class HiddenRecipientsIT {
    /** Stands in the ids and names of the other organisation's recipients. */
    private static final String OTHER = "walrus";

    /** Who there is, not who received something: every member may know the members. */
    private static final Set<String> DIRECTORY = Set.of("participants", "persons", "contacts", "people-lists");

    private ApiFixture api;
    private GatewayFixture gateway;
    private Deposit deposit;
    private ReleaseMade made;
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void released() {
        api = new ApiFixture();
        gateway = api.gateway;
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members", "ocha-imos");
        gateway.participant("org-c", "members", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("sami", "org-a", Role.RELEASER);
        gateway.person("bo", "org-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person(OTHER + "-cy", "org-c", Role.RELEASER);
        gateway.participant("org-d", "members");
        gateway.person(OTHER + "-dov", "org-d", Role.DEPOSITOR);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.person("audra", "cluster", Role.AUDITOR);
        gateway.contact("b-desk", Optional.of("org-b"), "ocha-imos");
        gateway.contact(OTHER + "-desk", Optional.of("org-c"), "ocha-imos");
        deposit = gateway.assessment("ali", "a.csv", bytes("made up"));
        gateway.inside
                .questions
                .ask(HOST, "ali", deposit.id(), OTHER + "-desk", "made up", "made up")
                .orThrow();
        gateway.inside
                .facts
                .add(HOST, "ali", "consent-of-organisation", deposit.id(), "org-a", Optional.empty())
                .orThrow();
        made = gateway.release("ali", deposit.id(), "b-desk", OTHER + "-desk", "bo:ocha-imos", OTHER + "-cy:ocha-imos")
                .orThrow();
        ids.add(deposit.id());
        ids.add(made.release().id());
        made.links().forEach(link -> ids.add(link.link().id()));
        gateway.inside
                .passedOn
                .report(other().link().id(), OTHER + " head office", "made up")
                .orThrow();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void no_answer_to_a_recipients_person_names_another_recipient() {
        List<String> leaks = new ArrayList<>();
        for (String path : paths()) {
            if (get(path, "bo").contains(OTHER)) {
                leaks.add(path);
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void a_recipients_person_sees_the_release_with_their_own_organisation_in_it() {
        JsonNode release = json("/api/v1/releases/" + made.release().id(), "bo");
        assertThat(release.path("recipients")).hasSize(2);
        assertThat(release.path("links")).hasSize(1);
        assertThat(json("/api/v1/links", "bo")).hasSize(1);
        assertThat(json("/api/v1/receptions?deposits=" + deposit.id(), "bo")).hasSize(2);
        assertThat(get("/api/v1/links/" + other().link().id(), "bo")).contains("unknown-link");
    }

    @Test
    void who_released_it_who_oversees_and_the_host_see_them_all() {
        for (String viewer : List.of("sami", "cora", "audra", "")) {
            assertThat(json("/api/v1/releases/" + made.release().id(), viewer).path("recipients"))
                    .as(viewer)
                    .hasSize(4);
            assertThat(json("/api/v1/receptions?deposits=" + deposit.id(), viewer))
                    .as(viewer)
                    .hasSize(4);
        }
        assertThat(json("/api/v1/deposits/" + deposit.id() + "/exits", "sami").toString())
                .contains(OTHER);
        assertThat(get("/api/v1/audit/export", "audra")).contains(OTHER);
    }

    @Test
    void the_audit_and_the_access_register_are_for_those_who_oversee() {
        for (String path : List.of("/api/v1/audit", "/api/v1/audit/export", "/api/v1/registers/access.csv")) {
            ApiFixture.Got got =
                    api.send(api.request(path).header("Sluice-As", "bo").GET());
            assertThat(got.status()).as(path).isEqualTo(403);
            assertThat(got.text()).contains("not-an-auditor");
        }
    }

    @Test
    void neither_page_nor_notice_names_another_recipient() {
        ReleaseMade.HandOver own = made.links().stream()
                .filter(link -> link.link().contactId().equals("b-desk"))
                .findFirst()
                .orElseThrow();
        ViewLink.View view = gateway.inside
                .viewLink
                .view(own.link().id(), Map.of("org-a", 1L, "org-b", 1L))
                .orThrow();
        assertThat(view.toString()).contains("b-desk").doesNotContain(OTHER);
        String fact =
                gateway.inside.facts.list(Optional.of(deposit.id())).getFirst().id();
        gateway.inside.facts.end(HOST, "ali", fact, "withdrawn").orThrow();
        gateway.inside
                .owners
                .stop(HOST, Optional.of("ali"), deposit.id(), Optional.empty(), true, "made up")
                .orThrow();
        assertThat(gateway.inside.ledger.read(sql -> Notices.of(sql, "bo")).toString())
                .doesNotContain(OTHER);
    }

    @Test
    void what_was_passed_on_is_told_to_who_released_it_and_to_those_who_oversee() {
        for (String viewer : List.of("sami", "cora", "audra", "")) {
            assertThat(json("/api/v1/registers/passed-on", viewer)).as(viewer).hasSize(1);
        }
        assertThat(get("/api/v1/registers/passed-on.csv", "sami")).contains(OTHER);
        assertThat(json("/api/v1/registers/passed-on", "bo")).isEmpty();
    }

    @Test
    void a_change_of_a_protocol_names_the_recipients_that_one_sees() {
        String narrower = Optional.ofNullable(ProtocolFile.shipped().get("turkey-cross-border"))
                .orElseThrow()
                .replace("version: \"1\"", "version: \"2\"")
                .replaceAll(
                        "(- type: assessments-reports\\s+audience: ocha-imos\\s+shared: )consent\\s+ceiling.*\\s+conditions.*",
                        "$1no");
        String text = JsonNodeFactory.instance.textNode(narrower).toString();
        String body = "{\"text\":" + text + "}";
        String path = "/api/v1/policies/turkey-cross-border/diff";
        for (String viewer : List.of("sami", "cora", "")) {
            ApiFixture.Got all = post(path, viewer, body);
            assertThat(all.json().path("endings")).as(viewer + all.text()).hasSize(4);
        }
        ApiFixture.Got seen = post(path, "bo", body);
        assertThat(seen.json().path("endings")).as(seen.text()).hasSize(2);
        assertThat(seen.json().path("looked").asInt()).isEqualTo(2);
        assertThat(seen.text()).doesNotContain(OTHER);
        assertThat(post(path, OTHER + "-dov", body).json().path("endings")).isEmpty();
    }

    @Test
    void who_does_not_see_a_link_changes_nothing_about_it() {
        String link = "/api/v1/links/" + other().link().id();
        for (String act : List.of("/reissue", "/revoke")) {
            assertThat(post(link + act, "bo", "{}").code()).as(act).isEqualTo("unknown-link");
            assertThat(json(link, "sami").path("state").asText()).as(act).isEqualTo("live");
        }
        ApiFixture.Got anew = post(link + "/reissue", "sami", "{}");
        assertThat(anew.status()).as(anew.text()).isEqualTo(201);
        assertThat(anew.json().path("password").asText()).isNotEmpty();
    }

    @Test
    void who_does_not_see_a_release_does_not_take_it_back_and_nobody_reads_others_in_the_answer() {
        String release = "/api/v1/releases/" + made.release().id();
        assertThat(post(release + "/revoke", OTHER + "-dov", "{}").code()).isEqualTo("unknown-release");
        assertThat(json(release, "sami").has("revoked")).isFalse();
        assertThat(post(release + "/revoke", "bo", "{}").text()).doesNotContain(OTHER);
        ApiFixture.Got whole = post(release + "/revoke", "sami", "{}");
        assertThat(whole.json().path("recipients")).as(whole.text()).hasSize(4);
    }

    @Test
    void a_request_and_an_exception_are_for_the_desk_and_for_whom_they_concern() {
        gateway.person("bea", "org-b", Role.DEPOSITOR);
        gateway.person("col", "org-c", Role.DEPOSITOR);
        String until = gateway.clock.instant().plus(Duration.ofDays(30)).toString();
        ApiFixture.Got asked = post(
                "/api/v1/requests",
                "ali",
                "{\"from\":\"" + OTHER + "-desk\",\"written\":\"a letter\",\"what\":\"figures\",\"purpose\":"
                        + "\"planning\",\"format\":\"csv\",\"scope\":\"north\",\"until\":\"" + until
                        + "\",\"destroyBy\":\"" + until + "\"}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        String request = "/api/v1/requests/" + asked.json().path("id").asText();
        gateway.inside
                .requests
                .check(HOST, asked.json().path("id").asText(), new Proportionality(true, true, true, "made up", "cora"))
                .orThrow();
        assertThat(post(
                                request + "/answer",
                                "ali",
                                "{\"outcome\":\"granted\",\"reason\":\"made up\",\"by\":\"org-a\",\"deposits\":[\""
                                        + deposit.id() + "\"]}")
                        .status())
                .isEqualTo(200);
        gateway.inside
                .stewardship
                .exceptions()
                .propose(
                        HOST,
                        "cora",
                        new GrantExceptions.Proposed(
                                "assessments-reports",
                                "ocha-imos",
                                Optional.of("org-c"),
                                "access-to-assistance",
                                "minutes",
                                gateway.clock.instant().plus(Duration.ofDays(30))))
                .orThrow();

        for (String viewer : List.of("sami", "bo", "col", "cora", "audra", "")) {
            assertThat(json("/api/v1/requests", viewer)).as(viewer).hasSize(1);
            assertThat(json(request, viewer).path("id").asText()).as(viewer).isNotEmpty();
            assertThat(json("/api/v1/exceptions", viewer)).as(viewer).hasSize(1);
        }
        for (String viewer : List.of("sami", "col", "cora", "")) {
            assertThat(json(request, viewer).path("deposits")).as(viewer).hasSize(1);
        }
        // At the desk one reads what was asked; what it got is for who gave it and who got it.
        assertThat(json(request, "bo").path("deposits")).isEmpty();
        assertThat(json("/api/v1/requests", "bo").path(0).path("deposits")).isEmpty();
        assertThat(json("/api/v1/requests", "bea")).isEmpty();
        assertThat(get(request, "bea")).contains("unknown-request");
        assertThat(json("/api/v1/exceptions", "bea")).isEmpty();
    }

    @Test
    void the_copies_of_a_case_are_listed_for_their_holders_their_owners_and_who_took_the_request_in() {
        for (ReleaseMade.HandOver link : made.links()) {
            String side = link.link().contactId().equals("b-desk") ? "org-b" : "org-c";
            Claims.claim(gateway.inside, link.link().id(), Map.of("org-a", 1L, side, 1L), deposit.id())
                    .orThrow();
        }
        gateway.label(deposit.id(), "case=C-17");
        gateway.label(gateway.assessment("bo", "b.csv", bytes("made up")).id(), "case=C-17");
        ApiFixture.Got opened =
                post("/api/v1/subjects", "ali", "{\"kind\":\"deletion\",\"case\":\"C-17\",\"what\":\"made up\"}");
        assertThat(opened.json().path("tasks")).as(opened.text()).hasSize(4);
        String subject = "/api/v1/subjects/" + opened.json().path("id").asText();

        for (String viewer : List.of("ali", "cora", "audra", "")) {
            assertThat(json(subject, viewer).path("tasks")).as(viewer).hasSize(4);
        }
        assertThat(json(subject, "sami").path("tasks")).hasSize(3);
        assertThat(json(subject, OTHER + "-cy").path("tasks")).hasSize(1);
        assertThat(json(subject, OTHER + "-dov").path("tasks")).isEmpty();
        JsonNode own = json(subject, "bo").path("tasks");
        assertThat(own).hasSize(2);
        assertThat(own.toString()).doesNotContain(OTHER);
        String confirm = "/api/v1/subject-tasks/" + own.path(0).path("id").asText() + "/confirm";
        ApiFixture.Got confirmed = post(confirm, "bo", "{\"words\":\"a made-up law\",\"kept\":true}");
        assertThat(confirmed.json().path("tasks")).as(confirmed.text()).hasSize(2);
        assertThat(confirmed.text()).doesNotContain(OTHER);
        ApiFixture.Got early = post(subject + "/close", "bo", "{\"outcome\":\"told\"}");
        assertThat(early.code()).isEqualTo("confirmations-missing");
        assertThat(early.text()).contains("2 with holders that others see").doesNotContain(OTHER);
    }

    private ReleaseMade.HandOver other() {
        return made.links().stream()
                .filter(link -> link.link().contactId().startsWith(OTHER))
                .findFirst()
                .orElseThrow();
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        JsonNode table = api.get("/openapi.json").json().path("paths");
        table.fieldNames().forEachRemaining(path -> {
            if (!table.path(path).has("get") || DIRECTORY.contains(path.replaceAll("^/api/v1/([a-z-]+).*", "$1"))) {
                return;
            }
            if (path.contains("{id}")) {
                ids.forEach(id -> paths.add(path.replace("{id}", id)));
            } else {
                paths.add(path);
            }
        });
        paths.add("/api/v1/receptions?deposits=" + deposit.id());
        paths.add("/api/v1/facts?about=" + deposit.id());
        assertThat(paths).hasSizeGreaterThan(50);
        return paths;
    }

    private ApiFixture.Got post(String path, String viewer, String body) {
        var request = api.request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return api.send(viewer.isEmpty() ? request : request.header("Sluice-As", viewer));
    }

    private JsonNode json(String path, String viewer) {
        return (viewer.isEmpty()
                        ? api.get(path)
                        : api.send(api.request(path).header("Sluice-As", viewer).GET()))
                .json();
    }

    private String get(String path, String viewer) {
        return api.send(api.request(path).header("Sluice-As", viewer).GET()).text();
    }
}
