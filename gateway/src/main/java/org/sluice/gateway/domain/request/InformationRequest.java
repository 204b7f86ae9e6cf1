package org.sluice.gateway.domain.request;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.gateway.domain.Purpose;
import org.sluice.gateway.domain.Refusal;

/**
 * A request for information by a third party, with its answer and what became of the information. Immutable.
 *
 * @param standing whether it is answered again and again until it ends
 * @param every how often that is asked for, if it says so
 */
public record InformationRequest(
        String id,
        String contact,
        String written,
        String what,
        String purpose,
        String format,
        String scope,
        Instant until,
        Instant destroyBy,
        boolean standing,
        Optional<Period> every,
        String recordedBy,
        Instant received,
        Optional<Proportionality> check,
        Optional<String> referredTo,
        Optional<Outcome> outcome,
        Optional<String> reason,
        Optional<Instant> answered,
        Optional<Instant> destroyed,
        Optional<String> destroyedWords) {
    /** How long before the date of destruction it is reminded of. No document gives a figure. */
    public static final Duration REMIND = Duration.ofDays(7);

    /** What speaks against this answer now. A refusal can be given at any time before an answer. */
    public Optional<Refusal> against(Outcome answer, Instant now) {
        if (outcome.isPresent()) {
            return Optional.of(Refusal.conflict("answered", "The request " + id + " is answered already."));
        }
        if (answer == Outcome.REFUSED) {
            return Optional.empty();
        }
        if (check.isEmpty()) {
            return Optional.of(Refusal.of(
                    Refusal.Kind.NEEDS,
                    "proportionality-unchecked",
                    "A coordinator says first whether the request " + id + " is proportionate."));
        }
        if (!now.isBefore(until)) {
            return Optional.of(Refusal.conflict(
                    "request-over", "The time for which " + id + " asked is over; it can be refused only."));
        }
        return check.get().carries(answer)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Kind.REFUSED,
                        "disproportionate",
                        "The check of " + id + " says that this goes too far: "
                                + check.get().words()));
    }

    /**
     * Whether this answer lets something go now: granted for this, to who asked, before its time is over, and for its
     * written purpose, a standing one too. Once the destruction is confirmed it lets nothing go any more.
     */
    public boolean covers(Coverage coverage, Asked asked, Instant now) {
        return outcome.filter(answer -> answer != Outcome.REFUSED).isPresent()
                && destroyed.isEmpty()
                && now.isBefore(until)
                && contact.equals(asked.recipient())
                && coverage.holds(asked)
                && Purpose.serves(asked.purpose(), purpose);
    }

    /** Since when it lets nothing go any more: its time is over, or its destruction was confirmed. */
    public Optional<Instant> overSince(Instant now) {
        return Stream.concat(Stream.of(until), destroyed.stream())
                .filter(end -> !now.isBefore(end))
                .min(Comparator.naturalOrder());
    }

    /**
     * When a standing request is to be answered next, counted from the latest answer by the calendar in UTC; nothing where
     * it says no frequency, and nothing from its end on.
     */
    public Optional<Instant> answerAgain(Instant latest) {
        return every.filter(period ->
                        standing && outcome.filter(o -> o != Outcome.REFUSED).isPresent())
                .map(period -> latest.atOffset(ZoneOffset.UTC).plus(period).toInstant())
                .filter(next -> next.isBefore(until));
    }

    /** What speaks against answering it once more now. */
    public Optional<Refusal> againstMore(Instant now) {
        if (!standing || outcome.filter(answer -> answer != Outcome.REFUSED).isEmpty()) {
            return Optional.of(Refusal.conflict(
                    "not-standing",
                    "Only a standing request that was granted is answered again; take another request in."));
        }
        return destroyed.isPresent() || !now.isBefore(until)
                ? Optional.of(Refusal.conflict("request-over", "The time for which " + id + " asked is over."))
                : Optional.empty();
    }

    /** When it must be destroyed, for as long as nobody confirmed it. */
    public Optional<Instant> destructionDue() {
        return outcome.filter(answer -> answer != Outcome.REFUSED)
                .filter(answer -> destroyed.isEmpty())
                .map(answer -> destroyBy);
    }

    /** From when on its destruction is reminded of. */
    public Optional<Instant> destructionReminder() {
        return destructionDue().map(due -> due.minus(REMIND));
    }

    /** Whether both ask for much the same: half of all their words are common to them. */
    public boolean resembles(String otherWhat) {
        Set<String> mine = words(what);
        Set<String> common = new HashSet<>(mine);
        Set<String> all = new HashSet<>(mine);
        Set<String> others = words(otherWhat);
        common.retainAll(others);
        all.addAll(others);
        return !all.isEmpty() && common.size() * 2 >= all.size();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() > 2)
                .collect(Collectors.toSet());
    }
}
