package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** Whether somebody can give a fact. Nobody vouches for what is asked of others, and nobody for themselves. */
final class FactGiver {
    private final Tx tx;
    private final Instant now;

    FactGiver(Tx tx, Instant now) {
        this.tx = tx;
        this.now = now;
    }

    /** @param recorder none where the host's administrator writes down what others said */
    void check(FactKind kind, FactOrder order, Optional<Person> recorder) {
        subject(kind, order);
        switch (kind.givenBy()) {
            case OWNER -> owner(order);
            case CONCERNED -> concerned(order, recorder);
            case COORDINATOR -> coordinator(kind, order, recorder);
            case RECIPIENT -> recipient(order);
            case SENDER, ANYONE -> standing(order.by());
        }
        recorder.filter(person -> !person.participantId().equals(order.by()) && !person.is(Role.COORDINATOR))
                .ifPresent(person -> {
                    throw forbidden(
                            "not-its-word",
                            person.id() + " is of " + person.participantId() + " and can't speak for " + order.by()
                                    + "; a person of it or a coordinator can.");
                });
    }

    private void subject(FactKind kind, FactOrder order) {
        boolean aboutRecipient = kind.about() == FactKind.About.RECIPIENT;
        if (aboutRecipient == (order.about() == Fact.About.DEPOSIT)) {
            throw new RefusedException(Refusal.wrong(
                    "wrong-subject",
                    aboutRecipient
                            ? "\"" + kind.id() + "\" is a fact about who receives: name a participant or a contact."
                            : "\"" + kind.id() + "\" is a fact about a deposit: name the deposit."));
        }
        boolean there = switch (order.about()) {
            case DEPOSIT -> Deposits.find(tx.sql(), order.subject()).isPresent();
            case PARTICIPANT -> Participants.find(tx.sql(), order.subject()).isPresent();
            case CONTACT -> Contacts.find(tx.sql(), order.subject()).isPresent();
        };
        if (!there) {
            throw new RefusedException(Refusal.unknown(order.about().word(), order.subject()));
        }
    }

    private void owner(FactOrder order) {
        if (order.about() != Fact.About.DEPOSIT) {
            // Whose deposit it will be asked for is not known yet: it counts where its giver is the owner, nowhere
            // else.
            standing(order.by());
            return;
        }
        Deposit deposit = deposit(order);
        if (!order.by().equals(deposit.participantId())) {
            throw forbidden(
                    "not-the-owner",
                    "Only the owner, " + deposit.participantId() + ", can give " + order.kind() + " for "
                            + order.subject() + "; " + order.by() + " can't.");
        }
        standing(order.by());
    }

    private void concerned(FactOrder order, Optional<Person> recorder) {
        if (order.about() != Fact.About.DEPOSIT) {
            standing(order.by());
            return;
        }
        Set<String> concerned = FactsCounted.concerned(deposit(order));
        if (!concerned.contains(order.by())) {
            throw forbidden(
                    "not-the-owner",
                    "Only whom the deposit concerns can give " + order.kind() + " for " + order.subject() + ": "
                            + String.join(", ", new java.util.TreeSet<>(concerned)) + "; " + order.by() + " can't.");
        }
        if (Participants.find(tx.sql(), order.by()).isPresent()) {
            standing(order.by());
            return;
        }
        // An organisation outside the register can't log in: a coordinator writes down its word and where it stands.
        if (recorder.filter(person -> !person.is(Role.COORDINATOR)).isPresent()
                || order.note().filter(note -> !note.isBlank()).isEmpty()) {
            throw forbidden(
                    "outside-the-register",
                    order.by() + " is no participant: a coordinator records its word, with a note that says where it is"
                            + " written.");
        }
    }

    private void coordinator(FactKind kind, FactOrder order, Optional<Person> recorder) {
        recorder.filter(person -> !person.is(Role.COORDINATOR)).ifPresent(person -> {
            throw forbidden("not-a-coordinator", "\"" + kind.id() + "\" is put on record by a coordinator.");
        });
        recorder.filter(person -> person.participantId().equals(organisation(order)))
                .ifPresent(person -> {
                    throw forbidden(
                            "own-question",
                            "Nobody vouches for their own organisation; ask a coordinator of another one.");
                });
        standing(order.by());
        if (order.by().equals(organisation(order))) {
            throw forbidden(
                    "own-question",
                    "Nobody vouches for their own organisation: \"" + kind.id() + "\" about " + order.by()
                            + " is the word of another participant that has a coordinator.");
        }
        if (Persons.ofParticipant(tx.sql(), order.by()).stream()
                .noneMatch(person -> person.is(Role.COORDINATOR)
                        && TakingPart.ended(tx.sql(), person.id(), now).isEmpty())) {
            throw forbidden(
                    "not-a-coordinator",
                    "\"" + kind.id() + "\" is a coordinator's word, and " + order.by()
                            + " has no coordinator; name in \"by\" a participant that has one.");
        }
    }

    private void recipient(FactOrder order) {
        if (order.about() != Fact.About.DEPOSIT && !order.by().equals(organisation(order))) {
            throw forbidden("not-the-recipient", "\"" + order.kind() + "\" is the recipient's own word.");
        }
        standing(order.by());
    }

    /** The organisation that a fact about a recipient is about; empty for a contact that belongs to none. */
    private String organisation(FactOrder order) {
        return order.about() == Fact.About.CONTACT
                ? Contacts.find(tx.sql(), order.subject())
                        .flatMap(contact -> contact.participantId())
                        .orElse("")
                : order.subject();
    }

    private void standing(String participantId) {
        Participants.holdActive(tx, participantId, now).orThrow();
    }

    private Deposit deposit(FactOrder order) {
        return Deposits.find(tx.sql(), order.subject())
                .orElseThrow(() -> new RefusedException(Refusal.unknown("deposit", order.subject())));
    }

    private static RefusedException forbidden(String code, String words) {
        return new RefusedException(Refusal.forbidden(code, words));
    }
}
