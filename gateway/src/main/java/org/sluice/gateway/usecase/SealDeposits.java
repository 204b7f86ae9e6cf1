package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.sluice.crypto.BodyId;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.GeneratedPassword;
import org.sluice.crypto.LinkKey;
import org.sluice.crypto.LinkLock;
import org.sluice.crypto.SealedBinding;
import org.sluice.crypto.SealedWraps;
import org.sluice.crypto.SealingPublicKey;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.protocol.Obligation;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.SealedLinks;
import org.sluice.gateway.store.SealingKeys;
import org.sluice.gateway.store.Tx;

/**
 * Seals deposits in the unit that releases them: their data keys are wrapped for each recipient's link and for the owner's
 * key, and the wrap that the gateway could open is dropped. Thread-safe.
 */
final class SealDeposits {
    private final Ledger ledger;
    private final Rulebook rules;
    private final SealRule rule;
    private final Bodies bodies;
    private final PasswordDesk passwords;

    SealDeposits(Ledger ledger, Rulebook rules, Bodies bodies, PasswordDesk passwords) {
        this.ledger = ledger;
        this.rules = rules;
        this.rule = new SealRule(ledger, rules);
        this.bodies = bodies;
        this.passwords = passwords;
    }

    /** The key of a link that is not made yet, from its token and its password: both are known at no other time. */
    record Lock(String linkId, LinkLock lock, LinkKey key) {
        @Override
        public String toString() {
            return "Lock[redacted]";
        }
    }

    /** At the cost of one hash; never inside a unit. */
    Lock lock(Token token, GeneratedPassword password) {
        LinkLock lock = passwords.lock();
        String linkId = ledger.newId("k");
        return new Lock(linkId, lock, passwords.key(lock, linkId, token, password));
    }

    /**
     * Whether a release of these deposits is sealed: by wish, as a protocol asks for it, or as one of them is sealed already.
     *
     * @param withLinks whether somebody is present to whom passwords can be shown
     * @throws RefusedException if it is to be and can't
     */
    boolean sealed(
            Handle sql,
            LinkWishes wishes,
            List<Deposit> deposits,
            List<Recipient> recipients,
            List<ReleaseMade.Decided> decisions,
            boolean withLinks,
            Instant now) {
        boolean asked = wishes.sealed()
                || decisions.stream()
                        .anyMatch(one -> one.decision().obligations().handOver().contains(Obligation.SEALED))
                || deposits.stream()
                        .anyMatch(one -> rule.wanted(sql, one, now) || SealedDeposits.sealed(sql, one.id()));
        if (!asked) {
            return false;
        }
        String which = deposits.stream().map(Deposit::id).collect(Collectors.joining(", "));
        if (!withLinks) {
            throw refused(
                    "sealed-by-hand",
                    "What is released at once can't be sealed, since a password that it would be sealed for is made only"
                            + " when it is shown. Release " + which + " by hand: sluice release create --help");
        }
        if (recipients.stream().anyMatch(to -> !(to instanceof Recipient.OfContact))) {
            throw refused(
                    "sealed-links-only",
                    "A sealed release goes to contacts, each with a link: an inbox has no password to seal for. Name a"
                            + " contact for each recipient of " + which + ".");
        }
        for (Deposit deposit : deposits) {
            if (SealedDeposits.sealed(sql, deposit.id())) {
                if (!wishes.keys().containsKey(deposit.id())) {
                    throw new RefusedException(SealedContent.refusal(deposit.id()));
                }
            } else {
                sealable(sql, deposit, now);
            }
        }
        return true;
    }

    private void sealable(Handle sql, Deposit deposit, Instant now) {
        if (SealingKeys.find(sql, deposit.participantId()).isEmpty()) {
            throw refused(
                    "sealing-key-missing",
                    deposit.participantId() + " has no sealing key, and without one nobody could re-issue a link of "
                            + deposit.id() + ". Make a key pair on a machine of your own and register its public half:"
                            + " sluice seal keygen FILE, then sluice seal register " + deposit.participantId()
                            + " --key FILE.pub --fingerprint DIGITS");
        }
        if (rules.waiting(sql, deposit)) {
            throw refused(
                    "still-looked-at",
                    "The deposit " + deposit.id() + " is still being looked at, which needs its content; seal it a"
                            + " moment later.");
        }
        Optional<Release> open = Releases.holding(sql, deposit.id()).stream()
                .flatMap(id -> Releases.find(sql, id).stream())
                .filter(release -> release.revoked().isEmpty() && now.isBefore(release.expires()))
                .findFirst();
        if (open.isPresent()) {
            throw refused(
                    "released-unsealed",
                    "The deposit " + deposit.id() + " is in the release "
                            + open.get().id()
                            + ", which is not sealed and would end by sealing it. Take that back first: sluice release"
                            + " revoke " + open.get().id() + " --reason TEXT; or upload the file again.");
        }
    }

    /** The data keys of a sealed release, by deposit; the caller closes those that it did not give itself. */
    Map<String, DataKey> keys(Tx tx, List<Deposit> deposits, LinkWishes wishes) {
        Map<String, DataKey> keys = new HashMap<>();
        for (Deposit deposit : deposits) {
            keys.put(
                    deposit.id(),
                    SealedDeposits.sealed(tx.sql(), deposit.id())
                            ? given(deposit, wishes)
                            : bodies.unwrapped(tx.sql(), deposit));
        }
        return keys;
    }

    /** What the owner opened, proved against the body: a wrong key would make links that open nothing. */
    DataKey given(Deposit deposit, LinkWishes wishes) {
        DataKey key = wishes.keys().get(deposit.id());
        if (key == null) {
            throw new RefusedException(SealedContent.refusal(deposit.id()));
        }
        if (!bodies.fits(deposit, key)) {
            throw refused(
                    "wrong-key",
                    "The key given for " + deposit.id() + " does not open it. Is it the private key to the public one"
                            + " that " + deposit.participantId() + " had registered when it was sealed?");
        }
        return key;
    }

    /** Wraps a data key for the owner and drops the wrap that the gateway could open, for good. */
    void seal(Tx tx, Actor actor, Deposit deposit, DataKey key) {
        if (SealedDeposits.sealed(tx.sql(), deposit.id())) {
            return;
        }
        SealedDeposits.seal(tx, deposit.id(), ledger.now());
        SealingKeys.Row owner = SealingKeys.find(tx.sql(), deposit.participantId())
                .orElseThrow(() -> refused("sealing-key-missing", "The sealing key was taken back a moment ago."));
        putWrap(tx, deposit, owner, key);
        tx.append(new AuditEvent(
                EventKind.DEPOSIT_SEALED,
                actor,
                Map.of(
                        "deposit", deposit.id(),
                        "participant", deposit.participantId(),
                        "sealing_key", fingerprint(owner.publicKey()))));
        tx.afterCommit(() -> ledger.database().purgeLog());
    }

    void putWrap(Tx tx, Deposit deposit, SealingKeys.Row owner, DataKey key) {
        byte[] record = SealedWraps.forOwner(
                binding(deposit),
                owner.participantId(),
                SealingPublicKey.parse(owner.publicKey()).orElseThrow(),
                key,
                ledger.random());
        SealedDeposits.put(
                tx, new SealedDeposits.OwnerWrap(deposit.id(), owner.participantId(), owner.publicKey(), record));
    }

    /** Wraps the data keys of a release for one link that was just made. */
    void forLink(Tx tx, Lock lock, Map<String, DataKey> keys) {
        SealedLinks.add(tx, lock.linkId(), lock.lock().text());
        keys.forEach((id, key) -> {
            Deposit deposit = Deposits.find(tx.sql(), id).orElseThrow();
            SealedLinks.addWrap(
                    tx, lock.linkId(), id, SealedWraps.forLink(binding(deposit), lock.key(), key, ledger.random()));
        });
    }

    static SealedBinding binding(Deposit deposit) {
        return new SealedBinding(new BodyId(deposit.bodyId()), deposit.id());
    }

    static String fingerprint(String publicKey) {
        return SealingPublicKey.parse(publicKey).orElseThrow().fingerprint();
    }

    private static RefusedException refused(String code, String words) {
        return new RefusedException(Refusal.conflict(code, words));
    }
}
