package org.sluice.gateway.sftp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.KeyLimits;
import org.sluice.gateway.domain.participant.KeyOptions;

/** Public keys as OpenSSH writes them: which are taken, and why others are not. */
public final class SshKeys {
    /** NIST SP 800-57 part 1, table 2: 3072 bits stand for 128 bits of strength. */
    static final int LEAST_RSA_BITS = 3072;

    /** Larger ones cost the server far more than the client that offers them. */
    static final int MOST_RSA_BITS = 16384;

    private static final String RSA = "ssh-rsa";
    private static final Set<String> TAKEN =
            Set.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", RSA);
    private static final int LONGEST_LINE = 16 * 1024;

    private SshKeys() {}

    /** Reads the one line of a {@code .pub} file, or of {@code authorized_keys} with its options. */
    public static Answer<SshKey> parse(String text) {
        String line = text.strip();
        if (line.contains("PRIVATE KEY") || line.startsWith("PuTTY-User-Key-File")) {
            return refuse(
                    "private-key",
                    "This is a private key. Never hand it over, to nobody; make a new pair, since this one has been seen,"
                            + " and give the file that ends with .pub.");
        }
        if (line.startsWith("---- BEGIN SSH2 PUBLIC KEY")) {
            return refuse(
                    "key-form",
                    "This is a public key in another form. Give it in OpenSSH's, one line that begins with its type;"
                            + " PuTTYgen shows that line at its top.");
        }
        if (line.isEmpty() || line.length() > LONGEST_LINE || line.lines().count() != 1) {
            return malformed("It is not one line of text.");
        }
        return KeyOptions.of(line, SshKeys::isType).then(read -> {
            String[] words = read.key().split("[ \t]+", 3);
            return words.length < 2
                    ? malformed("It needs a type and the key.")
                    : ofType(words[0], words[1], read.limits());
        });
    }

    /** The fingerprint of a key that somebody offers, if it is of a kind and strength that may log in. */
    static Optional<String> fingerprint(PublicKey key) {
        String type = KeyUtils.getKeyType(key);
        if (type == null || !TAKEN.contains(type) || weakness(key).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(fingerprint(encode(key)));
    }

    /** Known or not: what looks like a type is answered as one. */
    private static boolean isType(String word) {
        return word.matches("(ssh|ecdsa|sk-ssh|sk-ecdsa|rsa|pgp)-[A-Za-z0-9@.-]+");
    }

    private static Answer<SshKey> ofType(String type, String base64, KeyLimits limits) {
        if (type.contains("-cert-v01@")) {
            return refuse("key-certificate", "This is a certificate. Give the public key itself, without one.");
        }
        if (type.startsWith("sk-")) {
            return refuse(
                    "key-unsupported",
                    "Keys that live on a security token (" + type + ") are not supported yet. Make an Ed25519 key with"
                            + " \"ssh-keygen -t ed25519\" and give its .pub file.");
        }
        if (!TAKEN.contains(type)) {
            return refuse(
                    "key-unsupported",
                    "Keys of the type \"" + (type.length() > 40 ? type.substring(0, 40) + "…" : type)
                            + "\" are not taken. Use Ed25519 (\"ssh-keygen -t ed25519\"), ECDSA on a NIST curve, or RSA of"
                            + " at least " + LEAST_RSA_BITS + " bits.");
        }
        byte[] blob;
        PublicKey key;
        try {
            blob = Base64.getDecoder().decode(base64);
            key = new ByteArrayBuffer(blob).getRawPublicKey();
        } catch (Exception e) {
            // The library answers bad bytes with exceptions of many kinds; all mean that this is no key.
            return malformed("Its bytes are not a key; it may have been cut off.");
        }
        if (!type.equals(KeyUtils.getKeyType(key)) || !Arrays.equals(blob, encode(key))) {
            return malformed("Its bytes are not those of one " + type + " key.");
        }
        return weakness(key)
                .map(Answer::<SshKey>refused)
                .orElseGet(() -> Answer.done(new SshKey(
                        fingerprint(blob), type + " " + Base64.getEncoder().encodeToString(blob), limits)));
    }

    private static Optional<Refusal> weakness(PublicKey key) {
        if (!(key instanceof RSAPublicKey rsa)) {
            return Optional.empty();
        }
        int bits = rsa.getModulus().bitLength();
        if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
            return Optional.of(Refusal.wrong(
                    "key-size",
                    "This RSA key has " + bits + " bits; " + LEAST_RSA_BITS + " to " + MOST_RSA_BITS
                            + " are taken. Make an Ed25519 key with \"ssh-keygen -t ed25519\"."));
        }
        if (rsa.getPublicExponent().bitLength() < 17 || rsa.getPublicExponent().bitLength() > 64) {
            return Optional.of(Refusal.wrong(
                    "key-exponent",
                    "This RSA key has an unusual exponent. Make an Ed25519 key with \"ssh-keygen -t ed25519\"."));
        }
        return Optional.empty();
    }

    private static byte[] encode(PublicKey key) {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key);
        return buffer.getCompactData();
    }

    private static String fingerprint(byte[] blob) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static Answer<SshKey> malformed(String why) {
        return refuse(
                "key-malformed",
                "This is not a public key as OpenSSH writes it. " + why
                        + " Give the one line of the file that ends with .pub.");
    }

    private static Answer<SshKey> refuse(String code, String message) {
        return Answer.refused(Refusal.wrong(code, message));
    }
}
