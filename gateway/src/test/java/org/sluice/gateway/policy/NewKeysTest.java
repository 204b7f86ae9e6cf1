package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Reason;

/** Every rule beyond ceilings alone, in a small protocol in which nothing else stands in its way. */
class NewKeysTest {
    private static final List<Protocol> IN_FORCE = List.of(read("/protocols/new-keys.yaml"));

    static Stream<TextTable.Row> cases() {
        return TextTable.of("/decisions/new-keys/cases.csv").rows().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_case_is_decided_as_its_row_says(TextTable.Row row) {
        CaseAnswer answer = CaseTable.decideOne(IN_FORCE, row.values());
        assertThat(answer.word()).as(row.get("note")).isEqualTo(row.get("expected"));
        assertThat(because(answer)).as(row.get("note")).isEqualTo(row.get("because"));
    }

    @Test
    void the_rows_show_every_reason_that_these_keys_can_give() {
        Set<Reason.Kind> shown = cases().flatMap(row -> CaseTable.decideOne(IN_FORCE, row.values()).reasons().stream())
                .map(Reason::kind)
                .collect(Collectors.toSet());
        assertThat(shown)
                .containsAll(EnumSet.range(Reason.Kind.UNKNOWN_MARK, Reason.Kind.FACT_REFUSED))
                .contains(
                        Reason.Kind.MISSING_FACT,
                        Reason.Kind.MISSING_LIFT,
                        Reason.Kind.MISSING_WAIVER,
                        Reason.Kind.SENDER_FITS);
    }

    @Test
    void every_mistake_in_these_keys_is_told_at_once_with_its_place() {
        Loaded loaded = ProtocolFile.load(TextTable.text("/protocols/wrong/new-keys.yaml"));
        assertThat(((Loaded.Bad) loaded)
                        .mistakes().stream().map(Mistake::toString).collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo(TextTable.text("/protocols/wrong/new-keys.txt"));
    }

    /** The kinds of those reasons that refuse or ask, in the order in which they are told. */
    private static String because(CaseAnswer answer) {
        return answer.reasons().stream()
                .map(Reason::kind)
                .filter(kind -> kind.refuses() || kind.asks())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(";"));
    }

    private static Protocol read(String resource) {
        return switch (ProtocolFile.load(TextTable.text(resource))) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad -> throw new AssertionError(bad.mistakes());
        };
    }
}
