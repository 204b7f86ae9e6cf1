package org.sluice.gateway.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;

/**
 * A sum that a client sent of its bytes, held against what arrived. By tus ("checksum" extension) as {@code sha256 <base64>},
 * in one-request uploads as {@code sha-256=:<base64>:} (RFC 9530). For one body; not thread-safe.
 */
final class Checksum {
    /** tus names of the algorithms; SHA-1 finds a damaged line, and that is all that is asked of it here. */
    static final List<String> ALGORITHMS = List.of("sha256", "sha1");

    private static final Pattern DIGEST = Pattern.compile("(?:^|,)\\s*sha-256\\s*=\\s*:([A-Za-z0-9+/=]{1,100}):");

    private final MessageDigest digest;
    private final byte[] expected;

    private Checksum(String algorithm, byte[] expected) throws NoSuchAlgorithmException {
        this.digest = MessageDigest.getInstance(algorithm);
        this.expected = expected;
    }

    /** Of tus' {@code Upload-Checksum}; an algorithm that is not offered is refused. */
    static Answer<Optional<Checksum>> ofTus(@Nullable String header) {
        if (header == null) {
            return Answer.done(Optional.empty());
        }
        String[] parts = header.strip().split(" +", -1);
        String algorithm = parts[0].toLowerCase(Locale.ROOT);
        if (parts.length != 2 || !ALGORITHMS.contains(algorithm)) {
            return Answer.refused(Refusal.wrong(
                    "checksum-algorithm",
                    "Upload-Checksum is an algorithm and a sum in base64; the algorithms are "
                            + String.join(", ", ALGORITHMS) + "."));
        }
        return of(algorithm.equals("sha1") ? "SHA-1" : "SHA-256", parts[1]);
    }

    /** Of {@code Repr-Digest} or {@code Content-Digest}: the bytes are sent as they are, so both say the same here. */
    static Answer<Optional<Checksum>> ofDigest(@Nullable String header) {
        if (header == null) {
            return Answer.done(Optional.empty());
        }
        Matcher sum = DIGEST.matcher(header);
        return sum.find()
                ? of("SHA-256", sum.group(1))
                : Answer.refused(Refusal.wrong(
                        "checksum-algorithm", "The digest that is checked here is sha-256=:…:, in base64."));
    }

    private static Answer<Optional<Checksum>> of(String algorithm, String base64) {
        try {
            return Answer.done(
                    Optional.of(new Checksum(algorithm, Base64.getDecoder().decode(base64))));
        } catch (IllegalArgumentException e) {
            return Answer.refused(Refusal.wrong("checksum-algorithm", "The checksum is not in base64."));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1 and SHA-256.", e);
        }
    }

    void update(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
    }

    /** Once, after the last byte. */
    boolean matches() {
        return MessageDigest.isEqual(expected, digest.digest());
    }
}
