package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Review;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.store.Reviews;

/** Reminds the coordinators to look through each protocol's classification, and records that they did. Thread-safe. */
public final class ReviewPolicy {
    private final Ledger ledger;
    private final Rulebook rules;

    public ReviewPolicy(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    /** A protocol in force, when it was reviewed last and when it is to be next. */
    public record Standing(String protocolId, String version, Optional<Instant> last, Instant due) {}

    /** Records a review of the version in force. */
    public Answer<Review> reviewed(Actor actor, String personId, String protocolId, String note) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            ProposePolicy.requireWords("note", note);
            Person person = ProposePolicy.coordinator(tx, personId, now);
            Protocol protocol = rules.inForce(tx.sql(), now).stream()
                    .filter(p -> p.id().equals(protocolId))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("policy", protocolId)));
            Review review = new Review(ledger.newId("v"), protocolId, protocol.version(), person.id(), note, now);
            Reviews.add(tx, review);
            tx.append(new AuditEvent(
                    EventKind.POLICY_REVIEWED,
                    actor,
                    Map.of(
                            "review", review.id(),
                            "protocol", protocolId,
                            "version", protocol.version(),
                            "by", person.id(),
                            "note", note)));
            return review;
        });
    }

    public List<Standing> standing() {
        Instant now = ledger.now();
        return ledger.read(sql ->
                rules.inForce(sql, now).stream().map(p -> standing(sql, p)).toList());
    }

    /** Sends the reminders that stand now and were not sent yet; returns how many. */
    public int due() {
        Instant now = ledger.now();
        int sent = 0;
        for (Standing standing : standing()) {
            Optional<Instant> reminder = Review.reminder(standing.due(), now)
                    .filter(at -> !ledger.read(sql -> Reviews.reminded(sql, standing.protocolId(), at)));
            if (reminder.isPresent() && remind(standing, reminder.get(), now)) {
                sent++;
            }
        }
        return sent;
    }

    private boolean remind(Standing standing, Instant reminder, Instant now) {
        return ledger.write(tx -> {
                    if (!Reviews.remind(tx, standing.protocolId(), reminder)) {
                        return false;
                    }
                    TellPeople.tell(
                            ledger,
                            tx,
                            now,
                            Notice.Kind.POLICY_REVIEW_DUE,
                            Map.of(
                                    "protocol", standing.protocolId(),
                                    "version", standing.version(),
                                    "last",
                                            standing.last()
                                                    .map(Instant::toString)
                                                    .orElse("–")),
                            person -> person.is(Role.COORDINATOR));
                    tx.append(new AuditEvent(
                            EventKind.POLICY_REVIEW_DUE,
                            new Actor.SystemActor("policy"),
                            Map.of(
                                    "protocol", standing.protocolId(),
                                    "version", standing.version(),
                                    "due", standing.due().toString())));
                    return true;
                })
                .orThrow();
    }

    private static Standing standing(Handle sql, Protocol protocol) {
        Instant began =
                ProtocolDocuments.loaded(sql, protocol.id(), protocol.version()).orElseThrow();
        Optional<Instant> last = Reviews.latest(sql, protocol.id()).map(Review::at);
        return new Standing(protocol.id(), protocol.version(), last, Review.due(began, last));
    }
}
