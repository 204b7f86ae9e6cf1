package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Direction;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.FlowSuspensions;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Terms;

/** Whether both sides of an exit still take part: terms, confirmed protocol, suspended flows. Thread-safe. */
public final class TakingPart implements ExitRule {
    private final BiFunction<Handle, Instant, List<Protocol>> inForce;

    /** @param inForce the protocols in force at an instant */
    public TakingPart(BiFunction<Handle, Instant, List<Protocol>> inForce) {
        this.inForce = inForce;
    }

    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        String type = exit.deposit().type();
        return ended(sql, exit.releasedBy(), now)
                .or(() -> ended(sql, exit.recipient().id(), now))
                .or(() -> unconfirmed(sql, exit, now))
                .or(() -> stopped(sql, exit.sender(), Direction.SENDING, type))
                .or(() -> stopped(sql, exit.deposit().participantId(), Direction.SENDING, type))
                .or(() -> participant(sql, exit.recipient())
                        .flatMap(receiver -> stopped(sql, receiver, Direction.RECEIVING, type)));
    }

    /** What speaks against a participant's flow. */
    static Optional<Refusal> stopped(Handle sql, String participantId, Direction direction, String type) {
        return FlowSuspensions.stopping(sql, participantId, direction, type)
                .map(suspension -> Refusal.conflict(
                        "flow-suspended",
                        "For " + participantId + ", " + direction.word() + " " + type + " is suspended ("
                                + suspension.id() + "): " + suspension.reason()
                                + " It can go again once the suspension is lifted."));
    }

    static Optional<Refusal> ended(Handle sql, String id, Instant now) {
        return Terms.end(sql, id)
                .filter(end -> !now.isBefore(end))
                .map(end -> Refusal.forbidden(
                        "term-ended",
                        "The term of " + id + " ended at " + end
                                + ". Its participant's focal point can ask for a later end."));
    }

    /** Who hands it over and, since it is personnel with access too, the person who receives it (DPISP section 1.9.3). */
    private Optional<Refusal> unconfirmed(Handle sql, Exit exit, Instant now) {
        List<String> asked = exit.recipient() instanceof Recipient.OfPerson person
                ? List.of(exit.releasedBy(), person.id())
                : List.of(exit.releasedBy());
        return inForce.apply(sql, now).stream()
                .filter(protocol -> protocol.membership().personsConfirm())
                .filter(protocol ->
                        protocol.informationType(exit.deposit().type()).isPresent())
                .flatMap(protocol -> asked.stream()
                        .filter(person -> !Terms.confirmedProtocol(sql, person, protocol.id(), protocol.version()))
                        .map(person -> unconfirmed(protocol, person)))
                .findFirst();
    }

    private static Refusal unconfirmed(Protocol protocol, String person) {
        return Refusal.of(
                Refusal.Kind.NEEDS,
                "protocol-unconfirmed",
                person + " has not confirmed " + protocol.id() + " " + protocol.version()
                        + " yet. Read it, then: sluice person confirm-protocol " + person + " --protocol "
                        + protocol.id() + " --as " + person);
    }

    private static Optional<String> participant(Handle sql, Recipient recipient) {
        return switch (recipient) {
            case Recipient.OfContact contact -> Contacts.find(sql, contact.id()).flatMap(Contact::participantId);
            case Recipient.OfPerson person -> Persons.find(sql, person.id()).map(Person::participantId);
        };
    }
}
