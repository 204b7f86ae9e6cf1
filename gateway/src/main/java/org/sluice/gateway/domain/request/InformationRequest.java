package org.sluice.gateway.domain.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.Refusal;

/** A request for information by a third party, with its answer and what became of the information. Immutable. */
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
