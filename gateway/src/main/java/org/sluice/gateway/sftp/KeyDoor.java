package org.sluice.gateway.sftp;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.usecase.Knock;
import org.sluice.gateway.usecase.LogIn;
import org.sluice.gateway.usecase.Patience;
import org.sluice.gateway.usecase.Proof;
import org.sluice.gateway.usecase.StrangersCount;

/**
 * Says whether a key may try. It answers at once and never later: an answer given later has let the library skip the
 * signature before (CVE-2026-77185). Runs on the network's threads, so it reads and never writes. Any error refuses.
 */
final class KeyDoor implements PublickeyAuthenticator {
    /** Whose account a connection tried; what a connection failed with is counted once, however many keys it offered. */
    static final AttributeKey<String> TRIED = new AttributeKey<>();

    /** Keys that belong to nobody, on a connection to an account that has to wait: an agent offers a few in turn. */
    private static final int MOST_WRONG = 3;

    private static final AttributeKey<Integer> WRONG = new AttributeKey<>();
    private static final Logger LOG = LoggerFactory.getLogger(KeyDoor.class);

    private final LogIn logIn;
    private final StrangersCount strangers;
    private final Patience patience;

    KeyDoor(LogIn logIn, StrangersCount strangers, Patience patience) {
        this.logIn = logIn;
        this.strangers = strangers;
        this.patience = patience;
    }

    @Override
    public boolean authenticate(String personId, PublicKey key, ServerSession session) {
        try {
            session.setAttribute(TRIED, personId);
            Optional<Proof> proof = Certificates.proof(key);
            if (proof.isPresent() && logIn.mayTry(Knock.with(personId, proof.get(), Peers.address(session)))) {
                return true;
            }
            // Asked after the key: whoever else fails under a person's name keeps the person from nothing.
            Duration wait = patience.wait(personId, Peers.counted(session));
            int wrong = Optional.ofNullable(session.getAttribute(WRONG)).orElse(0) + 1;
            session.setAttribute(WRONG, wrong);
            if (!wait.isZero() && wrong >= MOST_WRONG) {
                tellToWait(session, wait);
            }
        } catch (RuntimeException e) {
            LOG.warn("A key could not be checked and is refused", e);
        }
        strangers.refused("sftp", Peers.network(session));
        return false;
    }

    private static void tellToWait(ServerSession session, Duration wait) {
        try {
            session.disconnect(
                    SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE,
                    "Too many failed log-ins to this account from your network; try again in " + (wait.toSeconds() + 1)
                            + " seconds.");
        } catch (IOException e) {
            session.close(true);
        }
    }
}
