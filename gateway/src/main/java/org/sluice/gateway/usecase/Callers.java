package org.sluice.gateway.usecase;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.Persons;

/** Which person acts, so that a use case can ask whether it may. */
final class Callers {
    private Callers() {}

    /** The id of the person who acts or is said to; none for the host's administrator alone, and for who is no person. */
    static Optional<String> id(Actor actor) {
        return switch (actor) {
            case Actor.HostAdministrator host -> host.asPerson();
            case Actor.PersonActor person -> Optional.of(person.personId());
            case Actor.LinkHolder link -> Optional.empty();
            case Actor.SystemActor system -> Optional.empty();
            case Actor.Stranger stranger -> Optional.empty();
        };
    }

    /** That person. */
    static Optional<Person> of(Handle sql, Actor actor) {
        return id(actor)
                .map(id ->
                        Persons.find(sql, id).orElseThrow(() -> new RefusedException(Refusal.unknown("person", id))));
    }

    /** The participant of who looks; none for the host's administrator. */
    static Optional<String> participant(Handle sql, Optional<String> viewer) {
        return viewer.flatMap(id -> Persons.find(sql, id)).map(Person::participantId);
    }

    /**
     * Who reads the answer to an act, for those that show each person their own: none for the host's administrator in its own
     * name and for the gateway, who see all, and nobody that is known here for recipients and strangers.
     */
    static Optional<String> viewer(Actor actor) {
        return switch (actor) {
            case Actor.HostAdministrator host -> host.asPerson();
            case Actor.PersonActor person -> Optional.of(person.personId());
            case Actor.LinkHolder link -> Optional.of("");
            case Actor.SystemActor system -> Optional.empty();
            case Actor.Stranger stranger -> Optional.of("");
        };
    }
}
