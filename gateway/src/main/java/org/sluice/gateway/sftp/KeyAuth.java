package org.sluice.gateway.sftp;

import java.security.PublicKey;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.auth.AbstractUserAuthFactory;
import org.apache.sshd.server.auth.UserAuth;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.server.session.ServerSession;

/**
 * Log-in by public key and certificate, as the library does it: it checks a certificate's signature, its type, its validity
 * by the machine's clock and that no critical option is unknown. Only the networks of a certificate it would hold against
 * the address of a balancer; those are checked with everything else in the use case.
 */
final class KeyAuth extends UserAuthPublicKey {
    /**
     * What the library proved last, and not what was merely offered: a key, or a certificate as it was shown. The library
     * itself remembers of a certificate only the key that it is for.
     */
    static final AttributeKey<PublicKey> PROVEN = new AttributeKey<>();

    /** Makes one for each attempt. */
    static final class Factory extends AbstractUserAuthFactory {
        Factory() {
            super(NAME);
        }

        @Override
        public UserAuth createUserAuth(ServerSession session) {
            return new KeyAuth();
        }
    }

    @Override
    protected void verifyCertificateSources(ServerSession session, OpenSshCertificate certificate) {}

    @Override
    protected boolean verifySignature(
            ServerSession session,
            String personId,
            String algorithm,
            PublicKey shown,
            Buffer signed,
            Signature verifier,
            byte[] signature)
            throws Exception {
        boolean right = super.verifySignature(session, personId, algorithm, shown, signed, verifier, signature);
        if (right) {
            session.setAttribute(PROVEN, shown);
        }
        return right;
    }
}
