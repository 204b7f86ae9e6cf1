package org.sluice.crypto.age;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An identity: X25519, spelled {@code AGE-SECRET-KEY-1…}, or post-quantum hybrid, {@code AGE-SECRET-KEY-PQ-1…}; either is 32
 * random bytes. Close it to wipe it. Printed as redacted.
 */
public abstract sealed class AgeSecretKey implements AgeIdentity, AutoCloseable
        permits X25519SecretKey, HybridSecretKey {

    static final int LENGTH = 32;

    private final byte[] secret;
    private final AgePublicKey publicKey;

    AgeSecretKey(byte[] secret, AgePublicKey publicKey) {
        this.secret = secret.clone();
        this.publicKey = publicKey;
    }

    public static AgeSecretKey generate(SecureRandom random) {
        byte[] scalar = fresh(random);
        try {
            return new X25519SecretKey(scalar);
        } finally {
            Arrays.fill(scalar, (byte) 0);
        }
    }

    /** One of the hybrid kind, for which {@code age} 1.3 or newer is needed where somebody has no Sluice. */
    public static AgeSecretKey generatePostQuantum(SecureRandom random) {
        byte[] seed = fresh(random);
        try {
            return new HybridSecretKey(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static byte[] fresh(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Nothing when it is misspelled. */
    public static Optional<AgeSecretKey> parse(String spelled) {
        String line = spelled.strip();
        Optional<AgeSecretKey> curve = read(X25519SecretKey.PREFIX, line).map(X25519SecretKey::new);
        return curve.or(() -> read(HybridSecretKey.PREFIX, line).map(HybridSecretKey::new));
    }

    private static Optional<byte[]> read(String prefix, String spelled) {
        return Bech32.decode(prefix, spelled).filter(bytes -> bytes.length == LENGTH);
    }

    /**
     * The keys in an identity file as {@code age-keygen} writes it: one to a line, comments begin with {@code #}. Nothing
     * when a line is neither, or no key is in it.
     */
    public static Optional<List<AgeSecretKey>> parseFile(String text) {
        List<AgeSecretKey> keys = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Optional<AgeSecretKey> key = parse(line);
            if (key.isEmpty()) {
                return Optional.empty();
            }
            keys.add(key.get());
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(keys));
    }

    public final AgePublicKey publicKey() {
        return publicKey;
    }

    /** The secret, to be written into an identity file and nowhere else. */
    public final String reveal() {
        return Bech32.encode(prefix(), secret).toUpperCase(Locale.ROOT);
    }

    /** Not a copy: it is wiped with this. */
    final byte[] secret() {
        return secret;
    }

    abstract String prefix();

    abstract String kind();

    /** The file key, if a stanza is for this key. */
    final Optional<byte[]> unwrap(List<Stanza> stanzas) throws AgeRefused {
        for (Stanza stanza : stanzas) {
            if (stanza.kind().equals(kind())) {
                Optional<byte[]> fileKey = unwrap(stanza);
                if (fileKey.isPresent()) {
                    return fileKey;
                }
            }
        }
        return Optional.empty();
    }

    /** @param stanza of this key's kind */
    abstract Optional<byte[]> unwrap(Stanza stanza) throws AgeRefused;

    @Override
    public final void close() {
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public final String toString() {
        return "AgeSecretKey[redacted]";
    }
}
