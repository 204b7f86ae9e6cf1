package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.request.Demand;
import org.sluice.gateway.store.Demands;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;

/** Demands by government bodies: the group is consulted and those concerned are told; nothing leaves. Thread-safe. */
public final class HandleDemands {
    private final Ledger ledger;

    public HandleDemands(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * @param recordedBy a coordinator, or somebody who releases or answers for personal data at the participant that was
     *     asked; or a word for the host's administrator
     * @param participants those whose information is demanded; their people are told, as are all coordinators
     */
    public Answer<Demand> open(
            Actor actor, String recordedBy, String body, String what, String ground, List<String> participants) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            Persons.find(tx.sql(), recordedBy)
                    .filter(person -> !person.is(Role.COORDINATOR)
                            && !person.is(Role.RELEASER)
                            && !Personal.answersFor(tx.sql(), person, person.participantId(), now))
                    .ifPresent(person -> {
                        throw new RefusedException(Refusal.forbidden(
                                "not-at-the-desk",
                                "Releasers, data-protection contacts and coordinators record demands; " + recordedBy
                                        + " is none of them. Give nothing out, and tell one."));
                    });
            if (body.isBlank() || what.isBlank() || ground.isBlank()) {
                throw new RefusedException(
                        Refusal.wrong("incomplete", "Say who demands, what exactly, and on what ground."));
            }
            Demand demand = new Demand(
                    ledger.newId("m"),
                    body,
                    what,
                    ground,
                    List.copyOf(new TreeSet<>(participants)),
                    recordedBy,
                    now,
                    Optional.empty(),
                    Optional.empty());
            for (String participant : demand.participants()) {
                if (Participants.find(tx.sql(), participant).isEmpty()) {
                    throw new RefusedException(Refusal.unknown("participant", participant));
                }
            }
            Demands.add(tx, demand);
            tx.append(new AuditEvent(
                    EventKind.DEMAND_RECEIVED,
                    actor,
                    Map.of("demand", demand.id(), "participants", String.join(", ", demand.participants()))));
            for (Person person : Persons.all(tx.sql())) {
                if (person.is(Role.COORDINATOR) || demand.participants().contains(person.participantId())) {
                    Notices.add(
                            tx,
                            new Notice(
                                    ledger.newId("n"),
                                    person.id(),
                                    now,
                                    Notice.Kind.DEMAND_RECEIVED,
                                    Map.of("demand", demand.id(), "body", body),
                                    Optional.empty()));
                }
            }
            return demand;
        });
    }

    /** Puts on record what the consultation came to; for coordinators, who speak for the group that was consulted. */
    public Answer<Demand> close(Actor actor, String id, String outcome) {
        return ledger.write(tx -> {
            if (Demands.find(tx.sql(), id).isEmpty()) {
                throw new RefusedException(Refusal.unknown("demand", id));
            }
            Callers.of(tx.sql(), actor)
                    .filter(person -> !person.is(Role.COORDINATOR))
                    .ifPresent(person -> {
                        throw new RefusedException(Refusal.forbidden(
                                "not-a-coordinator",
                                "What the group's consultation came to is recorded by a coordinator; " + person.id()
                                        + " is none."));
                    });
            if (outcome.isBlank()) {
                throw new RefusedException(Refusal.wrong("incomplete", "Say what the consultation came to."));
            }
            if (!Demands.close(tx, id, outcome, ledger.now())) {
                throw new RefusedException(Refusal.conflict("closed", "The demand " + id + " is closed already."));
            }
            tx.append(new AuditEvent(EventKind.DEMAND_CLOSED, actor, Map.of("demand", id)));
            return Demands.find(tx.sql(), id).orElseThrow();
        });
    }

    public List<Demand> list() {
        return ledger.read(Demands::all);
    }
}
