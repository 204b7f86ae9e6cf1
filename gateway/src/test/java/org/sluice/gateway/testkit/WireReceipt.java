package org.sluice.gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.sluice.gateway.domain.deposit.Deposit;

/** A receipt as an outsider checks it: the text that came over the wire, {@code audit.pub}, and Ed25519 of the JDK. */
public final class WireReceipt {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WireReceipt() {}

    /** The receipt inside what HTTPS answers. */
    public static String inAnswer(String answer) {
        JsonNode receipt = json(answer).path("receipt");
        assertThat(receipt.isObject()).as(answer).isTrue();
        return receipt.toString();
    }

    /** It says this of the deposit, and with any one character changed in what is signed, or in the signature, nothing. */
    public static void assertThatItHolds(String text, GatewayFixture gateway, Deposit deposit) {
        PublicKey key = key(gateway);
        JsonNode file = json(text);
        String signed = file.path("signed").asText();
        String signature = file.path("signature").asText();
        assertThat(holds(signed, signature, key)).isTrue();
        assertThat(file).hasSize(4);
        assertThat(json(signed)).as("what people read is what is signed").isEqualTo(file.path("receipt"));
        assertThat(file.path("receipt").path("id").asText()).isEqualTo(deposit.id());
        assertThat(file.path("receipt").path("sha256").asText())
                .isEqualTo(deposit.sha256().orElseThrow());
        assertThat(file.path("receipt").path("size").asLong()).isEqualTo(deposit.size());

        for (int at = 0; at < signed.length(); at += 7) {
            assertThat(holds(changed(signed, at), signature, key))
                    .as("changed at " + at)
                    .isFalse();
        }
        // The last character before the padding also holds bits that stand for nothing.
        for (int at = 0; at < signature.length() - 3; at += 7) {
            assertThat(holds(signed, changed(signature, at), key))
                    .as("signature changed at " + at)
                    .isFalse();
        }
    }

    private static String changed(String text, int at) {
        return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
    }

    private static boolean holds(String signed, String signature, PublicKey key) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(("sluice deposit receipt 1\n" + signed).getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException e) {
            // Some changed signatures are no points of the curve at all.
            return false;
        }
    }

    private static PublicKey key(GatewayFixture gateway) {
        try {
            String pem = Files.readString(gateway.data.root().resolve("audit.pub"));
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(
                            Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
