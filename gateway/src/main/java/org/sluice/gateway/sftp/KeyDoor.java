package org.sluice.gateway.sftp;

import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.usecase.LogIn;
import org.sluice.gateway.usecase.Network;
import org.sluice.gateway.usecase.StrangersCount;

/**
 * Says whether a key may try. It answers at once and never later: an answer given later has let the library skip the
 * signature before (CVE-2026-77185). Runs on the network's threads, so it reads and never writes. Any error refuses.
 */
final class KeyDoor implements PublickeyAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(KeyDoor.class);

    private final LogIn logIn;
    private final StrangersCount strangers;

    KeyDoor(LogIn logIn, StrangersCount strangers) {
        this.logIn = logIn;
        this.strangers = strangers;
    }

    @Override
    public boolean authenticate(String personId, PublicKey key, ServerSession session) {
        try {
            Optional<String> fingerprint = SshKeys.fingerprint(key);
            if (fingerprint.isPresent() && logIn.mayTry(personId, fingerprint.get())) {
                return true;
            }
        } catch (RuntimeException e) {
            LOG.warn("A key could not be checked and is refused", e);
        }
        strangers.refused("sftp", Network.of(session.getClientAddress()));
        return false;
    }
}
