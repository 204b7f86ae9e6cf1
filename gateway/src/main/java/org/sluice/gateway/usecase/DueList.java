package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Persons;

/** Every open clock in one list, the most pressing first. For coordinators. Thread-safe. */
public final class DueList {
    private final Ledger ledger;
    private final List<DueSource> sources;

    public DueList(Ledger ledger, List<DueSource> sources) {
        this.ledger = ledger;
        this.sources = List.copyOf(sources);
    }

    /** What was due at one instant. */
    public record Seen(Instant now, List<Due> all) {
        public Seen {
            all = List.copyOf(all);
        }
    }

    /** @param asker none for the host's administrator */
    public Answer<Seen> list(Optional<String> asker) {
        Instant now = ledger.now();
        return ledger.read(sql -> {
            if (asker.isPresent()
                    && Persons.find(sql, asker.get())
                            .filter(person -> person.is(Role.COORDINATOR))
                            .isEmpty()) {
                return Answer.refused(
                        Refusal.forbidden("not-a-coordinator", "The open clocks are listed for coordinators."));
            }
            return Answer.done(new Seen(
                    now,
                    sources.stream()
                            .flatMap(source -> source.due(sql, now).stream())
                            .sorted(Comparator.comparing(Due::due)
                                    .thenComparing(Due::of)
                                    .thenComparing(Due::id)
                                    .thenComparing(Due::clock))
                            .toList()));
        });
    }
}
