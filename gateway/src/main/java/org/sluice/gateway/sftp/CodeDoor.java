package org.sluice.gateway.sftp;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.usecase.Proof;
import org.sluice.gateway.usecase.SecondFactor;

/**
 * Asks for the code of an authenticator app (RFC 4256), and only after the person's key was proven: nobody else learns
 * whether a code is right, or whether there is one. Runs on the network's threads, so it reads and never writes.
 */
final class CodeDoor implements KeyboardInteractiveAuthenticator {
    /** A code that was right, for the entrance. */
    static final AttributeKey<SecondFactor.Given> GIVEN = new AttributeKey<>();

    private static final Logger LOG = LoggerFactory.getLogger(CodeDoor.class);

    private final SecondFactor second;

    CodeDoor(SecondFactor second) {
        this.second = second;
    }

    /** Nothing, which refuses, where no key was proven or the person has no app. */
    @Override
    public @Nullable InteractiveChallenge generateChallenge(
            ServerSession session, String personId, String language, String ways) {
        if (session.getAttribute(KeyAuth.PROVEN) == null || !second.enrolled(personId)) {
            return null;
        }
        InteractiveChallenge challenge = new InteractiveChallenge();
        challenge.setInteractionName("Sluice");
        challenge.setInteractionInstruction("The six digits that your authenticator app shows for Sluice.");
        challenge.setLanguageTag("");
        challenge.addPrompt("Code: ", false);
        return challenge;
    }

    @Override
    public boolean authenticate(ServerSession session, String personId, List<String> answers) {
        try {
            PublicKey proven = session.getAttribute(KeyAuth.PROVEN);
            Optional<Proof> proof = proven == null ? Optional.empty() : Certificates.proof(proven);
            if (proof.isPresent()
                    && answers.size() == 1
                    && second.check(personId, proof.get(), answers.getFirst(), Peers.network(session))
                            instanceof Answer.Done<SecondFactor.Given> right) {
                session.setAttribute(GIVEN, right.value());
                return true;
            }
        } catch (RuntimeException e) {
            LOG.warn("A code could not be checked and is refused", e);
        }
        return false;
    }
}
