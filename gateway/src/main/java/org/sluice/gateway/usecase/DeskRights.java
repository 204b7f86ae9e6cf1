package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.request.InformationRequest;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;

/**
 * Who may do what about requests for information. The organisation that receives one logs it (IASC template, annex C), so
 * its releasers take it in and answer it for what is theirs; coordinators handle all; of personal data the owner alone
 * decides; and nobody answers their own. The host's administrator, who is no person here, stands for whoever wrote.
 */
final class DeskRights {
    private DeskRights() {}

    static void mayTake(Handle sql, String person) {
        Persons.find(sql, person)
                .filter(found -> !found.is(Role.RELEASER) && !found.is(Role.COORDINATOR))
                .ifPresent(found -> {
                    throw forbidden(
                            "not-at-the-desk",
                            "Releasers and coordinators take requests in; " + person + " is neither.");
                });
    }

    static void mayCheck(Handle sql, InformationRequest request, String person) {
        Person found = Persons.find(sql, person)
                .filter(known -> known.is(Role.COORDINATOR))
                .orElseThrow(() -> forbidden(
                        "not-a-coordinator",
                        "A coordinator says whether a request is proportionate; name one, or act as one."));
        notOwn(sql, request, found.participantId());
    }

    /** Referring it and recording the destruction: whoever took it in, and coordinators. */
    static void mayHandle(Handle sql, InformationRequest request, Actor actor) {
        Callers.of(sql, actor)
                .filter(person -> !person.is(Role.COORDINATOR) && !person.id().equals(request.recordedBy()))
                .ifPresent(person -> {
                    throw forbidden(
                            "not-at-the-desk",
                            person.id() + " did not take the request " + request.id()
                                    + " in; who did, or a coordinator, can do this.");
                });
    }

    static void mayRefuse(Handle sql, InformationRequest request, String person, String by) {
        answers(sql, request, Persons.find(sql, person), by);
    }

    static void mayGrant(
            Handle sql,
            Rulebook rules,
            InformationRequest request,
            String person,
            InformationDesk.Given given,
            Instant now) {
        Optional<Person> found = Persons.find(sql, person);
        answers(sql, request, found, given.by());
        if (Participants.find(sql, given.by()).isEmpty()) {
            throw new RefusedException(Refusal.unknown("participant", given.by()));
        }
        if (!given.types().isEmpty() && !request.standing()) {
            throw new RefusedException(Refusal.wrong(
                    "not-standing", "Whole types are given on a standing request only; name the deposits."));
        }
        for (String type : given.types()) {
            if (!rules.knowsType(sql, type, now)) {
                throw new RefusedException(Refusal.unknown("information type", type));
            }
        }
        for (String id : given.deposits()) {
            Deposit deposit =
                    Deposits.find(sql, id).orElseThrow(() -> new RefusedException(Refusal.unknown("deposit", id)));
            if (Personal.is(sql, rules, deposit, now)) {
                personal(sql, deposit, found, now);
            } else if (found.filter(known -> known.is(Role.COORDINATOR)).isEmpty()) {
                sends(sql, rules, request, deposit, given.by(), now);
            }
        }
    }

    private static void personal(Handle sql, Deposit deposit, Optional<Person> person, Instant now) {
        String owner = deposit.participantId();
        if (person.filter(known -> Personal.answersFor(sql, known, owner, now)).isEmpty()) {
            throw forbidden(
                    "personal-data",
                    "The deposit " + deposit.id() + " counts as personal data: who answers for that at its owner, "
                            + owner + ", grants it, and nobody else. Act as that person, with --as.");
        }
    }

    /** What is another's rests on a request only if that other grants it, or by whom it may be passed on to who asks. */
    private static void sends(
            Handle sql, Rulebook rules, InformationRequest request, Deposit deposit, String by, Instant now) {
        PassOn passOn = new PassOn(rules);
        boolean may = by.equals(deposit.participantId())
                || Contacts.find(sql, request.contact()).map(Contact::audiences).orElse(Set.of()).stream()
                        .map(audience -> new Exit(
                                deposit,
                                new Recipient.OfContact(request.contact(), audience),
                                "",
                                by,
                                Optional.empty(),
                                request.purpose()))
                        .anyMatch(exit -> passOn.against(sql, by, exit, now).isEmpty());
        if (!may) {
            throw forbidden(
                    "not-its-deposit",
                    by + " neither owns " + deposit.id()
                            + " nor received it under a disclosure that lets it be passed on"
                            + " to " + request.contact() + ". Its owner, " + deposit.participantId()
                            + ", grants it, or a coordinator.");
        }
    }

    private static void answers(Handle sql, InformationRequest request, Optional<Person> person, String by) {
        if (!by.isEmpty()) {
            notOwn(sql, request, by);
        }
        person.ifPresent(known -> {
            notOwn(sql, request, known.participantId());
            boolean own = by.isEmpty() || known.participantId().equals(by);
            boolean answering = own
                    && (known.is(Role.RELEASER) || Personal.contacts(sql, by).contains(known.id()));
            if (!known.is(Role.COORDINATOR) && !answering) {
                throw forbidden(
                        "not-its-word",
                        known.id() + " can't answer for " + (by.isEmpty() ? "a participant" : by)
                                + "; a releaser of it can, or a coordinator.");
            }
        });
    }

    private static void notOwn(Handle sql, InformationRequest request, String participant) {
        if (Contacts.find(sql, request.contact())
                .flatMap(Contact::participantId)
                .filter(participant::equals)
                .isPresent()) {
            throw forbidden(
                    "own-request",
                    "The request " + request.id() + " comes from " + participant
                            + ", and nobody checks or grants their own; ask another participant.");
        }
    }

    private static RefusedException forbidden(String code, String words) {
        return new RefusedException(Refusal.forbidden(code, words));
    }
}
