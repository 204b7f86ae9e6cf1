package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.inspect.Acceptance;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.Inspection;
import org.sluice.gateway.domain.inspect.Report;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Inspections;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** People answering for what was found, or for what could not be looked at; and what is known so far. Thread-safe. */
public final class AnswerForContent {
    private final Ledger ledger;
    private final InspectDeposits inspect;

    public AnswerForContent(Ledger ledger, InspectDeposits inspect) {
        this.ledger = ledger;
        this.inspect = inspect;
    }

    /**
     * An inspection with what stands against the label now.
     *
     * @param above what the label does not cover and nobody answers for
     */
    public record Seen(Inspection inspection, List<Finding> above) {
        public Seen {
            above = List.copyOf(above);
        }
    }

    /**
     * All inspections; kinds, places and counts, never a value.
     *
     * @param viewer the person who looks; the host's administrator where absent. Words are shown as {@link Exposure} says.
     */
    public List<Seen> list(Optional<String> viewer) {
        return ledger.read(sql -> {
            Optional<String> of = Callers.participant(sql, viewer);
            return Inspections.all(sql).stream()
                    .filter(inspection -> reads(sql, viewer, inspection.depositId()))
                    .map(inspection -> seen(sql, inspection, of))
                    .toList();
        });
    }

    /** @param viewer as in {@link #list} */
    public Answer<Seen> show(String depositId, Optional<String> viewer) {
        return ledger.read(sql -> Inspections.find(sql, depositId)
                .filter(inspection -> reads(sql, viewer, depositId))
                .<Answer<Seen>>map(inspection -> Answer.done(seen(sql, inspection, Callers.participant(sql, viewer))))
                .orElseGet(() -> Answer.refused(Refusal.unknown("inspection", depositId))));
    }

    /** What was found tells of the content: it is its owner's people's to read, and theirs who watch over all. */
    private static boolean reads(Handle sql, Optional<String> viewer, String depositId) {
        Optional<Person> person = viewer.flatMap(id -> Persons.find(sql, id));
        return viewer.isEmpty()
                || person.filter(one -> Entitled.presides(one)
                                || one.is(Role.AUDITOR)
                                || Deposits.find(sql, depositId)
                                        .filter(deposit ->
                                                deposit.participantId().equals(one.participantId()))
                                        .isPresent())
                        .isPresent();
    }

    /** The reasons and the note are somebody's words about what is in the file, and say as much as its name. */
    private Seen seen(Handle sql, Inspection inspection, Optional<String> viewersParticipant) {
        Deposit deposit = Deposits.find(sql, inspection.depositId()).orElseThrow();
        return new Seen(
                Exposure.hides(deposit, viewersParticipant) ? inspection.withoutWords(Exposure.WITHHELD) : inspection,
                inspect.above(sql, deposit, inspection));
    }

    /** Words as they go on the record, which others read. */
    private static String recorded(Deposit deposit, String words) {
        return Exposure.hides(deposit, Optional.empty()) ? Exposure.WITHHELD : Words.cut(words);
    }

    /**
     * Accepts what was found, as far as the person may: personal data the owner's data-protection contact and nobody else,
     * the rest a releaser or coordinator of the owner, or a coordinator of anybody. Never whoever deposited it, and
     * personal data no coordinator and no administrator, whatever else they are.
     */
    public Answer<Seen> accept(Actor actor, String personId, String depositId, String reason) {
        if (reason.isBlank()) {
            return Answer.refused(Refusal.wrong("no-reason", "Say why what was found may stand."));
        }
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Person person = Entitled.standing(tx, personId, now);
            Deposit deposit = deposit(tx, depositId);
            Inspection inspection = known(tx, depositId);
            if (deposit.personId().equals(personId)) {
                throw new RefusedException(Refusal.forbidden(
                        "own-deposit", "You deposited " + depositId + " yourself; somebody else must accept this."));
            }
            List<Finding> above = inspect.above(tx.sql(), deposit, inspection);
            if (above.isEmpty()) {
                throw new RefusedException(Refusal.conflict(
                        "nothing-to-accept", "Nothing was found in " + depositId + " that its label does not cover."));
            }
            Set<FindingKind> accepted = new TreeSet<>();
            above.forEach(finding -> accepted.add(finding.kind()));
            boolean protects = Entitled.speaks(tx, deposit.participantId(), Duty.DATA_PROTECTION, personId);
            accepted.removeIf(kind -> !may(person, protects, deposit, kind));
            if (accepted.isEmpty()) {
                throw new RefusedException(Refusal.forbidden(
                        "may-not-accept",
                        "What was found in " + depositId + " can be accepted, where it is personal data, by a"
                                + " data-protection contact of " + deposit.participantId()
                                + " alone, who is no coordinator and no administrator (sluice participant speakers "
                                + deposit.participantId()
                                + " --duty data-protection --person PERSON); the rest by a releaser of "
                                + deposit.participantId() + " or a coordinator."));
            }
            Label label = inspect.counted(tx.sql(), deposit);
            accepted.forEach(kind -> Inspections.accept(
                    tx, depositId, new Acceptance(kind, Acceptance.rank(kind, label), personId, reason, now)));
            tx.append(new AuditEvent(
                    EventKind.FINDINGS_ACCEPTED,
                    actor,
                    Map.of(
                            "deposit",
                            depositId,
                            "person",
                            personId,
                            "kinds",
                            String.join(
                                    ", ",
                                    accepted.stream().map(FindingKind::word).toList()),
                            "reason",
                            recorded(deposit, reason))));
            Seen seen = seen(tx.sql(), known(tx, depositId), Optional.of(person.participantId()));
            inspect.tell(tx, deposit, inspection.report(), seen.above());
            return seen;
        });
    }

    private static boolean may(Person person, boolean protects, Deposit deposit, FindingKind kind) {
        if (kind.personalData()) {
            return protects && !person.is(Role.COORDINATOR) && !person.is(Role.ADMINISTRATOR);
        }
        return person.is(Role.COORDINATOR)
                || (person.participantId().equals(deposit.participantId()) && person.is(Role.RELEASER));
    }

    /** The word of a depositor of the owner that what could not be looked at is as labelled. */
    public Answer<Seen> attest(Actor actor, String personId, String depositId, String note) {
        if (note.isBlank()) {
            return Answer.refused(Refusal.wrong("no-note", "Say what the parts hold that could not be looked at."));
        }
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Person person = Entitled.standing(tx, personId, now);
            Deposit deposit = deposit(tx, depositId);
            Inspection inspection = known(tx, depositId);
            if (!person.participantId().equals(deposit.participantId()) || !person.is(Role.DEPOSITOR)) {
                throw new RefusedException(Refusal.forbidden(
                        "not-the-owner", "Only a depositor of " + deposit.participantId() + " can answer for this."));
            }
            if (inspection.state() == Report.State.PENDING) {
                throw new RefusedException(
                        Refusal.conflict("being-inspected", "It is being inspected; try again in a moment."));
            }
            if (inspection.report().gaps().isEmpty()) {
                throw new RefusedException(
                        Refusal.conflict("nothing-to-attest", "All of " + depositId + " was looked at."));
            }
            Inspections.attest(tx, depositId, personId, Words.cut(note), now);
            tx.append(new AuditEvent(
                    EventKind.CONTENT_ATTESTED,
                    actor,
                    Map.of("deposit", depositId, "person", personId, "note", recorded(deposit, note))));
            return seen(tx.sql(), known(tx, depositId), Optional.of(person.participantId()));
        });
    }

    private static Deposit deposit(Tx tx, String depositId) {
        return Deposits.find(tx.sql(), depositId)
                .filter(found -> found.state() != DepositState.REMOVED)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("deposit", depositId)));
    }

    private static Inspection known(Tx tx, String depositId) {
        Optional<Inspection> known = Inspections.find(tx.sql(), depositId);
        return known.orElseThrow(() -> new RefusedException(Refusal.unknown("inspection", depositId)));
    }
}
