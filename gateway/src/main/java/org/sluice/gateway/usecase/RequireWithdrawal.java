package org.sluice.gateway.usecase;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.participant.GroupDecision;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;

/**
 * Carries out the coordination group's decision that a participant must withdraw, which is exceptional, answers a breach and
 * is bound to no notice (DPISP section 1.9.5). Thread-safe.
 */
public final class RequireWithdrawal {
    private final Ledger ledger;
    private final CutParticipant cut;

    public RequireWithdrawal(Ledger ledger, CutParticipant cut) {
        this.ledger = ledger;
        this.cut = cut;
    }

    /**
     * The decision as it is told to the gateway.
     *
     * @param effective now, if absent or not in the future
     */
    public record Order(
            String participantId,
            String decidedBy,
            LocalDate on,
            String reason,
            String reference,
            Optional<Instant> effective) {}

    /** @param as a coordinator or administrator of another participant; none for the host's administrator */
    public Answer<CutReport> require(Actor actor, Optional<String> as, Order order) {
        Instant now = ledger.now();
        if (order.decidedBy().isBlank()
                || order.reason().isBlank()
                || order.reference().isBlank()) {
            return Answer.refused(Refusal.wrong(
                    "incomplete",
                    "Say who decided it, why, and where the decision is written down, such as the minutes of a"
                            + " meeting."));
        }
        if (order.on().isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            return Answer.refused(Refusal.wrong(
                    "not-decided-yet", "The day of the decision is still to come; record it once it was made."));
        }
        Optional<Refusal> refusal = ledger.read(sql -> {
            if (Participants.find(sql, order.participantId()).isEmpty()) {
                return Optional.of(Refusal.unknown("participant", order.participantId()));
            }
            return as.flatMap(id -> Persons.find(sql, id))
                    .filter(person -> !may(person, order.participantId()))
                    .map(person -> Refusal.forbidden(
                            "not-a-coordinator",
                            "The group's decision is put on record by a coordinator or administrator, and by nobody of "
                                    + order.participantId() + "."));
        });
        return refusal.isPresent()
                ? Answer.refused(refusal.get())
                : cut.required(
                        actor,
                        new GroupDecision(
                                ledger.newId("g"),
                                order.participantId(),
                                order.decidedBy(),
                                order.on(),
                                order.reason(),
                                order.reference(),
                                order.effective().filter(now::isBefore).orElse(now),
                                now));
    }

    private static boolean may(Person person, String participantId) {
        return !person.participantId().equals(participantId) && Entitled.presides(person);
    }
}
