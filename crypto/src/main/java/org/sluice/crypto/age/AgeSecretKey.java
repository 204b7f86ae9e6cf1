package org.sluice.crypto.age;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An X25519 identity, spelled {@code AGE-SECRET-KEY-1…}. Close it to wipe it. Printed as redacted. */
public final class AgeSecretKey implements AgeIdentity, AutoCloseable {

    private static final String PREFIX = "age-secret-key-";

    private final byte[] scalar;
    private final AgePublicKey publicKey;

    AgeSecretKey(byte[] scalar) {
        this.scalar = scalar.clone();
        this.publicKey = new AgePublicKey(X25519.publicOf(this.scalar));
    }

    public static AgeSecretKey generate(SecureRandom random) {
        byte[] scalar = new byte[X25519.LENGTH];
        random.nextBytes(scalar);
        try {
            return new AgeSecretKey(scalar);
        } finally {
            Arrays.fill(scalar, (byte) 0);
        }
    }

    /** Nothing when it is misspelled. */
    public static Optional<AgeSecretKey> parse(String spelled) {
        return Bech32.decode(PREFIX, spelled.strip())
                .filter(bytes -> bytes.length == X25519.LENGTH)
                .map(AgeSecretKey::new);
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

    public AgePublicKey publicKey() {
        return publicKey;
    }

    /** The secret, to be written into an identity file and nowhere else. */
    public String reveal() {
        return Bech32.encode(PREFIX, scalar).toUpperCase(Locale.ROOT);
    }

    /** The file key, if a stanza is for this key. */
    Optional<byte[]> unwrap(List<Stanza> stanzas) throws AgeRefused {
        for (Stanza stanza : stanzas) {
            if (stanza.kind().equals(AgePublicKey.KIND)) {
                Optional<byte[]> fileKey = unwrap(stanza);
                if (fileKey.isPresent()) {
                    return fileKey;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> unwrap(Stanza stanza) throws AgeRefused {
        if (stanza.arguments().size() != 2) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        byte[] share = Base64Text.bytes(stanza.arguments().get(1), X25519.LENGTH);
        Optional<byte[]> shared = X25519.agree(scalar, share);
        if (shared.isEmpty()) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        byte[] key = AgeKeys.derive(shared.get(), AgeKeys.join(share, publicKey.point()), AgePublicKey.INFO);
        try {
            return AgeKeys.unwrap(key, stanza.body());
        } finally {
            Arrays.fill(shared.get(), (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public void close() {
        Arrays.fill(scalar, (byte) 0);
    }

    @Override
    public String toString() {
        return "AgeSecretKey[redacted]";
    }
}
