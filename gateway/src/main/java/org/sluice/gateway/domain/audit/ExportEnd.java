package org.sluice.gateway.domain.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * The signed last line of an export: without it, an export was cut.
 *
 * @param seq the last line of the chain, 0 for an empty one
 * @param hash that line's hash
 * @param records how many records the export holds
 * @param digest SHA-256 of every byte of the export before this line
 * @param signature in Base64 (RFC 4648, section 4)
 */
public record ExportEnd(long seq, String hash, Instant at, long records, String digest, String signature) {
    private static final String DOMAIN = "sluice audit export end 1\n";

    public ExportEnd {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Signs the end of an export. */
    public static ExportEnd sign(long seq, String hash, Instant at, long records, String digest, Signer signer) {
        var unsigned = new ExportEnd(seq, hash, at, records, digest, "");
        return new ExportEnd(seq, hash, at, records, digest, encode(signer.sign(unsigned.signedBytes())));
    }

    /** Whether that key signed this end. */
    public boolean signedBy(Verifier verifier) {
        return verified(verifier);
    }

    /** The line, without a line end. */
    public String line() {
        return "{\"end\":" + body() + ",\"signature\":" + JsonText.quote(signature) + "}";
    }

    private String body() {
        return "{\"seq\":" + seq + ",\"hash\":" + JsonText.quote(hash) + ",\"at\":" + JsonText.quote(at.toString())
                + ",\"records\":" + records + ",\"digest\":" + JsonText.quote(digest) + "}";
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
