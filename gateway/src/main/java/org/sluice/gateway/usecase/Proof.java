package org.sluice.gateway.usecase;

import org.sluice.gateway.domain.participant.UserCertificate;

/** What somebody proves to be by at the SFTP door; the SSH library checks the signatures. */
public sealed interface Proof {
    /** Fingerprint of the key whose holder this is. */
    String key();

    /** A key on record. */
    record OfKey(String fingerprint) implements Proof {
        @Override
        public String key() {
            return fingerprint;
        }
    }

    /** A certificate of the participant's own authority, and the key that it is for. */
    record OfCertificate(UserCertificate certificate) implements Proof {
        @Override
        public String key() {
            return certificate.key();
        }
    }
}
