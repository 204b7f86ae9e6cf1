package org.sluice.gateway.sftp;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.sluice.gateway.domain.participant.UserCertificate;
import org.sluice.gateway.usecase.Proof;

/** What a client shows, as the use cases know it: a key, or a certificate with the key that it is for. */
final class Certificates {
    /** After it no calendar goes on; a certificate that never ends ends then. */
    private static final long LAST_SECOND = Instant.MAX.getEpochSecond();

    private Certificates() {}

    /** Nothing where the key, the certified one or the authority's is of no kind and strength that may log in. */
    static Optional<Proof> proof(PublicKey shown) {
        if (!(shown instanceof OpenSshCertificate certificate)) {
            return SshKeys.fingerprint(shown).map(Proof.OfKey::new);
        }
        Optional<String> authority = SshKeys.fingerprint(certificate.getCaPubKey());
        Optional<String> key = SshKeys.fingerprint(certificate.getCertPubKey());
        if (authority.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        Collection<String> principals = certificate.getPrincipals();
        return Optional.of(new Proof.OfCertificate(new UserCertificate(
                authority.get(),
                key.get(),
                certificate.getId(),
                certificate.getSerial(),
                certificate.getType() == OpenSshCertificate.Type.USER,
                principals == null ? Set.of() : Set.copyOf(principals),
                instant(certificate.getValidAfter()),
                instant(certificate.getValidBefore()),
                certificate.getCriticalOptionsMap())));
    }

    /** Seconds since 1970, unsigned. */
    private static Instant instant(long seconds) {
        return seconds < 0 || seconds > LAST_SECOND ? Instant.MAX : Instant.ofEpochSecond(seconds);
    }
}
