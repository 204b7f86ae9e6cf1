package org.sluice.gateway.domain.retention;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.sluice.gateway.domain.audit.JsonText;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.domain.audit.Verifier;

/** A destruction's certificate: one line of JSON, signed with the audit key over exactly the stored text. */
public final class Certificate {
    /** Keeps its signature from passing for one of anything else. */
    private static final String DOMAIN = "sluice destruction certificate 1\n";

    private static final String HEAD = "{\"certificate\":";
    private static final String TAIL = ",\"signature\":\"";

    private Certificate() {}

    /** @param pairs names and values by turns */
    public static String sign(Signer signer, String... pairs) {
        String[] all = java.util.Arrays.copyOf(pairs, pairs.length + 2);
        all[pairs.length] = "signer";
        all[pairs.length + 1] = signer.fingerprint();
        String body = JsonText.object(all);
        return HEAD + body + TAIL + Base64.getEncoder().encodeToString(signer.sign(signed(body))) + "\"}";
    }

    /** Whether this key signed exactly this line; a line of another form was signed by nobody. */
    public static boolean isSigned(String line, Verifier verifier) {
        int cut = line.lastIndexOf(TAIL);
        if (!line.startsWith(HEAD) || cut < HEAD.length() || !line.endsWith("\"}")) {
            return false;
        }
        try {
            byte[] signature = Base64.getDecoder().decode(line.substring(cut + TAIL.length(), line.length() - 2));
            return verifier.verify(signed(line.substring(HEAD.length(), cut)), signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] signed(String body) {
        return (DOMAIN + body).getBytes(StandardCharsets.UTF_8);
    }
}
