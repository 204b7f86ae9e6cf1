package org.sluice.gateway.sftp;

import java.util.Optional;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.usecase.Knock;
import org.sluice.gateway.usecase.Proof;
import org.sluice.gateway.usecase.Visit;
import org.sluice.gateway.words.Words;

/** From a proven key to a visit, and from the visit's end back to the use cases. Called on a session's own thread. */
final class Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    private final SftpUseCases usecases;
    private final Words words;
    private final Words helpWords;

    Entrance(SftpUseCases usecases, Words words, Words helpWords) {
        this.usecases = usecases;
        this.words = words;
        this.helpWords = helpWords;
    }

    SftpUseCases usecases() {
        return usecases;
    }

    /**
     * Checks the person once more, now that the key was proven, and registers the session as running.
     *
     * @throws RefusedException when the person may not enter
     */
    Tree enter(ServerSession session) {
        Optional<Proof> proof = proven(session);
        if (!session.isAuthenticated() || proof.isEmpty()) {
            throw new RefusedException(Refusal.forbidden("key-unknown", "No key was proven."));
        }
        Knock knock = new Knock(
                session.getUsername(),
                proof.get(),
                Peers.address(session),
                Optional.ofNullable(session.getAttribute(CodeDoor.GIVEN)));
        Visit visit = usecases.logIn().enter(knock, () -> session.close(true)).orThrow();
        return new Tree(usecases, words, helpWords, visit);
    }

    /**
     * Ends the visit.
     *
     * @param inOrder the client ended by itself and left nothing half sent
     */
    void leave(Visit visit, boolean inOrder) {
        boolean interrupted = Thread.interrupted();
        try {
            if (inOrder && !visit.isCut()) {
                usecases.settle().orderlyEnd(visit);
            }
        } catch (RuntimeException e) {
            LOG.warn("What a session had closed could not be settled; it settles when its grace is over", e);
        } finally {
            visit.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Optional<Proof> proven(ServerSession session) {
        return Optional.ofNullable(session.getAttribute(KeyAuth.PROVEN)).flatMap(Certificates::proof);
    }
}
