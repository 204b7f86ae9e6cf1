package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Direction;
import org.sluice.gateway.domain.participant.FlowSuspension;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.FlowSuspensions;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** Stops one flow of a participant in one direction and leaves the others open. Thread-safe. */
public final class SuspendFlow {
    private final Ledger ledger;
    private final Rulebook rules;

    public SuspendFlow(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    /** @param type an information type of a protocol in force, or {@code *} for every one */
    public Answer<FlowSuspension> suspend(
            Actor actor, String participantId, Direction direction, String type, String reason) {
        Instant now = ledger.now();
        if (reason.isBlank()) {
            return Answer.refused(Refusal.wrong("no-reason", "A flow is stopped with its reasons in writing."));
        }
        return ledger.write(tx -> {
            Entitled.coordinator(tx, actor, "suspends a flow", now);
            if (Participants.find(tx.sql(), participantId).isEmpty()) {
                throw new RefusedException(Refusal.unknown("participant", participantId));
            }
            if (!type.equals(FlowSuspension.EVERY_TYPE) && !rules.knowsType(tx.sql(), type, now)) {
                throw new RefusedException(rules.unknownType(tx.sql(), type, now));
            }
            FlowSuspension suspension = new FlowSuspension(
                    ledger.newId("s"), participantId, direction, type, reason, now, Optional.empty(), Optional.empty());
            FlowSuspensions.add(tx, suspension);
            tell(tx, Notice.Kind.FLOW_SUSPENDED, suspension, reason, now);
            tx.append(event(EventKind.FLOW_SUSPENDED, actor, suspension, reason));
            return suspension;
        });
    }

    public Answer<FlowSuspension> lift(Actor actor, String id, String reason) {
        Instant now = ledger.now();
        if (reason.isBlank()) {
            return Answer.refused(Refusal.wrong("no-reason", "Say in writing why the flow may run again."));
        }
        return ledger.write(tx -> {
            Entitled.coordinator(tx, actor, "lets a flow run again", now);
            FlowSuspension suspension = FlowSuspensions.find(tx.sql(), id)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("suspension", id)));
            if (FlowSuspensions.lift(tx, id, reason, now)) {
                tell(tx, Notice.Kind.FLOW_RESUMED, suspension, reason, now);
                tx.append(event(EventKind.FLOW_RESUMED, actor, suspension, reason));
            }
            return FlowSuspensions.find(tx.sql(), id).orElseThrow();
        });
    }

    public List<FlowSuspension> list() {
        return ledger.read(FlowSuspensions::all);
    }

    /** Tells the participant's people and the coordinators. */
    private void tell(Tx tx, Notice.Kind kind, FlowSuspension suspension, String reason, Instant now) {
        for (Person person : Persons.all(tx.sql())) {
            if (person.participantId().equals(suspension.participantId()) || person.is(Role.COORDINATOR)) {
                Notices.add(
                        tx,
                        new Notice(
                                ledger.newId("n"),
                                person.id(),
                                now,
                                kind,
                                Map.of(
                                        "participant", suspension.participantId(),
                                        "direction", suspension.direction().word(),
                                        "type", suspension.type(),
                                        "reason", reason),
                                Optional.empty()));
            }
        }
    }

    private static AuditEvent event(EventKind kind, Actor actor, FlowSuspension suspension, String reason) {
        return new AuditEvent(
                kind,
                actor,
                Map.of(
                        "suspension", suspension.id(),
                        "participant", suspension.participantId(),
                        "direction", suspension.direction().word(),
                        "type", suspension.type(),
                        "reason", reason));
    }
}
