package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Terms;
import org.sluice.gateway.store.Tx;

/**
 * Who may do an act on a participation. The host's administrator who names no person may; whoever acts as a person has that
 * person's rights and no others. Everybody else is refused, the gateway itself too: nothing here happens by itself.
 */
final class Entitled {
    private Entitled() {}

    static boolean isHost(Actor actor) {
        return actor instanceof Actor.HostAdministrator host && host.asPerson().isEmpty();
    }

    /** The person who acts, in standing; nobody where the host's administrator acts alone. */
    static Optional<Person> acting(Tx tx, Actor actor, Instant now) {
        return switch (actor) {
            case Actor.HostAdministrator host -> host.asPerson().map(id -> standing(tx, id, now));
            case Actor.PersonActor person -> Optional.of(standing(tx, person.personId(), now));
            case Actor.LinkHolder link -> throw nobody();
            case Actor.SystemActor gateway -> throw nobody();
            case Actor.Stranger stranger -> throw nobody();
        };
    }

    /** @param what the act, to end a sentence with: "suspends a flow" */
    static void coordinator(Tx tx, Actor actor, String what, Instant now) {
        acting(tx, actor, now).filter(person -> !person.is(Role.COORDINATOR)).ifPresent(person -> {
            throw new RefusedException(Refusal.forbidden(
                    "not-a-coordinator", "Only a coordinator " + what + "; " + person.id() + " is none."));
        });
    }

    /** Somebody who keeps the gateway itself: its participants, log-ins and keys. */
    static void administrator(Tx tx, Actor actor, String what, Instant now) {
        acting(tx, actor, now).filter(person -> !person.is(Role.ADMINISTRATOR)).ifPresent(person -> {
            throw new RefusedException(Refusal.forbidden(
                    "not-an-administrator", "Only an administrator " + what + "; " + person.id() + " is none."));
        });
    }

    /** A coordinator or an administrator. */
    static void presiding(Tx tx, Actor actor, String what, Instant now) {
        acting(tx, actor, now).filter(person -> !presides(person)).ifPresent(person -> {
            throw new RefusedException(Refusal.forbidden(
                    "not-a-coordinator",
                    "Only a coordinator or an administrator " + what + "; " + person.id() + " is neither."));
        });
    }

    static boolean presides(Person person) {
        return person.is(Role.COORDINATOR) || person.is(Role.ADMINISTRATOR);
    }

    /** Somebody of this participant with one of these roles. */
    static void of(Tx tx, Actor actor, String participantId, Set<Role> roles, String what, Instant now) {
        acting(tx, actor, now)
                .filter(person -> !person.participantId().equals(participantId)
                        || roles.stream().noneMatch(person::is))
                .ifPresent(person -> {
                    throw new RefusedException(Refusal.forbidden(
                            "not-yours",
                            "Only a "
                                    + String.join(
                                            " or ",
                                            roles.stream()
                                                    .map(Role::word)
                                                    .sorted()
                                                    .toList())
                                    + " of " + participantId + ", or the gateway's administrator, " + what + "; "
                                    + person.id() + " is none."));
                });
    }

    /** A focal point of this participant; where there is no participant, a coordinator. */
    static void focalPoint(Tx tx, Actor actor, Optional<String> participantId, String what, Instant now) {
        if (participantId.isEmpty()) {
            coordinator(tx, actor, what, now);
            return;
        }
        acting(tx, actor, now)
                .filter(person -> !speaks(tx, participantId.get(), Duty.FOCAL_POINT, person.id()))
                .ifPresent(person -> {
                    throw new RefusedException(Refusal.forbidden(
                            "not-its-focal-point",
                            "Only a focal point of " + participantId.get() + ", or the gateway's administrator, " + what
                                    + "; " + person.id() + " is none."));
                });
    }

    /** The person itself. */
    static void self(Tx tx, Actor actor, String personId, String what, Instant now) {
        acting(tx, actor, now).filter(person -> !person.id().equals(personId)).ifPresent(person -> {
            throw new RefusedException(Refusal.forbidden(
                    "not-oneself", "Only " + personId + " " + what + "; " + person.id() + " can't do it instead."));
        });
    }

    static boolean speaks(Tx tx, String participantId, Duty duty, String personId) {
        return Terms.speakers(tx.sql(), participantId, duty).contains(personId);
    }

    /** A person whose term runs, of a participant in standing. */
    static Person standing(Tx tx, String id, Instant now) {
        Person person =
                Persons.find(tx.sql(), id).orElseThrow(() -> new RefusedException(Refusal.unknown("person", id)));
        Participants.holdActive(tx, person.participantId(), now).orThrow();
        TakingPart.ended(tx.sql(), id, now).ifPresent(over -> {
            throw new RefusedException(over);
        });
        return person;
    }

    private static RefusedException nobody() {
        return new RefusedException(
                Refusal.forbidden("not-a-person", "This is done by a person or by the gateway's administrator."));
    }
}
