package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.release.Recipient;

/**
 * Whether a deposit may go to whom its folder names without another word of its releaser. Asked before the first byte, and
 * again when its time has come, as everything may have changed by then. Reads only. Thread-safe.
 *
 * <p>Personal data goes from a named person to a named person who acts on it, so it never goes by itself; and what is
 * confidential goes to named recipients, not to whoever is registered for an audience.
 */
final class AtOnceRule {
    static final String PERSONAL = "personal-data-at-once";
    static final String NAMED_ONLY = "named-recipients-only";
    static final String NEEDS = "at-once-needs";
    static final String REFUSED = "at-once-refused";

    private final Rulebook rules;
    private final DecideRelease decide;

    AtOnceRule(Rulebook rules) {
        this.rules = rules;
        this.decide = new DecideRelease(rules);
    }

    /**
     * Whom it may go to, and who is left out.
     *
     * @param may at least one
     * @param leftOut by recipient, what speaks against it
     */
    record Judged(List<Recipient> may, Map<String, Refusal> leftOut) {}

    /** One whom the matrix or another rule refuses keeps nobody else from it; where all are refused, so is the deposit. */
    Answer<Judged> judge(Handle sql, Deposit deposit, String addressed, Instant now) {
        try {
            Person releaser = decide.releaser(sql, deposit.personId(), now);
            Addressees to =
                    Addressees.of(sql, rules, addressed, releaser.id(), now).orThrow();
            bounds(sql, deposit, to, now).ifPresent(bound -> {
                throw new RefusedException(bound);
            });
            List<Recipient> may = new ArrayList<>();
            Map<String, Refusal> leftOut = new LinkedHashMap<>();
            for (Recipient recipient : to.recipients()) {
                try {
                    decide.decided(
                            sql, releaser, List.of(deposit), List.of(recipient), purpose(deposit, addressed), now);
                    may.add(recipient);
                } catch (RefusedException e) {
                    leftOut.put(recipient.id(), e.refusal());
                }
            }
            return may.isEmpty()
                    ? Answer.refused(nobody(addressed, List.copyOf(leftOut.values())))
                    : Answer.done(new Judged(may, leftOut));
        } catch (RefusedException e) {
            return Answer.refused(e.refusal());
        }
    }

    /** What speaks against it whoever receives. */
    private Optional<Refusal> bounds(Handle sql, Deposit deposit, Addressees to, Instant now) {
        String hand = " Deposit it in /" + deposit.folder().word() + "/" + deposit.type()
                + "/ and release it by hand, to named recipients.";
        if (deposit.held()) {
            return Optional.of(Refusal.of(
                    Refusal.Kind.NEEDS,
                    "below-floor",
                    "Its least channel is " + deposit.channel().word() + ", and its label says less." + hand));
        }
        if (Personal.is(sql, rules, deposit, now)) {
            return Optional.of(Refusal.of(
                    Refusal.Kind.REFUSED,
                    PERSONAL,
                    "It holds personal data, or nobody said that it holds none, and personal data goes from a named"
                            + " person to a named person: it is never released by being put into a folder." + hand));
        }
        if (to.audience()
                && (deposit.channel().atLeast(Channel.CONFIDENTIAL) || toNamedOnly(sql, deposit, to.word(), now))) {
            return Optional.of(Refusal.of(
                    Refusal.Kind.REFUSED,
                    NAMED_ONLY,
                    "What is " + deposit.channel().word() + " goes to named recipients only, not to everybody of "
                            + to.word() + ". Put it into a folder with a recipient's id instead, such as @"
                            + to.recipients().getFirst().id() + "."));
        }
        return Optional.empty();
    }

    private boolean toNamedOnly(Handle sql, Deposit deposit, String audience, Instant now) {
        return rules.decide(sql, deposit, audience, now).bases().stream()
                .flatMap(basis -> basis.cell().stream())
                .anyMatch(cell -> cell.handling().namedRecipient());
    }

    /** Every recipient is refused: a refusal goes before a need, and each reason is told once. */
    private static Refusal nobody(String addressed, List<Refusal> refusals) {
        Refusal first = refusals.stream()
                .filter(refusal -> refusal.kind() != Refusal.Kind.NEEDS)
                .findFirst()
                .orElse(refusals.getFirst());
        return new Refusal(
                first.kind(),
                first.kind() == Refusal.Kind.NEEDS ? NEEDS : REFUSED,
                "It can't go to @" + addressed + " by itself. " + first.message(),
                refusals.stream().map(Refusal::message).distinct().toList());
    }

    /** What its label says that it is for, and how it came to be released; consent may be bound to the label's word. */
    static String purpose(Deposit deposit, String addressed) {
        String how = "deposited to @" + addressed + " by " + deposit.personId();
        return deposit.label()
                .purpose()
                .map(said -> said + (said.contains(":") ? ", " : ": ") + how)
                .orElse(how);
    }
}
