package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.label.Origin;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.Obligation;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Reason;

/** The rules around the matrix; the matrix itself is in the decision tables. */
class EngineTest {
    private static final String TEXT = ProtocolFile.shipped().getOrDefault("turkey-cross-border", "");
    private static final Protocol TURKEY = ProtocolFile.shipped("turkey-cross-border");
    private static final Label DASHBOARD = Engine.standardOr(TURKEY, Label.of(Channel.PUBLIC, "protection-dashboard"));

    @Test
    void a_standard_label_fills_what_nobody_declared_and_says_so() {
        Label label = Engine.standardOr(TURKEY, Label.of(Channel.RESTRICTED, "4w-monthly-inputs"));
        assertThat(label.effective(Dimension.LOCATION).word()).isEqualTo("sub-district");
        Decision decision = decide(label, "coordinators");
        assertThat(decision.word()).isEqualTo("permit");
        assertThat(decision.label().origin(Dimension.LOCATION)).isEqualTo(Origin.STANDARD);
        assertThat(decision.reasons().getFirst().sentence()).contains("organizations is named by the standard label");
    }

    @Test
    void what_a_person_declares_goes_before_the_standard_label() {
        Label label = Engine.standardOr(
                TURKEY,
                Label.of(Channel.CONFIDENTIAL, "protection-dashboard")
                        .declaring(Level.checked(Dimension.LOCATION, "exact")));
        assertThat(label.origin(Dimension.LOCATION)).isEqualTo(Origin.DECLARED);
        assertThat(label.origin(Dimension.PERSONS)).isEqualTo(Origin.STANDARD);
        assertThat(decide(label, "public").word()).isEqualTo("refuse");
    }

    @Test
    void a_type_without_a_fixed_form_has_no_standard_label() {
        Label label = Engine.standardOr(TURKEY, Label.of(Channel.STRICTLY_CONFIDENTIAL, "assessments-reports"));
        assertThat(label.undeclared()).containsExactly(Dimension.values());
    }

    @Test
    void two_specific_protocols_both_have_to_permit() {
        Protocol strict = variant("id: turkey-cross-border", "id: strict", "location: district", "location: national");
        Label strategy = Label.of(Channel.RESTRICTED, "sector-strategy")
                .declaring(Level.checked(Dimension.ORGANIZATIONS, "none"))
                .declaring(Level.checked(Dimension.LOCATION, "district"))
                .declaring(Level.checked(Dimension.ACTIVITY, "broad"))
                .declaring(Level.checked(Dimension.PERSONS, "none"));
        assertThat(Engine.decide(List.of(TURKEY), strategy, "members", Set.of()).word())
                .isEqualTo("permit");
        Decision both = Engine.decide(List.of(TURKEY, strict), strategy, "members", Set.of());
        assertThat(both.word()).isEqualTo("refuse");
        assertThat(both.bases()).hasSize(2);
        assertThat(both.protocols()).isEqualTo("turkey-cross-border 1, strict 1");
        Label national = strategy.declaring(Level.checked(Dimension.LOCATION, "national"));
        assertThat(Engine.decide(List.of(strict, TURKEY), national, "members", Set.of())
                        .word())
                .isEqualTo("permit");
    }

    @Test
    void the_response_wide_protocol_decides_only_where_no_specific_one_covers_the_type() {
        Protocol wide = variant("scope: specific", "scope: response-wide", "sector-work-plans", "beneficiary-lists");
        Label plans = Label.of(Channel.STRICTLY_CONFIDENTIAL, "sector-work-plans");
        Label lists = Label.of(Channel.STRICTLY_CONFIDENTIAL, "beneficiary-lists");
        assertThat(Engine.deciding(List.of(wide, TURKEY), plans.informationType()))
                .containsExactly(TURKEY);
        assertThat(Engine.deciding(List.of(wide, TURKEY), lists.informationType()))
                .containsExactly(wide);
        assertThat(Engine.decide(List.of(wide, TURKEY), lists, "members", Set.of())
                        .cell())
                .isPresent();
    }

    @Test
    void a_protocol_decides_on_its_first_and_last_day_and_on_none_outside() {
        Protocol ended = variant("from: 2016-02-01", "from: 2016-02-01\n  until: 2026-11-20", "", "");
        LocalDate last = LocalDate.of(2026, 11, 20);
        assertThat(Engine.inForce(List.of(ended), last)).containsExactly(ended);
        assertThat(Engine.inForce(List.of(ended), last.plusDays(1))).isEmpty();
        assertThat(Engine.inForce(List.of(ended), LocalDate.of(2016, 2, 1))).containsExactly(ended);
        assertThat(Engine.inForce(List.of(ended), LocalDate.of(2016, 1, 31))).isEmpty();
    }

    @Test
    void the_owner_narrows_and_never_widens() {
        Label narrowed = with(DASHBOARD, "share-with", "members, ocha-gaziantep");
        assertThat(decide(narrowed, "members").word()).isEqualTo("permit");
        Decision refused = decide(narrowed, "public");
        assertThat(refused.word()).isEqualTo("refuse");
        assertThat(refused.reasons().getFirst()).satisfies(reason -> {
            assertThat(reason.kind()).isEqualTo(Reason.Kind.NARROWED_BY_OWNER);
            assertThat(reason.allowed()).contains("members, ocha-gaziantep");
        });
        assertThat(decide(with(DASHBOARD, "share-with", ""), "members").word()).isEqualTo("refuse");
        Label minutes = with(Label.of(Channel.STRICTLY_CONFIDENTIAL, "meeting-minutes"), "share-with", "public");
        assertThat(decide(minutes, "public").word()).isEqualTo("refuse");
        assertThat(Engine.floor(TURKEY, narrowed)).isEqualTo(Channel.PUBLIC);
    }

    @Test
    void a_reason_carries_dimension_level_ceiling_and_row() {
        Decision decision = decide(
                Label.of(Channel.STRICTLY_CONFIDENTIAL, "protection-dashboard")
                        .declaring(Level.checked(Dimension.LOCATION, "exact")),
                "public");
        assertThat(decision.reasons())
                .anySatisfy(reason -> {
                    assertThat(reason.dimension()).contains(Dimension.LOCATION);
                    assertThat(reason.have()).contains("exact");
                    assertThat(reason.origin()).contains(Origin.DECLARED);
                    assertThat(reason.allowed()).contains("sub-district");
                    assertThat(reason.row()).contains("table, Protection dashboard, row 5: public");
                })
                .anySatisfy(reason -> {
                    assertThat(reason.dimension()).contains(Dimension.PERSONS);
                    assertThat(reason.origin()).contains(Origin.UNDECLARED);
                });
    }

    @Test
    void an_inherited_cell_says_whose_it_is() {
        Decision decision = decide(DASHBOARD, "partner-bodies");
        assertThat(decision.bases()).singleElement().satisfies(basis -> {
            assertThat(basis.inherited()).isTrue();
            assertThat(basis.audience()).isEqualTo("partner-bodies");
            assertThat(basis.cell().orElseThrow().audience()).isEqualTo("public");
        });
        assertThat(decide(DASHBOARD, "members").bases()).noneMatch(b -> b.inherited());
    }

    @Test
    void obligations_are_those_of_the_cell_and_of_the_channel() {
        Label label = Engine.standardOr(TURKEY, Label.of(Channel.CONFIDENTIAL, "4w-monthly-inputs"));
        assertThat(decide(label, "coordinators").obligations()).satisfies(o -> {
            assertThat(o.disclosure()).isEqualTo(Disclosure.LIMITED);
            assertThat(o.onward()).singleElement().asString().startsWith("only as the other cells");
            assertThat(o.longestLink()).isEqualTo(Duration.ofDays(7));
            assertThat(o.mostDownloads()).isEqualTo(3);
            assertThat(o.handOver())
                    .containsExactly(
                            Obligation.PASSWORD, Obligation.PASSWORD_ANOTHER_WAY, Obligation.ONE_NUMBER_IS_ONE_WAY);
        });
        assertThat(decide(DASHBOARD, "public").obligations().handOver()).isEmpty();
        assertThat(decide(DASHBOARD, "nobody").obligations().mostDownloads()).isZero();
        assertThat(decide(DASHBOARD, "nobody").protocols()).isEqualTo("turkey-cross-border 1");
    }

    @Test
    void data_on_cases_goes_from_person_to_person_even_where_a_fact_lifts_the_ceiling() {
        Label email = Label.of(Channel.STRICTLY_CONFIDENTIAL, "email")
                .declaring(Level.checked(Dimension.ORGANIZATIONS, "none"));
        Set<String> facts = Set.of("thematic-or-working-group");
        for (Level level : Dimension.PERSONS.levels()) {
            boolean onCases = level.rank() >= 2;
            assertThat(Engine.decide(List.of(TURKEY), email.declaring(level), "members", facts)
                            .obligations()
                            .handOver()
                            .contains(Obligation.PERSON_TO_PERSON))
                    .as(level.word())
                    .isEqualTo(onCases);
        }
    }

    @Test
    void a_known_audience_that_is_part_of_none_has_the_cell_of_the_public() {
        Protocol donors =
                variant("  - id: public\n", "  - {id: donors, title: {en: D}, who: d}\n  - id: public\n", "", "");
        Decision decision = Engine.decide(List.of(donors), DASHBOARD, "donors", Set.of());
        assertThat(decision.word()).isEqualTo("permit");
        assertThat(decision.cell().orElseThrow().audience()).isEqualTo("public");
    }

    @Test
    void of_two_protocols_the_stricter_obligations_travel_with_the_file() {
        Protocol strict =
                variant("disclosure: free", "disclosure: no-further", "longest-link: 90d", "longest-link: 1d");
        assertThat(Engine.decide(List.of(strict, TURKEY), DASHBOARD, "public", Set.of())
                        .obligations())
                .satisfies(o -> {
                    assertThat(o.disclosure()).isEqualTo(Disclosure.NO_FURTHER);
                    assertThat(o.longestLink()).isEqualTo(Duration.ofDays(1));
                });
    }

    @Test
    void the_floor_for_everything_else_does_not_raise_one_that_matches() {
        Protocol careful = variant(
                "  - when: otherwise\n    floor: restricted",
                "  - {when: {organizations: [none]}, floor: restricted, source: ours}\n"
                        + "  - when: otherwise\n    floor: strictly-confidential",
                "",
                "");
        Label minutes = Label.of(Channel.RESTRICTED, "meeting-minutes")
                .declaring(Level.checked(Dimension.LOCATION, "national"))
                .declaring(Level.checked(Dimension.POPULATION, "aggregated"))
                .declaring(Level.checked(Dimension.PERSONS, "none"));
        Label unnamed = minutes.declaring(Level.checked(Dimension.ORGANIZATIONS, "none"));
        assertThat(Engine.floor(careful, unnamed)).isEqualTo(Channel.RESTRICTED);
        assertThat(Engine.floor(careful, minutes)).isEqualTo(Channel.STRICTLY_CONFIDENTIAL);
    }

    @Test
    void without_any_protocol_the_floor_is_the_strictest_channel() {
        assertThat(Engine.floor(List.of(), DASHBOARD)).isEqualTo(Channel.STRICTLY_CONFIDENTIAL);
        assertThat(Engine.floor(List.of(TURKEY), DASHBOARD)).isEqualTo(Channel.PUBLIC);
    }

    private static Decision decide(Label label, String audience) {
        return Engine.decide(List.of(TURKEY), label, audience, Set.of());
    }

    private static Label with(Label label, String key, String value) {
        return ((LabelChange.Accepted) label.with(key, value)).label();
    }

    private static Protocol variant(String from, String to, String from2, String to2) {
        String text = TEXT.replace(from, to);
        return switch (ProtocolFile.load(from2.isEmpty() ? text : text.replace(from2, to2))) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad -> throw new AssertionError(bad.mistakes());
        };
    }
}
