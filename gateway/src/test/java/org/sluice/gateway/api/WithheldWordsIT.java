package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.clearance.Clearance;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Severity;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.usecase.ClearDeposits;
import org.sluice.gateway.usecase.IncidentOrder;
import org.sluice.gateway.usecase.ReleaseMade;

/**
 * A strictly confidential file's name, its label's words and its headings obey the same cell as its content. Every GET of
 * the API's table is asked, as everybody; a route that is added tomorrow is walked as well.
 */
final class WithheldWordsIT {
    /** Stands in the file's name, its label's words and its headings, and nowhere else. */
    private static final String MARKER = "zebrafish";

    private static final String PURPOSE = "a test of exposure";

    private ApiFixture api;
    private GatewayFixture gateway;
    private ReleaseMade made;
    private final TreeSet<String> ids = new TreeSet<>();

    @BeforeEach
    void lived() {
        api = new ApiFixture();
        gateway = api.gateway;
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("sami", "org-a", Role.RELEASER);
        gateway.person("bo", "org-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.person("audra", "cluster", Role.AUDITOR);
        gateway.person("adam", "cluster", Role.ADMINISTRATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        gateway.inside
                .terms
                .setSpeakers(HOST, "org-a", Duty.DATA_PROTECTION, List.of("sami"))
                .orThrow();
        Deposit released = strict(MARKER + "-1.csv");
        consentAndClear(released);
        attested();
        made = gateway.release("ali", released.id(), "desk").orThrow();
        ids.add(released.id());
        ids.add(made.release().id());
        ids.add(made.links().getFirst().link().id());
        refusedAndAsked();
        incident(released);
        destroyed();
        ids.addAll(List.of("org-a", "org-b", "cluster", "ali", "bo", "desk", "turkey-cross-border"));
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void no_route_shows_them_to_anybody_but_the_owners_people() {
        List<String> leaks = new ArrayList<>();
        List<String> paths = paths();
        for (String viewer : List.of("", "cora", "audra", "adam", "bo")) {
            for (String path : paths) {
                if (get(path, viewer).contains(MARKER)) {
                    leaks.add(path + " as " + (viewer.isEmpty() ? "administrator of the host" : viewer));
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void its_owners_people_see_them() {
        String deposit = made.release().deposits().getFirst();
        assertThat(get("/api/v1/deposits", "sami")).contains(MARKER);
        assertThat(get("/api/v1/deposits/" + deposit + "/explain", "sami")).contains(MARKER);
        assertThat(get("/api/v1/registers/data", "sami")).contains(MARKER);
        assertThat(get("/api/v1/inspections", "sami")).contains(MARKER + " reason", MARKER + " note");
    }

    @Test
    void the_report_of_a_cut_shows_them_to_its_owners_people_only() {
        delivered();
        for (String viewer : List.of("", "cora", "adam")) {
            ApiFixture.Got cut = suspend(viewer);
            assertThat(cut.json().path("alreadyLeft").findValuesAsText("name"))
                    .as(viewer)
                    .containsExactly("[withheld]");
            assertThat(cut.text()).as(viewer).doesNotContain(MARKER);
        }
    }

    private void delivered() {
        String link = made.links().getFirst().link().id();
        Map<String, Long> epochs = Map.of("org-a", 1L);
        Deposit deposit = gateway.get(made.release().deposits().getFirst());
        Claims.claim(gateway.inside, link, epochs, deposit.id()).orThrow();
    }

    private ApiFixture.Got suspend(String viewer) {
        var request = api.request("/api/v1/participants/org-a/suspend")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"made up\"}"));
        return api.send(viewer.isEmpty() ? request : request.header("Sluice-As", viewer));
    }

    @Test
    void no_notice_tells_them_to_anybody_else() {
        for (String person : List.of("bo", "cora", "audra", "adam")) {
            assertThat(gateway.inside
                            .ledger
                            .read(sql -> Notices.of(sql, person))
                            .toString())
                    .as(person)
                    .doesNotContainIgnoringCase(MARKER);
        }
    }

    private String get(String path, String viewer) {
        return (viewer.isEmpty()
                        ? api.get(path)
                        : api.send(api.request(path).header("Sluice-As", viewer).GET()))
                .text();
    }

    /** Every GET of the table, with every id where it has a place for one. */
    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        JsonNode table = api.get("/openapi.json").json().path("paths");
        table.fieldNames().forEachRemaining(path -> {
            if (!table.path(path).has("get")) {
                return;
            }
            if (path.contains("{id}")) {
                ids.forEach(id -> paths.add(path.replace("{id}", id)));
            } else {
                paths.add(path);
            }
        });
        String deposits = String.join(
                ",", ids.stream().filter(id -> id.matches("d[0-9a-z]{8,}")).toList());
        paths.add("/api/v1/receptions?deposits=" + deposits);
        paths.add("/api/v1/audit?most=1000");
        paths.add("/api/v1/retention/due?all=true");
        assertThat(paths).hasSizeGreaterThan(100);
        return paths;
    }

    private Deposit strict(String name) {
        Deposit deposit = gateway.deposit(
                "ali",
                Channel.STRICTLY_CONFIDENTIAL,
                "assessments-reports",
                name,
                bytes(MARKER + " telephone,number\n+90 555 000 00 01,1\n+90 555 000 00 02,2\n+90 555 000 00 03,3\n"));
        return gateway.label(
                deposit.id(),
                "organizations=named",
                "location=district",
                "population=disaggregated",
                "activity=full",
                "persons=staff",
                "purpose=" + MARKER + " purpose",
                "area=" + MARKER + " area",
                "case=" + MARKER + "-17");
    }

    private void consentAndClear(Deposit deposit) {
        gateway.inside
                .facts
                .add(HOST, "ali", "consent-of-organisation", deposit.id(), "org-a", Optional.empty())
                .orThrow();
        gateway.inside
                .answers
                .accept(HOST, "sami", deposit.id(), MARKER + " reason")
                .orThrow();
        Clearance asked = gateway.inside
                .stewardship
                .clear()
                .ask(
                        HOST,
                        "ali",
                        new ClearDeposits.Asked(
                                Clearance.Kind.CASE,
                                deposit.id(),
                                "ocha-imos",
                                Optional.empty(),
                                Optional.of("desk"),
                                new Clearance.Checklist(
                                        "a risk",
                                        "a way",
                                        "a mask",
                                        GatewayFixture.order("", "").purpose()),
                                Optional.empty()))
                .orThrow();
        gateway.inside
                .stewardship
                .clear()
                .approve(HOST, "cora", asked.id(), "made up")
                .orThrow();
        ids.add(asked.id());
    }

    private void refusedAndAsked() {
        Deposit waiting = strict(MARKER + "-2.csv");
        ids.add(waiting.id());
        assertThat(GatewayFixture.refusal(gateway.release("ali", waiting.id(), "desk"))
                        .message())
                .doesNotContain(MARKER);
        gateway.inside
                .questions
                .ask(HOST, "ali", waiting.id(), "desk", PURPOSE, "made up")
                .orThrow()
                .forEach(asked -> ids.add(asked.question().id()));
        Deposit corrected = strict(MARKER + "-2.csv");
        ids.add(corrected.id());
        gateway.label(corrected.id(), "persons=none");
    }

    private void incident(Deposit deposit) {
        ids.add(gateway.inside
                .incidents
                .open(
                        HOST,
                        "cora",
                        new IncidentOrder(
                                Nature.LEAK,
                                Severity.HIGH,
                                Certainty.SUSPECTED,
                                "it was seen",
                                "a call",
                                Optional.of(Instant.EPOCH),
                                false,
                                Optional.empty(),
                                List.of(deposit.id()),
                                List.of(),
                                List.of()))
                .orThrow()
                .id());
    }

    /** What nobody can look at, with its owner's word on what it is. */
    private void attested() {
        Deposit sealed = gateway.deposit(
                "ali", Channel.STRICTLY_CONFIDENTIAL, "assessments-reports", "sealed.bin", new byte[] {0, 1, 2, 3});
        ids.add(sealed.id());
        gateway.inside
                .answers
                .attest(HOST, "ali", sealed.id(), MARKER + " note")
                .orThrow();
    }

    private void destroyed() {
        Deposit gone = strict(MARKER + "-3.csv");
        ids.add(gone.id());
        gateway.inside
                .stewardship
                .destroy()
                .destroy(HOST, "sami", gone.id(), "no longer needed")
                .orThrow();
    }
}
