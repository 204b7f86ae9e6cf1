package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.LinkKey;
import org.sluice.crypto.LinkLock;
import org.sluice.crypto.SealedWraps;
import org.sluice.crypto.Token;
import org.sluice.crypto.WrapRefused;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.SealedLinks;

/**
 * Opens what is sealed for whoever gave the right password, and keeps it openable until the session ends: wrapped under a
 * secret that only the recipient's cookie holds, so that a download goes on after a restart and a database tells nothing.
 * Thread-safe.
 */
final class SealedSessions {
    private static final Logger LOG = LoggerFactory.getLogger(SealedSessions.class);

    /** As long as a session of a link lasts, however often it is renewed. */
    static final Duration LIFE = Duration.ofHours(12);

    private final Ledger ledger;
    private final PasswordDesk passwords;

    SealedSessions(Ledger ledger, PasswordDesk passwords) {
        this.ledger = ledger;
        this.passwords = passwords;
    }

    /** What came of it; {@code secret} is absent where nothing of the link is sealed. */
    record Begun(boolean busy, Optional<Token> secret) {
        @Override
        public String toString() {
            return "Begun[redacted]";
        }
    }

    /** Called once the password was found right and the link in standing; costs one Argon2 more where the link is sealed. */
    Begun begin(String linkId, Token token, String password) {
        Optional<LinkLock> lock =
                ledger.read(sql -> SealedLinks.lock(sql, linkId)).flatMap(LinkLock::parse);
        if (lock.isEmpty()) {
            return new Begun(false, Optional.empty());
        }
        Optional<LinkKey> key = passwords.key(lock.get(), linkId, token, password);
        if (key.isEmpty()) {
            return new Begun(true, Optional.empty());
        }
        Map<Deposit, DataKey> opened = new HashMap<>();
        try (LinkKey open = key.get()) {
            List<String> ids = ledger.read(sql -> SealedLinks.deposits(sql, linkId));
            for (String id : ids) {
                Optional<Deposit> deposit = ledger.read(sql -> Deposits.find(sql, id));
                Optional<byte[]> record = ledger.read(sql -> SealedLinks.wrap(sql, linkId, id));
                if (deposit.isPresent() && record.isPresent()) {
                    opened.put(
                            deposit.get(), SealedWraps.open(SealDeposits.binding(deposit.get()), open, record.get()));
                }
            }
            return new Begun(false, Optional.of(kept(linkId, opened)));
        } catch (WrapRefused e) {
            LOG.error("What is sealed for the link {} does not open with its token and password", linkId);
            return new Begun(false, Optional.empty());
        } finally {
            opened.values().forEach(DataKey::close);
        }
    }

    private Token kept(String linkId, Map<Deposit, DataKey> opened) {
        Token secret = Token.random(ledger.random());
        ledger.write(tx -> {
                    Instant now = ledger.now();
                    SealedLinks.dropEnded(tx, now);
                    opened.forEach((deposit, key) -> {
                        // Closed or destroyed a moment ago: nothing may be kept that was just dropped.
                        if (SealedLinks.wrap(tx.sql(), linkId, deposit.id()).isPresent()) {
                            SealedLinks.addSession(
                                    tx,
                                    secret.hash(),
                                    linkId,
                                    deposit.id(),
                                    SealedWraps.forSession(
                                            SealDeposits.binding(deposit), linkId, secret, key, ledger.random()),
                                    now.plus(LIFE));
                        }
                    });
                    return true;
                })
                .orThrow();
        return secret;
    }

    /**
     * Whether this session opens this deposit, asked before anything is counted; always so where it is not sealed.
     *
     * @param secret as the recipient's cookie holds it
     */
    static Optional<Refusal> against(Handle sql, String linkId, Deposit deposit, Optional<Token> secret, Instant now) {
        if (!SealedDeposits.sealed(sql, deposit.id())) {
            return Optional.empty();
        }
        return key(sql, linkId, deposit, secret, now) instanceof Answer.Refused<DataKey> refused
                ? Optional.of(refused.refusal())
                : Optional.empty();
    }

    /** The key of a sealed deposit, which the caller closes. */
    static Answer<DataKey> key(Handle sql, String linkId, Deposit deposit, Optional<Token> secret, Instant now) {
        if (secret.isPresent()) {
            Optional<byte[]> record = SealedLinks.session(sql, secret.get().hash(), linkId, deposit.id(), now);
            if (record.isPresent()) {
                try {
                    return Answer.done(
                            SealedWraps.open(SealDeposits.binding(deposit), linkId, secret.get(), record.get()));
                } catch (WrapRefused e) {
                    LOG.error("What a session of the link {} keeps of {} does not open", linkId, deposit.id());
                }
            }
        }
        return Answer.refused(
                Refusal.forbidden("session-over", "This session is over; open the link again with its password."));
    }
}
