package org.sluice.gateway.domain.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.retention.RetentionRule.Act;
import org.sluice.gateway.domain.retention.RetentionRule.Clock;

/**
 * All lines of the schema, and what they say together. "A retention schema should indicate when data should be destroyed …
 * where this is not the case, specific periods for review" (IASC template, Retention and Destruction).
 */
public record RetentionSchema(List<RetentionRule> rules) {
    /** Content that no line speaks of is looked at again after this time. */
    static final int USUAL_REVIEW_MONTHS = 6;
    /** A backup that nobody said anything of. */
    static final Duration USUAL_BACKUP = Duration.ofDays(90);

    public RetentionSchema {
        rules = List.copyOf(rules);
    }

    /**
     * What is to happen, and when.
     *
     * @param at from this instant on it is due
     */
    public record Due(Instant at, Act act) {
        public boolean is(Instant now) {
            return !now.isBefore(at);
        }
    }

    /** The most specific line; of two equally specific ones the earlier. */
    public Optional<Due> due(Clock clock, List<String> protocols, String channel, String type, Instant since) {
        return rules.stream()
                .filter(rule -> rule.matches(clock, protocols, channel, type))
                .min(Comparator.comparingInt(RetentionRule::weight).reversed().thenComparing(rule -> rule.due(since)))
                .map(rule -> new Due(rule.due(since), rule.act()));
    }

    /**
     * When content is due: by the schema, else for a look after six months. Whoever looked may have kept it longer, which
     * puts off a destruction as well.
     */
    public Due content(
            List<String> protocols, String channel, String type, Instant since, Optional<Instant> keptUntil) {
        Due by = due(Clock.CONTENT, protocols, channel, type, since)
                .orElseGet(() -> new Due(
                        since.atZone(ZoneOffset.UTC)
                                .plusMonths(USUAL_REVIEW_MONTHS)
                                .toInstant(),
                        Act.REVIEW));
        return keptUntil.map(until -> new Due(until, by.act())).orElse(by);
    }

    /** How long a backup is kept. */
    public Duration backup() {
        return rules.stream()
                .filter(rule -> rule.clock() == Clock.BACKUP)
                .flatMap(rule -> rule.days().stream())
                .max(Comparator.naturalOrder())
                .map(days -> Duration.ofDays(days))
                .orElse(USUAL_BACKUP);
    }
}
