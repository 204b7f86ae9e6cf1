package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.order;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.testkit.Audits;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.testkit.TestKey;

/** Who may have what, for how long and how often; and that a refusal leaves nothing but its record. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ReleaseTest extends ReleaseCase {
    ReleaseTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_cell_that_shares_nothing_refuses_by_its_row() {
        Deposit minutes = gateway.deposit("ali", Channel.RESTRICTED, "meeting-minutes", "m.txt", bytes("x"));
        gateway.label(minutes.id(), "organizations=none", "persons=none", "population=aggregated", "location=district");

        Refusal refusal = refusal(gateway.release("ali", minutes.id(), "desk"));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.REFUSED);
        assertThat(refusal.code()).isEqualTo("refused-by-protocol");
        assertThat(refusal.details()).anyMatch(line -> line.contains("Meeting minutes, row 3: OCHA IMOs"));
        assertNothingReleased();
    }

    @Test
    void what_identifies_more_than_its_cell_allows_is_refused_by_dimension() {
        Deposit plan = gateway.deposit("ali", Channel.RESTRICTED, "sector-work-plans", "p.txt", bytes("x"));
        gateway.label(plan.id(), "organizations=named", "location=exact", "population=aggregated", "persons=none");

        Refusal refusal = refusal(gateway.release("ali", plan.id(), "desk"));

        assertThat(refusal.code()).isEqualTo("refused-by-protocol");
        assertThat(refusal.details()).anyMatch(line -> line.contains("organizations") && line.contains("named"));
        assertThat(refusal.details()).anyMatch(line -> line.contains("location") && line.contains("exact"));
        assertThat(refusal.details()).allMatch(line -> line.contains("Sector work plans, row 3"));
        assertNothingReleased();
    }

    @Test
    void a_missing_consent_is_named_and_its_owner_alone_can_give_it() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        Refusal needs = refusal(gateway.release("ali", deposit.id(), "desk"));
        assertThat(needs.kind()).isEqualTo(Refusal.Kind.NEEDS);
        assertThat(needs.message()).contains("consent-of-organisation");
        assertNothingReleased();

        assertThat(refusal(consent(deposit, "ocha")).code()).isEqualTo("not-the-owner");
        assertThat(refusal(gateway.release("ali", deposit.id(), "desk")).kind()).isEqualTo(Refusal.Kind.NEEDS);

        consent(deposit, "org-a").orThrow();
        assertThat(gateway.release("ali", deposit.id(), "desk").orThrow().links())
                .hasSize(1);
    }

    @Test
    void a_fact_that_no_protocol_asks_for_or_for_no_deposit_is_refused() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        assertThat(refusal(gateway.inside.facts.add(HOST, "host", "good-will", deposit.id(), "org-a", Optional.empty()))
                        .code())
                .isEqualTo("unknown-fact");
        assertThat(refusal(gateway.inside.facts.add(
                                HOST, "host", "consent-of-organisation", "dnone", "org-a", Optional.empty()))
                        .kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
        assertThat(gateway.audited(EventKind.FACT_RECORDED)).isEmpty();
    }

    @Test
    void token_and_password_rest_nowhere() throws IOException {
        ReleaseMade made = released("desk");
        ReleaseMade.HandOver handOver = made.links().getFirst();
        String token = handOver.url().substring(handOver.url().lastIndexOf('/') + 1);
        String password = handOver.password().reveal();
        String plain = password.replace("-", "");
        gateway.inside.openLink.open(token, password, LinkSteps.FROM);

        String audit = Audits.export(gateway.inside.database, new TestKey("audit"));
        assertThat(audit).contains(handOver.link().id()).doesNotContain(token, password, plain);
        for (Path file : files()) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(content)
                    .as(file.toString())
                    .doesNotContain(token)
                    .doesNotContain(password)
                    .doesNotContain(plain);
        }
        assertThat(made.toString() + handOver + handOver.link()).doesNotContain(token, password);
        assertThat(handOver.link().passwordHash()).isPresent();
    }

    @Test
    void the_decision_is_on_record_with_its_cell_label_and_reasons() {
        ReleaseMade made = released("desk");

        assertThat(gateway.audited(EventKind.RELEASE_DECIDED))
                .hasSize(1)
                .first()
                .asString()
                .contains(
                        made.release().id(),
                        "\"decision\":\"permit\"",
                        "Assessments and reports, row 3",
                        "consent-of-organisation",
                        "\"audience\":\"ocha-imos\"",
                        "organizations");
        assertThat(gateway.audited(EventKind.RELEASE_CREATED)).hasSize(1);
        refusal(gateway.release("ali", made.release().deposits().getFirst(), "nobody"));
        assertThat(gateway.audited(EventKind.RELEASE_REFUSED))
                .hasSize(1)
                .first()
                .asString()
                .contains("unknown-recipient");
    }

    @Test
    void a_recipient_of_several_audiences_must_be_given_the_one_that_counts() {
        gateway.contact("both", Optional.empty(), "members", "ocha-imos");
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));

        Refusal which = refusal(gateway.release("ali", deposit.id(), "both"));
        assertThat(which.code()).isEqualTo("which-audience");
        assertThat(which.message()).contains("both:members", "ocha-imos");
        assertThat(refusal(gateway.release("ali", deposit.id(), "both:coordinators"))
                        .code())
                .isEqualTo("not-its-audience");
        assertThat(refusal(gateway.release("ali", deposit.id(), "both:ocha-imos"))
                        .kind())
                .isEqualTo(Refusal.Kind.NEEDS);
        assertThat(gateway.release("ali", deposit.id(), "both:members")
                        .orThrow()
                        .links()
                        .getFirst()
                        .link()
                        .audience())
                .isEqualTo("members");
        assertThat(refusal(gateway.inside.release.create(
                                HOST, "ali", order(deposit.id(), "both:members", "both:ocha-imos")))
                        .code())
                .isEqualTo("recipient-twice");
    }

    @Test
    void one_recipient_who_may_not_stops_the_whole_release() {
        gateway.contact("paper", Optional.empty(), "public");
        Deposit minutes = gateway.deposit("ali", Channel.RESTRICTED, "meeting-minutes", "m.txt", bytes("x"));
        gateway.label(minutes.id(), "organizations=none", "persons=none", "population=aggregated", "location=district");
        gateway.contact("wos", Optional.empty(), "wos-focal-points");

        assertThat(refusal(gateway.release("ali", minutes.id(), "wos", "paper")).details())
                .allMatch(line -> line.contains("paper"));
        assertNothingReleased();
    }

    @Test
    void what_is_held_or_strictly_confidential_goes_to_nobody() {
        Deposit held = gateway.deposit("ali", Channel.CONFIDENTIAL, "assessments-reports", "a.txt", bytes("x"));
        Refusal label = refusal(gateway.release("ali", held.id(), "nadia"));
        assertThat(label.code()).isEqualTo("label-needed");
        assertThat(label.kind()).isEqualTo(Refusal.Kind.NEEDS);

        Deposit strict = consented();
        gateway.label(strict.id(), "channel=strictly-confidential");
        assertThat(refusal(gateway.release("ali", strict.id(), "nadia")).code()).isEqualTo("approval-needed");
        assertNothingReleased();
    }

    @Test
    void what_is_superseded_or_not_deposited_yet_goes_to_nobody() {
        Deposit first = consented();
        Deposit second = gateway.deposit("ali", Channel.CONFIDENTIAL, "assessments-reports", "a.txt", bytes("y"));
        Refusal superseded = refusal(gateway.release("ali", first.id(), "desk"));
        assertThat(superseded.code()).isEqualTo("superseded");
        assertThat(superseded.message()).contains(second.id());

        try (Visit ali = gateway.visit("ali")) {
            Deposit settling = gateway.upload(ali, Channel.CONFIDENTIAL, "assessments-reports", "b.txt", bytes("z"))
                    .orThrow();
            assertThat(refusal(gateway.release("ali", settling.id(), "desk")).code())
                    .isEqualTo("not-deposited");
            gateway.inside.own.remove(ali, settling).orThrow();
            assertThat(refusal(gateway.release("ali", settling.id(), "desk")).kind())
                    .isEqualTo(Refusal.Kind.UNKNOWN);
        }
    }

    @Test
    void only_releasers_of_the_owner_release_and_coordinators_what_the_matrix_gives_them() {
        Deposit deposit = consented();
        gateway.person("mira", "org-a", Role.DEPOSITOR);
        assertThat(refusal(gateway.release("mira", deposit.id(), "desk")).code())
                .isEqualTo("not-a-releaser");
        assertThat(refusal(gateway.release("nobody", deposit.id(), "desk")).kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
        // Another participant's releaser does not even learn that it exists.
        assertThat(refusal(gateway.release("nadia", deposit.id(), "desk")).kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
        assertThat(gateway.release("cora", deposit.id(), "desk").orThrow().links())
                .hasSize(1);

        Deposit held = gateway.deposit("ali", Channel.CONFIDENTIAL, "assessments-reports", "b.txt", bytes("x"));
        assertThat(refusal(gateway.release("cora", held.id(), "desk")).kind()).isEqualTo(Refusal.Kind.UNKNOWN);
    }

    @Test
    void a_release_without_deposit_recipient_or_purpose_is_refused() {
        Deposit deposit = consented();
        for (ReleaseOrder order : List.of(
                new ReleaseOrder(
                        List.of(),
                        List.of("desk"),
                        "made up",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Way.MAIL),
                        Optional.of(Way.PHONE)),
                order(deposit.id()),
                new ReleaseOrder(
                        List.of(deposit.id()),
                        List.of("desk"),
                        "  ",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Way.MAIL),
                        Optional.of(Way.PHONE)))) {
            assertThat(refusal(gateway.inside.release.create(HOST, "ali", order))
                            .code())
                    .isEqualTo("incomplete");
        }
        assertNothingReleased();
    }

    @Test
    void what_the_owner_narrows_is_refused_whatever_the_matrix_says() {
        Deposit deposit = consented();
        gateway.inside
                .label
                .label(HOST, deposit.id(), Map.of("share-with", "members"))
                .orThrow();
        assertThat(refusal(gateway.release("ali", deposit.id(), "desk")).code()).isEqualTo("refused-by-protocol");
    }
}
