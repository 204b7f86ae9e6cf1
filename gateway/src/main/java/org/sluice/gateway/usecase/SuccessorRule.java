package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.Direction;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Reason;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Releases;

/**
 * Whether a successor may have what a transition plan passes to it: asked when a line is proposed, when it is acknowledged,
 * and when it is carried out. Reads only. Thread-safe.
 */
public final class SuccessorRule {
    private final Rulebook toOwners;
    private final Rulebook rules;

    /**
     * @param toOwners the matrix with what must hold besides it where a deposit changes its owner. A clearance is not among
     *     that: the plan itself is agreed between the leaver, a coordinator and the successor
     * @param rules with all that must hold for releases, but that their owners are still there
     */
    public SuccessorRule(Rulebook toOwners, Rulebook rules) {
        this.toOwners = toOwners;
        this.rules = rules;
    }

    /** What speaks against a participant as a successor, whatever passes to it. */
    Optional<Refusal> standing(Handle sql, String successorId, String leaver, Instant now) {
        if (successorId.equals(leaver)) {
            return Optional.of(Refusal.wrong(
                    "successor-is-leaver", leaver + " leaves, so nothing can pass to it; name another participant."));
        }
        Optional<Participant> successor = Participants.find(sql, successorId);
        if (successor.isEmpty()) {
            return Optional.of(Refusal.unknown("participant", successorId));
        }
        return successor.get().barred(now).isEmpty() && successor.get().status() == Status.ACTIVE
                ? Optional.empty()
                : Optional.of(Refusal.conflict(
                        "successor-not-active",
                        successorId + " is " + successor.get().status().word()
                                + ", so nothing can pass to it; name a participant that is active."));
    }

    /** The successor's person who may acknowledge, and answers for what passes. */
    Answer<Person> speaker(Handle sql, String personId, String successor, Instant now) {
        Optional<Person> person = Persons.find(sql, personId);
        if (person.isEmpty()) {
            return Answer.refused(Refusal.unknown("person", personId));
        }
        if (!person.get().participantId().equals(successor) || !person.get().is(Role.RELEASER)) {
            return Answer.refused(Refusal.forbidden(
                    "not-a-releaser-of-it",
                    "Who takes something over for " + successor + " is a releaser of it; " + personId + " is not."));
        }
        Optional<Refusal> ended = TakingPart.ended(sql, personId, now);
        return ended.isPresent() ? Answer.refused(ended.get()) : Answer.done(person.get());
    }

    /** The deposits that a line lets its successor have. */
    List<Deposit> deposits(Handle sql, TransitionEntry.Kind kind, String subject, String successor) {
        List<String> ids = switch (kind) {
            case DEPOSIT -> List.of(subject);
            case RELEASE, LINK ->
                release(sql, kind, subject).map(Release::deposits).orElse(List.of());
            case FETCH -> List.of();
        };
        return ids.stream()
                .flatMap(id -> Deposits.find(sql, id).stream())
                .filter(deposit -> !deposit.participantId().equals(successor))
                .toList();
    }

    static Optional<Release> release(Handle sql, TransitionEntry.Kind kind, String subject) {
        return switch (kind) {
            case RELEASE -> Releases.find(sql, subject);
            case LINK -> Links.find(sql, subject).flatMap(link -> Releases.find(sql, link.releaseId()));
            case DEPOSIT, FETCH -> Optional.empty();
        };
    }

    /**
     * The successor's audience under which the matrix lets it have all of these. What is only in need of a fact may be
     * proposed: the fact can be recorded until the successor acknowledges.
     */
    Answer<String> audience(
            Handle sql, List<Deposit> deposits, Participant successor, Optional<String> said, Instant now) {
        if (said.isPresent() && !successor.audiences().contains(said.get())) {
            return Answer.refused(Refusal.wrong(
                    "not-its-audience",
                    successor.id() + " is not of the audience \"" + said.get() + "\"; it is of "
                            + String.join(", ", new TreeSet<>(successor.audiences())) + "."));
        }
        Optional<String> inNeed = Optional.empty();
        List<String> reasons = new ArrayList<>();
        for (String audience : said.map(List::of).orElse(List.copyOf(new TreeSet<>(successor.audiences())))) {
            List<Decision> decisions = deposits.stream()
                    .map(deposit -> toOwners.decide(sql, deposit, audience, now))
                    .toList();
            if (decisions.stream().allMatch(decision -> decision instanceof Decision.Permit)) {
                return Answer.done(audience);
            }
            if (decisions.stream().noneMatch(decision -> decision instanceof Decision.Refuse)) {
                inNeed = inNeed.or(() -> Optional.of(audience));
            }
            decisions.forEach(decision -> reasons.addAll(sentences(decision)));
        }
        return inNeed.map(Answer::done)
                .orElseGet(() -> Answer.refused(new Refusal(
                        Refusal.Kind.REFUSED,
                        "successor-refused",
                        "The protocol does not let " + successor.id() + " have this, so it can't pass to it. "
                                + reasons.stream().findFirst().orElse(""),
                        reasons)));
    }

    /** Everything that speaks against carrying a line out with this person of the successor. */
    List<Refusal> against(Handle sql, TransitionEntry entry, String personId, Instant now) {
        List<Refusal> against = new ArrayList<>();
        standing(sql, entry.successor(), entry.leaver(), now).ifPresent(against::add);
        if (speaker(sql, personId, entry.successor(), now) instanceof Answer.Refused<Person> refused) {
            against.add(refused.refusal());
        }
        for (Deposit deposit : deposits(sql, entry.kind(), entry.subject(), entry.successor())) {
            against.addAll(againstHaving(sql, entry, deposit, personId, now));
        }
        release(sql, entry.kind(), entry.subject())
                .ifPresent(release -> against.addAll(againstSending(sql, entry, release, personId, now)));
        return against;
    }

    private List<Refusal> againstHaving(
            Handle sql, TransitionEntry entry, Deposit deposit, String personId, Instant now) {
        List<Refusal> against = new ArrayList<>();
        if (deposit.state() != DepositState.DEPOSITED || deposit.held()) {
            against.add(Refusal.conflict(
                    "not-deposited",
                    "The deposit " + deposit.id() + " is not there to be passed on: it is "
                            + (deposit.held()
                                    ? "held until it has its label"
                                    : deposit.state().word()) + "."));
            return against;
        }
        Exit exit = new Exit(
                deposit,
                new Recipient.OfPerson(personId, entry.audience().orElse("")),
                deposit.personId(),
                deposit.participantId(),
                Optional.empty(),
                entry.purpose());
        Decision decision = toOwners.decide(sql, exit, now);
        if (!(decision instanceof Decision.Permit)) {
            against.add(new Refusal(
                    decision instanceof Decision.Needs ? Refusal.Kind.NEEDS : Refusal.Kind.REFUSED,
                    "successor-refused",
                    "The protocol does not let " + entry.successor() + " have " + deposit.id() + " as "
                            + exit.audience() + ". "
                            + sentences(decision).stream().findFirst().orElse(""),
                    sentences(decision)));
        }
        against.addAll(toOwners.against(sql, exit, now));
        TakingPart.stopped(sql, entry.successor(), Direction.RECEIVING, deposit.type())
                .ifPresent(against::add);
        return against;
    }

    /** What passes must still open once the successor is its sender: a functionary's part may need a function, say. */
    private List<Refusal> againstSending(
            Handle sql, TransitionEntry entry, Release release, String personId, Instant now) {
        if (!release.participantId().equals(entry.leaver())) {
            return List.of();
        }
        List<Refusal> against = new ArrayList<>();
        for (Recipient recipient : recipients(sql, entry, release)) {
            for (String id : release.deposits()) {
                Deposit deposit = Deposits.find(sql, id).orElseThrow();
                Exit exit = new Exit(
                        deposit, recipient, personId, entry.successor(), Optional.of(release.id()), release.purpose());
                Decision decision = rules.decide(sql, exit, now);
                List<String> reasons =
                        new ArrayList<>(decision instanceof Decision.Permit ? List.of() : sentences(decision));
                rules.against(sql, exit, now).forEach(refusal -> reasons.add(refusal.message()));
                if (!reasons.isEmpty()) {
                    against.add(new Refusal(
                            Refusal.Kind.NEEDS,
                            "would-not-open",
                            "Sent by " + personId + ", " + id + " would not open for " + recipient.id() + " any more. "
                                    + reasons.getFirst(),
                            reasons));
                }
            }
        }
        return against;
    }

    private static List<Recipient> recipients(Handle sql, TransitionEntry entry, Release release) {
        if (entry.kind() != TransitionEntry.Kind.LINK) {
            // What goes to the leaver itself ends with it.
            return release.recipients().stream()
                    .filter(recipient -> !Sides.of(sql, recipient).equals(entry.leaver()))
                    .toList();
        }
        Link link = Links.find(sql, entry.subject()).orElseThrow();
        return List.of(new Recipient.OfContact(link.contactId(), link.audience()));
    }

    private static List<String> sentences(Decision decision) {
        return decision.reasons().stream()
                .filter(reason -> reason.kind().refuses() || reason.kind().asks())
                .map(Reason::sentence)
                .toList();
    }
}
