package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.testkit.TestDatabase;

/** What a folder {@code @…} does not take: refused before the first byte, with words that say what to do. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AtOnceRefusedTest extends AtOnceCase {
    AtOnceRefusedTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void who_may_deposit_and_not_release_is_refused() {
        Refusal refusal = refusal(put("dina", Channel.RESTRICTED, DASHBOARD, GAZIANTEP));

        assertThat(refusal.code()).isEqualTo("not-a-releaser");
        assertThat(gateway.notices("dina")).containsExactly(Notice.Kind.DEPOSIT_REFUSED);
        assertNothingTaken();
    }

    @Test
    void an_unknown_audience_is_refused_and_the_known_ones_are_named() {
        Refusal refusal = refusal(put("ali", Channel.RESTRICTED, DASHBOARD, "@ocha-gaziantap"));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNKNOWN);
        assertThat(refusal.message()).contains("ocha-gaziantap").contains("coordinators, members, ocha-gaziantep");
        assertThat(notices("ali", Notice.Kind.AUDIENCE_UNKNOWN).getFirst().parameters())
                .containsEntry("known", "@coordinators, @members, @ocha-gaziantep")
                .containsEntry("plain", "/restricted/protection-dashboard/")
                .containsEntry("audience", "@ocha-gaziantap");
        assertNothingTaken();
    }

    @Test
    void a_file_that_would_lie_where_the_folder_is_meant_is_refused() {
        try (Visit visit = gateway.visit("ali")) {
            Spot typo =
                    Spot.of(Channel.RESTRICTED, DASHBOARD, "@ocha-gaziantap").orThrow();
            assertThat(refusal(put(visit, typo, new byte[1])).kind()).isEqualTo(Refusal.Kind.UNKNOWN);
            assertThat(notices("ali", Notice.Kind.AUDIENCE_UNKNOWN)).hasSize(1);
            Spot folder = Spot.of(Channel.RESTRICTED, DASHBOARD, GAZIANTEP).orThrow();
            assertThat(refusal(put(visit, folder, new byte[1])).code()).isEqualTo("is-a-folder");
        }
        assertNothingTaken();
    }

    @Test
    void an_audience_for_which_nobody_else_is_registered_leads_nowhere() {
        Refusal refusal = refusal(put("ali", Channel.RESTRICTED, DASHBOARD, "@wos-focal-points"));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNKNOWN);
        assertThat(refusal.message()).contains("Nobody is registered for the audience \"wos-focal-points\"");
        assertNothingTaken();
    }

    @Test
    void what_lies_below_its_floor_is_refused() {
        Refusal refusal = refusal(put("ali", Channel.RESTRICTED, "meeting-minutes", "@coordinators"));

        assertThat(refusal.code()).isEqualTo("below-floor");
        assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.BELOW_FLOOR_REFUSED);
        assertNothingTaken();
    }

    @Test
    void personal_data_is_refused_to_an_audience_and_to_a_person() {
        for (String folder : List.of("@coordinators", "@cora", "@desk")) {
            Refusal refusal = refusal(put("ali", Channel.STRICTLY_CONFIDENTIAL, "meeting-minutes", folder));

            assertThat(refusal.code()).as(folder).isEqualTo("personal-data-at-once");
        }
        assertThat(notices("ali", Notice.Kind.AUDIENCE_PERSONAL)).hasSize(3);
        assertNothingTaken();
    }

    @Test
    void what_is_confidential_goes_to_a_named_recipient_and_to_no_audience() {
        Refusal refusal = refusal(put("ali", Channel.CONFIDENTIAL, DASHBOARD, GAZIANTEP));

        assertThat(refusal.code()).isEqualTo("named-recipients-only");
        assertThat(refusal.message()).contains("@desk");
        assertThat(notices("ali", Notice.Kind.AUDIENCE_NAMED_ONLY)).hasSize(1);
        assertNothingTaken();
    }

    @Test
    void what_the_matrix_refuses_is_refused_with_its_row() {
        Refusal refusal = refusal(put("ali", Channel.RESTRICTED, "4w-monthly-inputs", GAZIANTEP));

        assertThat(refusal.code()).isEqualTo("at-once-refused");
        assertThat(notices("ali", Notice.Kind.AUDIENCE_REFUSED)).hasSize(1);
        assertNothingTaken();
    }

    @Test
    void a_fact_that_is_missing_is_named_and_nothing_is_released_once_it_is_there() {
        gateway.contact("office", Optional.empty(), "ocha-imos");
        Label label =
                level(level(label("assessments-reports"), Dimension.ORGANIZATIONS, "none"), Dimension.PERSONS, "none");
        label = level(level(label, Dimension.LOCATION, "district"), Dimension.POPULATION, "aggregated");
        Spot spot = spot(Channel.RESTRICTED, "assessments-reports", "@ocha-imos", "a.txt");
        try (Visit visit = gateway.visit("ali")) {
            Refusal refusal = refusal(gateway.inside.receive.begin(
                    visit, new ReceiveDeposit.Incoming(spot, label, Optional.empty(), true)));

            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NEEDS);
            assertThat(refusal.code()).isEqualTo("at-once-needs");
            assertThat(refusal.message()).contains("consent-of-organisation");
        }
        due();
        assertNothingTaken();
    }

    private static Label label(String type) {
        return Label.of(Channel.RESTRICTED, type);
    }

    private static Label level(Label label, Dimension dimension, String word) {
        return label.declaring(Level.checked(dimension, word));
    }
}
