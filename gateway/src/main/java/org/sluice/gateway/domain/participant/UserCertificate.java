package org.sluice.gateway.domain.participant;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;

/**
 * An SSH certificate that somebody offers (PROTOCOL.certkeys of OpenSSH). That its authority signed it, the SSH library has
 * checked; everything else is decided here.
 *
 * @param authority fingerprint of the key that signed it
 * @param key fingerprint of the key that it is for
 * @param keyId what the authority calls it
 * @param serial the authority's number, unsigned
 * @param ofUser a user's, and not a host's
 * @param principals for which log-in names
 * @param from the first instant at which it is valid
 * @param until the first instant at which it is valid no more
 * @param critical options that must be understood, or the certificate refused
 */
public record UserCertificate(
        String authority,
        String key,
        String keyId,
        long serial,
        boolean ofUser,
        Set<String> principals,
        Instant from,
        Instant until,
        Map<String, String> critical) {
    private static final String SOURCE = "source-address";

    public UserCertificate {
        principals = Set.copyOf(principals);
        critical = Map.copyOf(critical);
    }

    public String serialText() {
        return Long.toUnsignedString(serial);
    }

    /**
     * Why it does not let this person in, if so. Who signed it, and whether it was revoked, is asked elsewhere.
     *
     * @param longest the longest validity that its authority may give
     * @param address 4 or 16 bytes; none where it is unknown
     */
    public Optional<Refusal> against(String personId, Optional<Duration> longest, byte[] address, Instant now) {
        if (!ofUser) {
            return no("certificate-type", "This is a certificate of a host; a person needs one of a user.");
        }
        // OpenSSH takes a certificate without principals for anybody; here it is for nobody.
        if (!principals.contains(personId)) {
            return no(
                    "certificate-principal",
                    "This certificate does not name " + personId + " among its principals (ssh-keygen -n).");
        }
        if (now.isBefore(from)) {
            return no("certificate-early", "This certificate is not valid yet.");
        }
        if (!now.isBefore(until)) {
            return no("certificate-expired", "This certificate has expired; get a new one from its authority.");
        }
        if (longest.isPresent() && from.isBefore(until.minus(longest.get()))) {
            return no(
                    "certificate-too-long",
                    "This certificate is valid for longer than its authority may give, which is "
                            + longest.get().toDays() + " days.");
        }
        for (Map.Entry<String, String> option : critical.entrySet()) {
            if (!option.getKey().equals(SOURCE)) {
                return no(
                        "certificate-option",
                        "This certificate has the critical option " + option.getKey()
                                + ", which is not known here, so it is refused.");
            }
            if (!(SourcePatterns.of(option.getValue()) instanceof Answer.Done<SourcePatterns> done)
                    || !done.value().admits(address)) {
                return no("certificate-elsewhere", "This certificate may not be used from this network.");
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> no(String code, String message) {
        return Optional.of(Refusal.forbidden(code, message));
    }
}
