package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.testkit.GatewayFixture;
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
