package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.label.Origin;
import org.sluice.gateway.domain.protocol.Audience;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Parties;
import org.sluice.gateway.domain.protocol.Reason;
import org.sluice.gateway.policy.Draws.Drawn;

/**
 * What holds of every decision, tried on many drawn questions over the shipped protocols. One answer is wider than another
 * if it is nearer to a permit, or if both ask for facts and it asks for fewer. Each property is also seen to bite: of the
 * questions drawn, some answers do change.
 */
final class PropertiesTest extends PropertiesCase {
    /**
     * A less identifying label is never answered more narrowly. It holds because a level is compared with ceilings from
     * below only, and because a floor can only sink with it: the levels that a floor names are the upper ends of ladders,
     * and where they are not (results at household level), a stricter floor names what lies above.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_less_identifying_label_is_never_answered_more_narrowly(long seed) {
        narrows(seed, (draws, drawn) -> {
            // From the less identifying label to the one that was drawn: seen backwards, it widens.
            Dimension dimension = draws.one(List.of(Dimension.values()));
            Level more = drawn.question().label().effective(dimension);
            return more.rank() == 0
                    ? Optional.empty()
                    : Optional.of(new Pair(
                            drawn.asking(
                                    drawn.question().label().declaring(new Level(dimension, draws.one(below(more))))),
                            drawn));
        });
    }

    /** What nobody declared is answered as if the most identifying had been declared: it can't be left out to gain by it. */
    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void what_is_undeclared_is_answered_like_the_most_identifying(long seed) {
        Draws draws = new Draws(seed);
        for (int i = 0; i < DRAWS; i++) {
            Drawn drawn = draws.next();
            Label label = drawn.question().label();
            Label said = label;
            for (Dimension dimension : label.undeclared()) {
                said = said.declaring(dimension.mostIdentifying());
            }
            if (label.particulars().smallCounts().isEmpty()) {
                said = Draws.set(said, LabelKey.SMALL_COUNTS, "present");
            }
            assertThat(decide(drawn.asking(said)).word())
                    .as("%s", drawn)
                    .isEqualTo(decide(drawn).word());
        }
    }

    /**
     * A fact more on record never makes an answer narrower. It holds because facts are asked for and never asked to be
     * absent: a condition, a lift, a waiver and what goes before a refusal are all met by a fact that is there.
     */
    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void a_fact_more_on_record_never_narrows(long seed) {
        narrows(seed, (draws, drawn) -> {
            Set<String> more = new HashSet<>(drawn.question().facts().given());
            more.add(draws.one(
                    draws.chance(80) ? orAny(Draws.asked(drawn.protocol(), drawn.cell()), drawn) : facts(drawn)));
            return Optional.of(
                    new Pair(drawn.asking(more, drawn.question().facts().refused()), drawn));
        });
    }

    /** A refusal more on record never makes an answer wider: it refuses where the fact is asked for, and else says nothing. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void a_refused_fact_never_widens(long seed) {
        narrows(seed, (draws, drawn) -> {
            Set<String> more = new HashSet<>(drawn.question().facts().refused());
            more.add(draws.one(orAny(Draws.asked(drawn.protocol(), drawn.cell()), drawn)));
            return Optional.of(
                    new Pair(drawn, drawn.asking(drawn.question().facts().given(), more)));
        });
    }

    /** Nobody is asked again for what was refused: an answer that asks for facts asks for none of those. */
    @ParameterizedTest
    @ValueSource(longs = {33, 34})
    void what_was_refused_is_not_asked_for(long seed) {
        Draws draws = new Draws(seed);
        int refused = 0;
        for (int i = 0; i < DRAWS; i++) {
            Drawn drawn = draws.next();
            Set<String> kinds = drawn.question().facts().refused();
            refused += kinds.isEmpty() ? 0 : 1;
            if (decide(drawn) instanceof Decision.Needs needs) {
                assertThat(needs.missing()).as("%s", drawn).noneMatch(kinds::contains);
            }
        }
        assertThat(refused).isPositive();
    }

    /**
     * The owner's list never widens: an audience taken off it, or a list where there was none, leaves fewer. The one
     * exception is no widening: where a cell asks the owner to name its audiences, silence names none, so there only
     * lists are compared with shorter ones.
     */
    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void an_owners_narrowing_never_widens(long seed) {
        narrows(seed, (draws, drawn) -> {
            Label label = drawn.question().label();
            List<String> before = label.shareWith()
                    .orElse(drawn.protocol().audiences().stream()
                            .map(Audience::id)
                            .toList());
            if (before.isEmpty()
                    || (label.shareWith().isEmpty() && drawn.cell().handling().ownerNames())) {
                return Optional.empty();
            }
            List<String> fewer = new ArrayList<>(before);
            fewer.remove(
                    draws.chance(50) && fewer.contains(drawn.question().audience())
                            ? drawn.question().audience()
                            : draws.one(before));
            return Optional.of(new Pair(drawn, drawn.asking(Draws.set(label, LabelKey.SHARE_WITH, fewer))));
        });
    }

    /** A mark more never widens: it closes audiences, and opens none. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void a_mark_never_widens(long seed) {
        narrows(seed, (draws, drawn) -> {
            List<String> marks =
                    new ArrayList<>(drawn.question().label().particulars().marks());
            List<String> known = Draws.marks(Draws.DPISP);
            marks.add(draws.chance(90) ? draws.one(known) : "unheard-of");
            return Optional.of(
                    new Pair(drawn, drawn.asking(Draws.set(drawn.question().label(), LabelKey.MARKS, marks))));
        });
    }

    /** An element more that was withheld never widens: it only has to stay back. */
    @ParameterizedTest
    @ValueSource(longs = {13, 14})
    void a_withheld_element_never_widens(long seed) {
        narrows(seed, (draws, drawn) -> {
            List<String> known = Draws.elements(drawn.protocol());
            if (known.isEmpty()) {
                return Optional.empty();
            }
            List<String> withheld =
                    new ArrayList<>(drawn.question().label().particulars().withheld());
            withheld.add(draws.one(drawn.question()
                    .label()
                    .particulars()
                    .elements()
                    .filter(has -> !has.isEmpty())
                    .orElse(known)));
            return Optional.of(
                    new Pair(drawn, drawn.asking(Draws.set(drawn.question().label(), LabelKey.WITHHELD, withheld))));
        });
    }

    /**
     * A data element more in the file never widens, unless it is the judgement with which alone another element passes
     * ("giving the residence is safe and necessary"): that one says more care, not more data.
     */
    @ParameterizedTest
    @ValueSource(longs = {15, 16})
    void a_data_element_more_never_widens(long seed) {
        narrows(seed, (draws, drawn) -> {
            List<String> known = new ArrayList<>(Draws.elements(drawn.protocol()));
            drawn.protocol()
                    .cells()
                    .forEach(cell ->
                            known.removeAll(cell.handling().elementWith().values()));
            Optional<List<String>> has = drawn.question().label().particulars().elements();
            if (known.isEmpty() || has.isEmpty()) {
                return Optional.empty();
            }
            List<String> more = new ArrayList<>(has.get());
            more.add(draws.one(known));
            return Optional.of(
                    new Pair(drawn, drawn.asking(Draws.set(drawn.question().label(), LabelKey.ELEMENTS, more))));
        });
    }

    /** Figures that may count very few never widen: they are held back, go to named recipients, or make no difference. */
    @ParameterizedTest
    @ValueSource(longs = {17, 18})
    void small_counts_never_widen(long seed) {
        narrows(seed, (draws, drawn) -> {
            Label label = drawn.question().label();
            return Optional.of(new Pair(
                    drawn.asking(Draws.set(label, LabelKey.SMALL_COUNTS, "none")),
                    drawn.asking(Draws.set(label, LabelKey.SMALL_COUNTS, draws.chance(50) ? "present" : ""))));
        });
    }

    /** A sender with fewer functions, or a recipient who is no named person, never widens: cells ask for these, never against. */
    @ParameterizedTest
    @ValueSource(longs = {19, 20})
    void fewer_functions_and_a_nameless_recipient_never_widen(long seed) {
        narrows(seed, (draws, drawn) -> {
            Parties parties = drawn.question().parties();
            Optional<Set<String>> fewer = parties.functions().isEmpty()
                    ? Optional.of(Set.copyOf(
                            draws.some(List.copyOf(drawn.cell().handling().senders()), 50)))
                    : parties.functions()
                            .map(f -> Set.copyOf(draws.some(f.stream().sorted().toList(), 50)));
            return Optional.of(new Pair(drawn, drawn.asking(new Parties(fewer, parties.named() && draws.chance(50)))));
        });
    }

    /** Nothing goes anywhere under no protocol, and nothing to an audience or of a type that none in force knows. */
    @ParameterizedTest
    @ValueSource(longs = {29, 30})
    void whatever_is_unknown_is_refused(long seed) {
        Draws draws = new Draws(seed);
        for (int i = 0; i < DRAWS; i++) {
            Drawn drawn = draws.next();
            assertThat(decide(drawn.under(List.of())).word()).isEqualTo("refuse");
            Label other = Draws.set(drawn.question().label(), LabelKey.TYPE, "unheard-of");
            assertThat(decide(drawn.asking(other)).word()).isEqualTo("refuse");
        }
    }

    /** The draws are worth something: every answer comes often, and every kind of reason that these protocols can give. */
    @Test
    void every_answer_and_every_reason_is_drawn() {
        Draws draws = new Draws(31);
        Map<String, Integer> answers = new TreeMap<>();
        Set<Reason.Kind> kinds = EnumSet.noneOf(Reason.Kind.class);
        Set<Origin> origins = EnumSet.noneOf(Origin.class);
        for (int i = 0; i < DRAWS; i++) {
            Decision decision = decide(draws.next());
            answers.merge(decision.word(), 1, Integer::sum);
            decision.reasons().forEach(reason -> {
                kinds.add(reason.kind());
                reason.origin().ifPresent(origins::add);
            });
        }
        assertThat(answers.values()).hasSize(3).allSatisfy(n -> assertThat(n).isGreaterThan(DRAWS / 20));
        assertThat(origins).containsExactly(Origin.DECLARED, Origin.UNDECLARED);
        Set<Reason.Kind> never = EnumSet.complementOf(EnumSet.copyOf(kinds));
        // A drawn question asks for known words under protocols that cover the type and have a cell at the end of every
        // row.
        assertThat(never)
                .containsExactlyInAnyOrder(
                        Reason.Kind.NO_PROTOCOL,
                        Reason.Kind.UNKNOWN_TYPE,
                        Reason.Kind.UNKNOWN_AUDIENCE,
                        Reason.Kind.UNKNOWN_VALUE,
                        Reason.Kind.NO_CELL,
                        Reason.Kind.UNKNOWN_MARK);
    }
}
