package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.crypto.SealingPublicKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.SealingKeys;
import org.sluice.gateway.store.Tx;

/** The owner's part in what is sealed: its public key, the wraps that its private key opens, and those for a successor. Thread-safe. */
public final class KeepSealed {
    private final Ledger ledger;
    private final SealDeposits sealing;

    KeepSealed(Ledger ledger, SealDeposits sealing) {
        this.ledger = ledger;
        this.sealing = sealing;
    }

    public List<SealingKeys.Row> keys() {
        return ledger.read(SealingKeys::all);
    }

    /**
     * Registers a participant's public key; what was sealed for an earlier one still opens with that one's private half.
     *
     * @param fingerprint as somebody read it off the machine that made the key
     */
    public Answer<SealingKeys.Row> register(Actor actor, String participantId, String publicKey, String fingerprint) {
        Optional<SealingPublicKey> key = SealingPublicKey.parse(publicKey.strip());
        if (key.isEmpty()) {
            return Answer.refused(Refusal.wrong(
                    "bad-key",
                    "This is no public sealing key; it begins with sluice-sealing-public-1: and is made by sluice seal"
                            + " keygen. The private one never leaves your machine."));
        }
        if (!key.get().fingerprint().equals(fingerprint.strip())) {
            return Answer.refused(Refusal.wrong(
                    "bad-fingerprint",
                    "The fingerprint given is not this key's. Read it from the machine that made the key, and look"
                            + " whether both are of the same key."));
        }
        return ledger.write(tx -> {
            Instant now = ledger.now();
            if (Participants.find(tx.sql(), participantId).isEmpty()) {
                throw new RefusedException(Refusal.unknown("participant", participantId));
            }
            Entitled.of(tx, actor, participantId, Set.of(Role.RELEASER), "registers its sealing key", now);
            Participants.holdActive(tx, participantId, now).orThrow();
            String by =
                    Entitled.acting(tx, actor, now).map(person -> person.id()).orElse("administrator");
            SealingKeys.Row row = new SealingKeys.Row(participantId, key.get().text(), by, now);
            SealingKeys.put(tx, row);
            tx.append(new AuditEvent(
                    EventKind.SEALING_KEY_REGISTERED,
                    actor,
                    Map.of(
                            "participant",
                            participantId,
                            "sealing_key",
                            key.get().fingerprint())));
            return row;
        });
    }

    /** A sealed deposit as its owner's machine needs it: the wraps say nothing without the private key. */
    public record Seen(Deposit deposit, Instant sealed, List<SealedDeposits.OwnerWrap> wraps) {
        public Seen {
            wraps = List.copyOf(wraps);
        }
    }

    /** For the owner's people and the host's administrator; goes on record. */
    public Answer<Seen> wraps(Actor actor, String depositId) {
        return ledger.write(tx -> {
            Deposit deposit = held(tx, actor, depositId, "fetches what its key opens");
            Instant at = SealedDeposits.at(tx.sql(), depositId).orElseThrow(() -> notSealed(depositId));
            tx.append(new AuditEvent(EventKind.SEALED_WRAP_FETCHED, actor, Map.of("deposit", depositId)));
            return new Seen(deposit, at, SealedDeposits.wraps(tx.sql(), depositId));
        });
    }

    /** The sealed wraps of what a link's release holds, with one entry for each of its deposits that is sealed. */
    public Answer<List<Seen>> wrapsOfLink(Actor actor, String linkId) {
        return ledger.<List<String>, RuntimeException>read(sql -> sealedOf(sql, linkId))
                        .isEmpty()
                ? Answer.refused(Refusal.conflict(
                        "not-sealed",
                        "Nothing of the link " + linkId + " is sealed; issue it again by: sluice link reissue "
                                + linkId))
                : each(actor, ledger.read(sql -> sealedOf(sql, linkId)));
    }

    private Answer<List<Seen>> each(Actor actor, List<String> deposits) {
        List<Seen> seen = new ArrayList<>();
        for (String deposit : deposits) {
            Answer<Seen> one = wraps(actor, deposit);
            if (one instanceof Answer.Refused<Seen> refused) {
                return Answer.refused(refused.refusal());
            }
            seen.add(one.orThrow());
        }
        return Answer.done(seen);
    }

    private static List<String> sealedOf(Handle sql, String linkId) {
        return Links.find(sql, linkId)
                .flatMap(link -> Releases.find(sql, link.releaseId()))
                .map(release -> release.deposits().stream()
                        .filter(id -> SealedDeposits.sealed(sql, id))
                        .toList())
                .orElse(List.of());
    }

    /** Wraps a data key for a successor's registered key, so that a transition plan can pass the deposit on. */
    public Answer<Deposit> forSuccessor(Actor actor, String depositId, String successor, LinkWishes wishes) {
        return ledger.write(tx -> {
            Deposit deposit = held(tx, actor, depositId, "wraps it for a successor");
            if (!SealedDeposits.sealed(tx.sql(), depositId)) {
                throw notSealed(depositId);
            }
            SealingKeys.Row key = SealingKeys.find(tx.sql(), successor)
                    .orElseThrow(() -> new RefusedException(Refusal.conflict(
                            "sealing-key-missing",
                            successor + " has no sealing key; it registers one first: sluice seal register " + successor
                                    + " --key FILE.pub --fingerprint DIGITS")));
            sealing.putWrap(tx, deposit, key, sealing.given(deposit, wishes));
            tx.append(new AuditEvent(
                    EventKind.SEALED_FOR_SUCCESSOR,
                    actor,
                    Map.of(
                            "deposit", depositId,
                            "successor", successor,
                            "sealing_key", SealDeposits.fingerprint(key.publicKey()))));
            return deposit;
        });
    }

    private Deposit held(Tx tx, Actor actor, String depositId, String what) {
        Deposit deposit = Deposits.find(tx.sql(), depositId)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("deposit", depositId)));
        Entitled.of(tx, actor, deposit.participantId(), Set.of(Role.RELEASER), what, ledger.now());
        return deposit;
    }

    private static RefusedException notSealed(String depositId) {
        return new RefusedException(Refusal.conflict(
                "not-sealed", "The deposit " + depositId + " is not sealed; nothing has to be opened."));
    }

    /** After sealing nobody looks into the content again: what was said of it can only be made stricter. */
    static Optional<Refusal> laxer(Handle sql, Deposit deposit, Channel channel, Label label) {
        return IncidentHolds.isLaxer(deposit, channel, label) && SealedDeposits.sealed(sql, deposit.id())
                ? Optional.of(Refusal.conflict(
                        "sealed",
                        "The deposit " + deposit.id() + " is sealed, so nobody can look into it again and its label can"
                                + " only be made stricter. Upload the file again to label it anew."))
                : Optional.empty();
    }

    /** Why a sealed deposit can't pass to a successor, if so: nobody there could open it. */
    static Optional<String> unopened(Handle sql, Deposit deposit, String successor) {
        boolean opens = !SealedDeposits.sealed(sql, deposit.id())
                || SealedDeposits.wraps(sql, deposit.id()).stream()
                        .anyMatch(wrap -> wrap.participantId().equals(successor));
        return opens
                ? Optional.empty()
                : Optional.of("it is sealed, and " + deposit.participantId() + " did not wrap it for " + successor
                        + " in time: sluice seal handover");
    }
}
