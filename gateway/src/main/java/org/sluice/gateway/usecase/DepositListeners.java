package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.NewDeposits;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;

/**
 * Who is told of a new deposit: the releasers of its owner, and coordinators, who hear nothing of what is strictly
 * confidential, held for its label, or shows persons, as far as anybody said. Nobody is told of what they did themselves.
 * Reads only. Thread-safe.
 *
 * <p>Source: GPC toolkit chapter 10 (coordinators have no access to personal data).
 */
final class DepositListeners {
    private final Rulebook rules;

    DepositListeners(Rulebook rules) {
        this.rules = rules;
    }

    List<Person> of(Handle sql, Deposit deposit, Instant now) {
        boolean coordinators = mayCoordinatorsKnow(sql, deposit, now);
        return NewDeposits.listeners(sql, deposit.participantId()).stream()
                .flatMap(id -> Persons.find(sql, id).stream())
                .filter(person -> concerns(sql, person, deposit, coordinators, now))
                .toList();
    }

    /** What a mail tells a person of these deposits, as they stand now; nothing where none is left to tell of. */
    Optional<Letter> letter(Handle sql, Person person, List<String> depositIds, Instant now) {
        Map<String, Letter.Heap> heaps = new HashMap<>();
        for (String id : depositIds) {
            Deposits.find(sql, id)
                    .filter(deposit -> deposit.state() == DepositState.DEPOSITED)
                    .filter(deposit -> concerns(sql, person, deposit, mayCoordinatorsKnow(sql, deposit, now), now))
                    .map(DepositListeners::heap)
                    .ifPresent(heap -> heaps.merge(
                            heap.channel().word() + "/" + heap.type().orElse(""),
                            heap,
                            (one, other) -> new Letter.Heap(one.channel(), one.type(), one.files() + other.files())));
        }
        return heaps.isEmpty()
                ? Optional.empty()
                : Optional.of(new Letter.NewDeposits(
                        person.id(),
                        heaps.values().stream()
                                .sorted(Comparator.comparing(Letter.Heap::channel)
                                        .thenComparing(heap -> heap.type().orElse("")))
                                .toList()));
    }

    private static Letter.Heap heap(Deposit deposit) {
        Optional<String> type =
                deposit.channel() == Channel.STRICTLY_CONFIDENTIAL ? Optional.empty() : Optional.of(deposit.type());
        return new Letter.Heap(deposit.channel(), type, 1);
    }

    private boolean mayCoordinatorsKnow(Handle sql, Deposit deposit, Instant now) {
        return deposit.channel() != Channel.STRICTLY_CONFIDENTIAL
                && !deposit.held()
                && !Personal.is(sql, rules, deposit, now);
    }

    private static boolean concerns(Handle sql, Person person, Deposit deposit, boolean coordinators, Instant now) {
        boolean own = person.is(Role.RELEASER) && person.participantId().equals(deposit.participantId());
        return !person.id().equals(deposit.personId())
                && (own || (person.is(Role.COORDINATOR) && coordinators))
                && Participants.find(sql, person.participantId())
                        .filter(participant -> participant.barred(now).isEmpty())
                        .isPresent()
                && TakingPart.ended(sql, person.id(), now).isEmpty();
    }
}
