package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.protocol.Explanation;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Remedy;

/** What people are told to do about something that may not go: which fact, whose word it is, which level. */
final class RemedyWordsTest {
    private static final String TEXT = """
            schema: sluice-protocol/1
            id: remedies
            version: "1"
            scope: specific
            title: {en: Remedies}
            in-force: {from: 2026-01-01}
            facts:
              - {id: urgent, about: deposit, given-by: coordinator, title: {en: It is urgent}}
              - {id: consent, about: deposit, given-by: owner, title: {en: They consent}}
            audiences:
              - {id: public, title: {en: Public}, who: everybody}
              - {id: members, title: {en: Members}, who: members}
            types:
              - {id: reports, title: {en: Reports}}
            cells:
              - {type: reports, audience: members, shared: yes, ceiling: {persons: none}, conditions: [consent],
                 disclosure: limited, row: made up}
            floors:
              - {when: otherwise, floor: restricted, source: made up}
            channels:
              public: {title: {en: P}, longest-link: 9d, most-downloads: 9, obligations: []}
              restricted: {title: {en: R}, longest-link: 9d, most-downloads: 9, obligations: []}
              confidential: {title: {en: C}, longest-link: 9d, most-downloads: 9, obligations: []}
              strictly-confidential: {title: {en: S}, longest-link: 9d, most-downloads: 9, obligations: []}
            """;

    private static final Label REPORT = Label.of(Channel.RESTRICTED, "reports");

    private static List<Remedy> remedies(Label label, String audience) {
        Protocol protocol = switch (ProtocolFile.load(TEXT)) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad -> throw new AssertionError(bad.mistakes().toString());
        };
        return Explanation.all(List.of(protocol), label, Set.of()).stream()
                .filter(e -> e.decision().audience().equals(audience))
                .findFirst()
                .orElseThrow()
                .remedies();
    }

    private static Label persons(String level) {
        return REPORT.declaring(Dimension.PERSONS.level(level).orElseThrow());
    }

    @Test
    void a_missing_fact_is_named_by_its_title_and_by_whose_word_it_is() {
        assertThat(remedies(persons("none"), "members"))
                .containsExactly(new Remedy(
                        Remedy.Kind.RECORD_FACT,
                        Optional.of("consent"),
                        Optional.of("the owner of the deposit"),
                        "Put on record that \"They consent\" (consent); it is the word of the owner of the deposit."));
    }

    @Test
    void a_level_that_was_declared_is_to_be_lowered() {
        assertThat(remedies(persons("staff"), "members"))
                .contains(new Remedy(
                        Remedy.Kind.LOWER_LEVEL,
                        Optional.of("persons=none"),
                        Optional.of("its owner"),
                        "Make a version whose persons is none or less identifying."));
    }

    @Test
    void a_level_that_nobody_declared_is_to_be_looked_into() {
        assertThat(remedies(REPORT, "members"))
                .contains(new Remedy(
                        Remedy.Kind.DECLARE_LEVEL,
                        Optional.of("persons=none"),
                        Optional.of("its owner"),
                        "Look into the file and declare persons, if it is none or less identifying; else make a version"
                                + " that is."));
    }

    @Test
    void where_the_protocol_has_no_cell_nothing_helps_but_another_version_of_it() {
        List<Remedy> remedies = remedies(persons("none"), "public");
        assertThat(remedies)
                .containsExactly(new Remedy(
                        Remedy.Kind.NOTHING_HELPS,
                        Optional.empty(),
                        Optional.empty(),
                        "No level and no fact opens this: The protocol has no cell for reports and public, nor one for"
                                + " the public. Only another version of the protocol would."));
        assertThat(remedies.getFirst().kind().word()).isEqualTo("nothing-helps");
    }
}
