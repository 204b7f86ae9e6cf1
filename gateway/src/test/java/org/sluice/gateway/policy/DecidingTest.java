package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Reason;

/** Which protocol decides, and what several of them make of one label. */
class DecidingTest {
    private static final String TURKISH_TEXT = ProtocolFile.shipped().getOrDefault("turkey-cross-border", "");
    private static final Protocol TURKEY = ProtocolFile.shipped("turkey-cross-border");
    private static final Protocol IASC = ProtocolFile.shipped("iasc-template");
    private static final Protocol DPISP = ProtocolFile.shipped("alliance-dpisp");
    private static final Protocol WIDE = read(TURKISH_TEXT
            .replaceFirst("scope: specific", "scope: response-wide")
            .replaceFirst("id: turkey-cross-border", "id: wide")
            .replace("longest-link: 90d", "longest-link: 1d"));

    @Test
    void of_those_that_cover_a_type_the_specific_ones_decide() {
        assertThat(Engine.deciding(List.of(WIDE, TURKEY), "email")).containsExactly(TURKEY);
        assertThat(Engine.deciding(List.of(WIDE), "email")).containsExactly(WIDE);
        assertThat(Engine.deciding(List.of(TURKEY, IASC, DPISP), "raw-survey-data"))
                .containsExactly(IASC);
        assertThat(Engine.deciding(List.of(TURKEY, IASC, DPISP), "case-referral"))
                .containsExactly(DPISP);
        assertThat(Engine.deciding(List.of(TURKEY, IASC, DPISP), "unheard-of")).isEmpty();
    }

    @Test
    void the_floor_is_that_of_the_protocol_that_decides_and_of_all_where_none_does() {
        Label lists = Label.of(Channel.PUBLIC, "beneficiary-lists")
                .declaring(Level.checked(Dimension.PERSONS, "none"))
                .declaring(Level.checked(Dimension.POPULATION, "aggregated"))
                .declaring(Level.checked(Dimension.LOCATION, "national"));
        assertThat(Engine.floor(List.of(TURKEY, IASC), lists)).isEqualTo(Channel.STRICTLY_CONFIDENTIAL);
        assertThat(Engine.floor(List.of(TURKEY), lists)).isEqualTo(Channel.RESTRICTED);
        assertThat(Engine.floor(List.of(), lists)).isEqualTo(Channel.STRICTLY_CONFIDENTIAL);
        Label dashboard = Engine.standardOr(List.of(TURKEY, IASC), Label.of(Channel.PUBLIC, "protection-dashboard"));
        assertThat(Engine.floor(List.of(TURKEY, IASC), dashboard)).isEqualTo(Channel.PUBLIC);
    }

    @Test
    void a_standard_level_is_filled_in_only_where_every_deciding_protocol_gives_one() {
        Protocol other = read(TURKISH_TEXT
                .replaceFirst("id: turkey-cross-border", "id: other")
                .replaceFirst(
                        "standard-label: \\{organizations: named, location: sub-district, population: disaggregated",
                        "standard-label: {organizations: none, location: exact"));
        Label label = Engine.standardOr(List.of(TURKEY, other), Label.of(Channel.RESTRICTED, "4w-monthly-inputs"));
        assertThat(label.effective(Dimension.ORGANIZATIONS).word()).isEqualTo("named");
        assertThat(label.effective(Dimension.LOCATION).word()).isEqualTo("exact");
        assertThat(label.undeclared()).containsExactly(Dimension.POPULATION);
    }

    @Test
    void what_refuses_is_said_first_then_what_is_asked_for_then_what_is_in_order() {
        Label label = Label.of(Channel.STRICTLY_CONFIDENTIAL, "4w-monthly-inputs")
                .declaring(Level.checked(Dimension.ORGANIZATIONS, "none"));
        Decision decision = Engine.decide(List.of(TURKEY), label, "members", Set.of("active-member"));
        List<Integer> weights = decision.reasons().stream()
                .map(r -> r.kind().refuses() ? 0 : r.kind().asks() ? 1 : 2)
                .toList();
        assertThat(weights).isSorted().contains(0, 1, 2);
        assertThat(decision.reasons().getFirst().kind()).isEqualTo(Reason.Kind.ABOVE_CEILING);
    }

    @Test
    void where_none_decides_the_unknown_audience_is_told_beside_the_unknown_type() {
        Decision decision = Engine.decide(
                List.of(TURKEY, IASC), Label.of(Channel.STRICTLY_CONFIDENTIAL, "unheard-of"), "members", Set.of());
        assertThat(decision.word()).isEqualTo("refuse");
        assertThat(decision.reasons())
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.UNKNOWN_TYPE, Reason.Kind.UNKNOWN_AUDIENCE);
    }

    @Test
    void of_two_protocols_it_is_passed_on_only_as_both_say() {
        Protocol other = read(TURKISH_TEXT
                .replaceFirst("id: turkey-cross-border", "id: other")
                .replaceFirst(
                        "onward-to: \\[members, members-field-coordination, ocha-gaziantep, ocha-imos, wos-focal-points\\]\n"
                                + "    inside-organisation: false",
                        "onward-to: [ocha-imos, public]\n    inside-organisation: true"));
        Label label = Engine.standardOr(TURKEY, Label.of(Channel.RESTRICTED, "4w-monthly-inputs"));
        for (List<Protocol> both : List.of(List.of(TURKEY, other), List.of(other, TURKEY))) {
            assertThat(Engine.decide(both, label, "coordinators", Set.of())
                            .obligations()
                            .passing())
                    .satisfies(passing -> {
                        assertThat(passing.to()).containsExactly("ocha-imos");
                        assertThat(passing.insideOrganisation()).isFalse();
                    });
        }
        assertThat(Engine.decide(List.of(other), label, "coordinators", Set.of())
                        .obligations()
                        .passing()
                        .insideOrganisation())
                .isTrue();
        assertThat(Engine.decide(List.of(other, other), label, "coordinators", Set.of())
                        .obligations()
                        .passing()
                        .insideOrganisation())
                .isTrue();
    }

    @Test
    void an_onward_rule_without_words_says_nothing() {
        Protocol silent = read(TURKISH_TEXT.replaceFirst("    onward: free\n", ""));
        Label label = Engine.standardOr(TURKEY, Label.of(Channel.PUBLIC, "protection-dashboard"));
        assertThat(Engine.decide(List.of(silent), label, "coordinators", Set.of())
                        .obligations()
                        .onward())
                .isEmpty();
        assertThat(Engine.decide(List.of(TURKEY), label, "coordinators", Set.of())
                        .obligations()
                        .onward())
                .containsExactly("free");
    }

    @Test
    void a_fact_is_found_by_its_name_and_a_derived_one_holds_for_its_period_and_grace() {
        FactKind reports = TURKEY.fact("reports-4w").orElseThrow();
        assertThat(reports.id()).isEqualTo("reports-4w");
        assertThat(reports.derived().map(FactKind.Derived::longest)).isEqualTo(Optional.of(Duration.ofDays(62)));
        assertThat(TURKEY.fact("unheard-of")).isEmpty();
    }

    @Test
    void of_several_floors_that_match_the_strictest_counts_wherever_it_stands() {
        Label label =
                Label.of(Channel.PUBLIC, "aid-worker-contacts").declaring(Level.checked(Dimension.PERSONS, "personal"));
        assertThat(Engine.floor(IASC, label)).isEqualTo(Channel.STRICTLY_CONFIDENTIAL);
        Protocol turned = read(ProtocolFile.shipped()
                .getOrDefault("iasc-template", "")
                .replace("persons: [personal, pseudonymised]", "type: [aid-worker-contacts]")
                .replace(
                        "when: {type: [aid-worker-contacts]}\n    floor: confidential",
                        "when: {persons: [personal]}\n    floor: strictly-confidential"));
        assertThat(Engine.floor(turned, label)).isEqualTo(Channel.STRICTLY_CONFIDENTIAL);
        Map<Channel, Boolean> kept = Map.of(Channel.CONFIDENTIAL, false, Channel.STRICTLY_CONFIDENTIAL, true);
        kept.forEach((channel, enough) -> assertThat(
                        Engine.decide(List.of(IASC), label.inChannel(channel), "sector-organisations", Set.of())
                                .reasons()
                                .stream()
                                .noneMatch(r -> r.kind() == Reason.Kind.BELOW_FLOOR))
                .isEqualTo(enough));
    }

    private static Protocol read(String text) {
        return switch (ProtocolFile.load(text)) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad -> throw new AssertionError(bad.mistakes());
        };
    }
}
