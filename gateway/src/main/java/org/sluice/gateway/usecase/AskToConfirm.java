package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Signature;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.store.Adherences;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.ProtocolAsks;
import org.sluice.gateway.store.Terms;
import org.sluice.gateway.store.Tx;

/**
 * Asks persons to confirm a protocol that wants it of each, in their language: when it comes into force, again for each new
 * version, and once a week until they did. Thread-safe.
 */
public final class AskToConfirm {
    static final Duration AGAIN = Duration.ofDays(7);

    private final Ledger ledger;
    private final Rulebook rules;

    public AskToConfirm(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    /** Sends what is due; returns to how many persons. */
    public int due() {
        Instant now = ledger.now();
        List<Protocol> asking = ledger.read(sql -> rules.inForce(sql, now)).stream()
                .filter(protocol -> protocol.membership().personsConfirm())
                .toList();
        int asked = 0;
        for (Protocol protocol : asking) {
            for (Person person : ledger.read(sql -> silent(sql, protocol, now))) {
                asked += ledger.write(tx -> ask(tx, protocol, person, now)).orThrow();
            }
        }
        return asked;
    }

    /** Those of the signatories, or of all where none need sign, who have not confirmed and were not asked this week. */
    private static List<Person> silent(Handle sql, Protocol protocol, Instant now) {
        Set<String> signed = Adherences.standing(sql).stream()
                .filter(signature -> signature.protocol().equals(protocol.id()))
                .map(Signature::participantId)
                .collect(Collectors.toSet());
        boolean all = protocol.membership().leastSignatures() == 0;
        List<Person> silent = new ArrayList<>();
        for (Participant participant : Participants.all(sql)) {
            if (participant.barred(now).isEmpty() && (all || signed.contains(participant.id()))) {
                for (Person person : Persons.ofParticipant(sql, participant.id())) {
                    if (!Terms.ended(sql, person.id(), now) && isDue(sql, protocol, person, now)) {
                        silent.add(person);
                    }
                }
            }
        }
        return silent;
    }

    private static boolean isDue(Handle sql, Protocol protocol, Person person, Instant now) {
        return !Terms.confirmedProtocol(sql, person.id(), protocol.id(), protocol.version())
                && ProtocolAsks.last(sql, person.id(), protocol.id(), protocol.version())
                        .map(last -> !now.isBefore(last.plus(AGAIN)))
                        .orElse(true);
    }

    /** Looks again inside the unit: another node may have asked, or the person answered. */
    private int ask(Tx tx, Protocol protocol, Person person, Instant now) {
        if (!isDue(tx.sql(), protocol, person, now)) {
            return 0;
        }
        String notice = ledger.newId("n");
        ProtocolAsks.ask(tx, person.id(), protocol.id(), protocol.version(), notice, now);
        Notices.add(
                tx,
                new Notice(
                        notice,
                        person.id(),
                        now,
                        Notice.Kind.PROTOCOL_CONFIRM,
                        Map.of(
                                "person", person.id(),
                                "protocol", protocol.id(),
                                "version", protocol.version(),
                                "title", protocol.titles().in(person.language())),
                        Optional.empty()));
        tx.append(new AuditEvent(
                EventKind.PROTOCOL_CONFIRMATION_ASKED,
                new Actor.SystemActor("participants"),
                Map.of("person", person.id(), "protocol", protocol.id(), "version", protocol.version())));
        return 1;
    }
}
