package org.sluice.gateway.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Tx;

/** Gives a deposit its label, anew or for the first time: one re-wrap in one transaction. Thread-safe. */
public final class LabelDeposit {
    private final Ledger ledger;
    private final Rulebook rules;
    private final Bodies bodies;

    public LabelDeposit(Ledger ledger, Rulebook rules, Bodies bodies) {
        this.ledger = ledger;
        this.rules = rules;
        this.bodies = bodies;
    }

    /**
     * Changes what is said about a deposit; its keys follow.
     *
     * @param changes label keys with their new values; an empty value takes back what was said
     */
    public Answer<Deposit> label(Actor actor, String depositId, Map<String, String> changes) {
        if (changes.isEmpty()) {
            return Answer.refused(Refusal.wrong("no-change", "Say what to change, such as organizations=coded."));
        }
        return ledger.write(tx -> in(tx, actor, depositId, changes));
    }

    /** The same inside a unit of work; a refusal is thrown before anything is written. */
    Deposit in(Tx tx, Actor actor, String depositId, Map<String, String> changes) {
        Deposit deposit = Deposits.find(tx.sql(), depositId)
                .filter(found -> found.state() != DepositState.REMOVED)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("deposit", depositId)));
        Entitled.of(
                tx,
                actor,
                deposit.participantId(),
                Set.of(Role.DEPOSITOR, Role.RELEASER),
                "labels this deposit",
                ledger.now());
        if (deposit.state() == DepositState.RECEIVING) {
            throw new RefusedException(Refusal.conflict(
                    "not-finished", "The deposit " + depositId + " is still being received; label it afterwards."));
        }
        // Also for an owner that is barred: what it left behind must be protectable.
        Label label = changed(deposit.label(), changes).orThrow();
        if (!rules.knowsType(tx.sql(), label.informationType(), ledger.now())) {
            throw new RefusedException(Refusal.unknown("information type", label.informationType()));
        }
        if (!label.informationType().equals(deposit.type())) {
            throw new RefusedException(Refusal.conflict(
                    "type-fixed",
                    "The information type is the folder's. Upload the file into the folder of the right type."));
        }
        LabelWords.against(rules.all(tx.sql()), changes.keySet(), label).ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
        Channel floor = rules.floor(tx.sql(), label, ledger.now());
        if (changes.containsKey("channel") && !label.channel().atLeast(floor)) {
            throw new RefusedException(new Refusal(
                    Refusal.Kind.REFUSED,
                    "below-floor",
                    "With this label the least channel is " + floor.word() + ", so it can't be kept in "
                            + label.channel().word() + ".",
                    List.of()));
        }
        Channel channel = label.channel().atLeast(floor) ? label.channel() : floor;
        IncidentHolds.laxer(tx.sql(), deposit, channel, label).ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
        KeepSealed.laxer(tx.sql(), deposit, channel, label).ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
        if (!Deposits.relabel(tx, deposit, channel, label)) {
            throw new RefusedException(
                    Refusal.conflict("label-changed", "Somebody else changed this label a moment ago; look again."));
        }
        Deposit labelled = Deposits.find(tx.sql(), depositId).orElseThrow();
        bodies.rewrapped(tx, deposit, labelled);
        if (!labelled.held()) {
            Notices.dropOf(tx, depositId, Notice.Kind.LABEL_NEEDED);
        }
        tx.append(new AuditEvent(
                EventKind.DEPOSIT_LABELLED,
                actor,
                Map.of(
                        "deposit", depositId,
                        "participant", deposit.participantId(),
                        "from", Exposure.canonical(deposit.label(), deposit.channel(), channel),
                        "to", Exposure.canonical(label, deposit.channel(), channel),
                        "channel", channel.word(),
                        "label_version", Long.toString(labelled.labelVersion()))));
        return labelled;
    }

    /** What a label becomes by these changes, or all that is wrong with them. */
    static Answer<Label> changed(Label label, Map<String, String> changes) {
        Label changed = label;
        List<LabelChange.Mistaken> mistakes = new ArrayList<>();
        for (Map.Entry<String, String> change : changes.entrySet()) {
            LabelChange result = changed.with(change.getKey(), change.getValue());
            switch (result) {
                case LabelChange.Accepted accepted -> changed = accepted.label();
                case LabelChange.Mistaken mistaken -> mistakes.add(mistaken);
            }
        }
        if (mistakes.isEmpty()) {
            return Answer.done(changed);
        }
        List<String> sentences =
                mistakes.stream().map(LabelChange.Mistaken::sentence).toList();
        return Answer.refused(new Refusal(
                Refusal.Kind.WRONG,
                "bad-label",
                String.join(" ", sentences),
                mistakes.size() == 1 ? mistakes.getFirst().allowed() : sentences));
    }
}
