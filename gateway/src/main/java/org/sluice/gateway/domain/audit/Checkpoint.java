package org.sluice.gateway.domain.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * A signed word that at some instant the chain ended in this line. Kept outside the host, it shows a roll-back.
 *
 * @param seq the last line, 0 for an empty chain
 * @param hash that line's hash, {@link AuditLine#GENESIS} for an empty chain
 * @param signer the fingerprint of the key that signed
 * @param signature in Base64 (RFC 4648, section 4)
 */
public record Checkpoint(long seq, String hash, Instant at, String signer, String signature) {
    /** Keeps a checkpoint's signature from passing for one of anything else. */
    private static final String DOMAIN = "sluice audit checkpoint 1\n";

    public Checkpoint {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Signs a checkpoint. */
    public static Checkpoint sign(long seq, String hash, Instant at, Signer signer) {
        var unsigned = new Checkpoint(seq, hash, at, signer.fingerprint(), "");
        return new Checkpoint(seq, hash, at, signer.fingerprint(), encode(signer.sign(unsigned.signedBytes())));
    }

    /** Whether that key signed this checkpoint. */
    public boolean signedBy(Verifier verifier) {
        return verifier.fingerprint().equals(signer) && verified(verifier);
    }

    /** The line that leaves the host, without a line end. */
    public String line() {
        return "{\"checkpoint\":" + body() + ",\"signature\":" + JsonText.quote(signature) + "}";
    }

    private String body() {
        return "{\"seq\":" + seq + ",\"hash\":" + JsonText.quote(hash) + ",\"at\":" + JsonText.quote(at.toString())
                + ",\"signer\":" + JsonText.quote(signer) + "}";
    }

    private byte[] signedBytes() {
        return (DOMAIN + body()).getBytes(StandardCharsets.UTF_8);
    }

    private boolean verified(Verifier verifier) {
        try {
            return verifier.verify(signedBytes(), Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
