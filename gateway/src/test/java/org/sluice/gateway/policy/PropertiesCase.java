package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.policy.Draws.Drawn;

/** Draws questions, and says which of two answers is wider. */
abstract class PropertiesCase {
    static final int DRAWS = 3_000;

    /** @param narrow the same question asked more narrowly than {@code wide} */
    record Pair(Drawn wide, Drawn narrow) {}

    static void narrows(long seed, BiFunction<Draws, Drawn, Optional<Pair>> change) {
        Draws draws = new Draws(seed);
        int changed = 0;
        for (int i = 0; i < DRAWS; i++) {
            Optional<Pair> pair = change.apply(draws, draws.next());
            if (pair.isPresent()) {
                Decision wide = decide(pair.get().wide());
                Decision narrow = decide(pair.get().narrow());
                assertThat(isWider(narrow, wide))
                        .as(
                                "%s%nanswers %s,%nand more narrowly asked%n%s%nanswers %s",
                                pair.get().wide(), wide, pair.get().narrow(), narrow)
                        .isFalse();
                changed += isWider(wide, narrow) ? 1 : 0;
            }
        }
        assertThat(changed).as("answers that the change narrowed").isPositive();
    }

    static boolean isWider(Decision one, Decision other) {
        if (one instanceof Decision.Needs needs && other instanceof Decision.Needs others) {
            return !needs.missing().containsAll(others.missing());
        }
        return rank(one) > rank(other);
    }

    static int rank(Decision decision) {
        return switch (decision) {
            case Decision.Refuse refuse -> 0;
            case Decision.Needs needs -> 1;
            case Decision.Permit permit -> 2;
        };
    }

    static void assertStricter(Obligations strict, Obligations lax) {
        assertThat(strict.longestLink()).isLessThanOrEqualTo(lax.longestLink());
        assertThat(strict.mostDownloads()).isLessThanOrEqualTo(lax.mostDownloads());
        assertThat(strict.disclosure()).isGreaterThanOrEqualTo(lax.disclosure());
        assertThat(strict.handOver()).containsAll(lax.handOver());
        assertThat(lax.passing().to()).containsAll(strict.passing().to());
        assertThat(lax.passing().insideOrganisation() || !strict.passing().insideOrganisation())
                .isTrue();
    }

    static List<Integer> below(Level level) {
        List<Integer> ranks = new ArrayList<>();
        for (int rank = 0; rank < level.rank(); rank++) {
            ranks.add(rank);
        }
        return ranks;
    }

    static List<String> orAny(List<String> asked, Drawn drawn) {
        return asked.isEmpty() ? facts(drawn) : asked;
    }

    static List<String> facts(Drawn drawn) {
        return drawn.protocol().facts().stream().map(FactKind::id).toList();
    }

    static Decision decide(Drawn drawn) {
        return Engine.decide(drawn.inForce(), drawn.question());
    }
}
