package org.sluice.gateway.sftp;

import org.apache.sshd.common.config.keys.OpenSshCertificate;
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
}
