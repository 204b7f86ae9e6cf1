package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.protocol.Assessment;
import org.sluice.gateway.domain.protocol.Difference;
import org.sluice.gateway.domain.protocol.Explanation;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.ProtocolDiff;
import org.sluice.gateway.domain.protocol.Remedy;

/** A protocol begun from a template: what it changes, what of that is wider, and what an assessment lets it have. */
final class ProtocolDiffTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final String TEMPLATE = Optional.ofNullable(
                    ProtocolFile.shipped().get("turkey-cross-border"))
            .orElseThrow();
    private static final String OWN = ProtocolTemplate.begin(TEMPLATE, "ours", Optional.of("Ours \"here\""), DAY);
    private static final Protocol TURKEY = ProtocolFile.shipped("turkey-cross-border");

    private static Protocol load(String text) {
        return switch (ProtocolFile.load(text)) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad -> throw new AssertionError(bad.mistakes().toString());
        };
    }

    private static String with(String pattern, String replacement) {
        String changed = Pattern.compile(pattern, Pattern.DOTALL).matcher(OWN).replaceFirst(replacement);
        assertThat(changed).isNotEqualTo(OWN);
        return changed;
    }

    private static List<String> keys(List<Difference> differences) {
        return differences.stream().map(Difference::key).toList();
    }

    @Test
    void a_beginning_keeps_the_comments_that_teach_and_names_its_template() {
        assertThat(OWN)
                .contains("# Ladders, from the least to the most identifying")
                .contains("based-on:");
        Protocol own = load(OWN);
        assertThat(own.id()).isEqualTo("ours");
        assertThat(own.version()).isEqualTo("1");
        assertThat(own.titles().english()).isEqualTo("Ours \"here\"");
        assertThat(own.inForceFrom()).isEqualTo(DAY);
        assertThat(own.basedOn().orElseThrow().id()).isEqualTo("turkey-cross-border");
        assertThat(own.basedOn().orElseThrow().digest()).contains(ProtocolTemplate.digest(TEMPLATE));
        assertThat(own.cells()).isEqualTo(TURKEY.cells());
    }

    @Test
    void a_beginning_from_a_beginning_names_the_nearer_one() {
        Protocol second = load(ProtocolTemplate.begin(OWN, "second", Optional.empty(), DAY));
        assertThat(second.basedOn().orElseThrow().id()).isEqualTo("ours");
    }

    @Test
    void an_id_that_is_no_name_begins_nothing() {
        assertThatThrownBy(() -> ProtocolTemplate.begin(TEMPLATE, "Not A Name", Optional.empty(), DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no name");
    }

    @Test
    void a_beginning_is_no_wider_than_its_template() {
        Baseline baseline = Baseline.of(load(OWN), Baseline.shipped());
        assertThat(baseline).isInstanceOf(Baseline.Template.class);
        assertThat(baseline.wider(load(OWN))).isEmpty();
        assertThat(keys(ProtocolDiff.of(TURKEY, load(OWN)).differences())).isEmpty();
    }

    @Test
    void without_the_templates_name_whatever_is_shared_is_wider_than_nothing() {
        Protocol nameless = load(with("based-on:\n(  [^\n]*\n)+", ""));
        Baseline baseline = Baseline.of(nameless, Baseline.shipped());
        assertThat(baseline).isInstanceOf(Baseline.Nothing.class);
        assertThat(keys(baseline.wider(nameless))).contains("cell sector-strategy:public");
    }

    @Test
    void without_the_templates_name_an_earlier_version_of_the_same_protocol_is_the_measure() {
        Baseline baseline = Baseline.of(TURKEY, Baseline.shipped());
        assertThat(baseline.wider(TURKEY)).isEmpty();
        assertThat(baseline.words()).isEqualTo("turkey-cross-border 1");
    }

    @Test
    void a_template_that_is_not_there_or_was_another_text_is_said() {
        Protocol unknown = load(with("(based-on:\n  id: )[a-z-]+", "$1atlantis"));
        assertThat(Baseline.of(unknown, Baseline.shipped()).words())
                .contains("There is no template atlantis version 1");
        Protocol other = load(with("(  digest: )[0-9a-f]{64}", "$1" + "0".repeat(64)));
        assertThat(Baseline.of(other, Baseline.shipped()).words()).contains("digest differs");
    }

    @Test
    void a_cell_for_the_public_shows_for_every_audience_that_inherits_it() {
        Protocol wider = load(with(
                "(type: sector-work-plans\n    audience: public\n    shared: yes\n    ceiling: \\{organizations: )none",
                "$1named"));
        List<String> keys = keys(ProtocolDiff.of(TURKEY, wider).wider());
        assertThat(keys).contains("cell sector-work-plans:public").doesNotContain("cell sector-work-plans:members");
        assertThat(keys).allMatch(key -> key.startsWith("cell sector-work-plans:"));
    }

    @Test
    void a_new_audience_is_measured_against_what_the_public_had() {
        Protocol wider = load(with(
                "\naudiences:\n",
                "\naudiences:\n  - {id: police, title: {en: Police}, who: the police, is-also: members}\n"));
        List<Difference> wide = ProtocolDiff.of(TURKEY, wider).wider();
        assertThat(keys(wide)).contains("cell sector-work-plans:police").allMatch(key -> key.endsWith(":police"));
    }

    @Test
    void a_new_type_that_is_shared_is_wider_than_a_template_that_does_not_know_it() {
        Protocol wider = load(with("\ntypes:\n", "\ntypes:\n  - {id: tracing, title: {en: Tracing}}\n")
                .replace(
                        "\ncells:\n",
                        "\ncells:\n  - {type: tracing, audience: members, shared: yes, ceiling: {persons: none},"
                                + " disclosure: no-further, row: ours}\n"));
        assertThat(keys(ProtocolDiff.of(TURKEY, wider).wider()))
                .contains("cell tracing:members")
                .doesNotContain("cell tracing:public");
        assertThat(keys(ProtocolDiff.of(TURKEY, wider).differences())).contains("type tracing");
    }

    @Test
    void a_lower_floor_is_wider_for_each_type_and_gives_an_example() {
        Protocol wider = load(with("when: otherwise\n    floor: restricted", "when: otherwise\n    floor: public"));
        List<Difference> wide = ProtocolDiff.of(TURKEY, wider).wider();
        assertThat(keys(wide)).contains("floor sector-work-plans");
        assertThat(wide.getFirst().changes().getFirst().sentence())
                .contains("organizations none")
                .contains("restricted → public (wider)");
    }

    @Test
    void a_higher_floor_is_narrower() {
        Protocol narrower =
                load(with("when: otherwise\n    floor: restricted", "when: otherwise\n    floor: confidential"));
        ProtocolDiff diff = ProtocolDiff.of(TURKEY, narrower);
        assertThat(diff.wider()).isEmpty();
        assertThat(keys(diff.differences())).contains("floor sector-work-plans");
    }

    @Test
    void a_longer_link_more_downloads_and_a_dropped_obligation_are_wider() {
        assertThat(keys(ProtocolDiff.of(TURKEY, load(with("longest-link: 3d", "longest-link: 4d")))
                        .wider()))
                .containsExactly("channel strictly-confidential");
        assertThat(keys(ProtocolDiff.of(TURKEY, load(with("most-downloads: 1\n", "most-downloads: 2\n")))
                        .wider()))
                .containsExactly("channel strictly-confidential");
        assertThat(keys(ProtocolDiff.of(TURKEY, load(with(", second-person\\]", "]")))
                        .wider()))
                .containsExactly("channel strictly-confidential");
        assertThat(ProtocolDiff.of(TURKEY, load(with("longest-link: 3d", "longest-link: 2d")))
                        .wider())
                .isEmpty();
    }

    @Test
    void an_assessment_lets_a_part_be_as_wide_as_it_was_assessed_and_no_wider() {
        String wide = with("longest-link: 3d", "longest-link: 4d");
        Protocol assessed = load(wide);
        Assessment.Read onRecord = new Assessment.Read(assessment("ours", wide), assessed);
        assertThat(uncovered(assessed, onRecord)).isEmpty();
        assertThat(uncovered(load(with("longest-link: 3d", "longest-link: 5d")), onRecord))
                .containsExactly("channel strictly-confidential");
        assertThat(uncovered(load(with("longest-link: 7d", "longest-link: 8d")), onRecord))
                .containsExactly("channel confidential");
        assertThat(uncovered(assessed, new Assessment.Read(assessment("theirs", wide), assessed)))
                .containsExactly("channel strictly-confidential");
    }

    private static List<String> uncovered(Protocol proposed, Assessment.Read onRecord) {
        List<Difference> wider = ProtocolDiff.of(TURKEY, proposed).wider();
        return keys(Assessment.uncovered(wider, proposed, List.of(onRecord)));
    }

    private static Assessment assessment(String protocolId, String text) {
        return new Assessment(
                "a1",
                protocolId,
                List.of("channel strictly-confidential"),
                text,
                "A made-up officer",
                DAY,
                Optional.empty(),
                Optional.empty(),
                Optional.of("in the safe"),
                "cora",
                Instant.EPOCH);
    }

    @Test
    void every_reason_against_something_has_its_remedy() {
        var label = org.sluice.gateway.domain.label.Label.of(
                org.sluice.gateway.domain.label.Channel.PUBLIC, "assessments-reports");
        List<Explanation> all = Explanation.all(List.of(TURKEY), label, java.util.Set.of());
        assertThat(all).hasSameSizeAs(TURKEY.audiences());
        for (Explanation one : all) {
            long against = one.decision().reasons().stream()
                    .filter(r -> r.kind().refuses() || r.kind().asks())
                    .count();
            assertThat(one.remedies()).hasSize((int) against);
        }
        Explanation ocha = all.stream()
                .filter(e -> e.decision().audience().equals("ocha-imos"))
                .findFirst()
                .orElseThrow();
        assertThat(ocha.remedies())
                .extracting(Remedy::kind)
                .contains(Remedy.Kind.MOVE_TO_CHANNEL, Remedy.Kind.DECLARE_LEVEL, Remedy.Kind.RECORD_FACT);
        assertThat(ocha.remedies()).extracting(Remedy::target).contains(Optional.of("persons=staff"));
    }
}
