package org.sluice.crypto;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Wraps of data keys that open with what rests nowhere at the gateway (FORMAT.md, "Sealed at rest"): for a link, for the
 * owner, and for the time between two requests of a recipient's session. Every failure to open is the same refusal.
 */
public final class SealedWraps {

    private SealedWraps() {}

    /** For whoever has the link's token and its password: 84 bytes. */
    public static byte[] forLink(SealedBinding binding, LinkKey key, DataKey dataKey, SecureRandom random) {
        return seal(KeyRecord.FOR_LINK, key.bytes(), binding.bytes(key.linkId()), dataKey, random);
    }

    public static DataKey open(SealedBinding binding, LinkKey key, byte[] record) throws WrapRefused {
        return new DataKey(Wraps.key(KeyRecord.FOR_LINK, key.bytes(), binding.bytes(key.linkId()), record));
    }

    /**
     * For the owner's private key: 116 bytes, the first 32 of them the public half of a key pair made for this wrap alone.
     *
     * @param participantId the owner
     */
    public static byte[] forOwner(
            SealedBinding binding, String participantId, SealingPublicKey owner, DataKey dataKey, SecureRandom random) {
        SealingKey once = SealingKey.generate(random);
        byte[] ephemeral = once.publicKey().bytes();
        try (once;
                SealingKey.Agreed agreed = once.agree(owner, once.publicKey(), owner)) {
            byte[] record = seal(
                    KeyRecord.FOR_OWNER,
                    agreed.bytes(),
                    bound(binding, participantId, ephemeral, owner),
                    dataKey,
                    random);
            return ByteBuffer.allocate(ephemeral.length + record.length)
                    .put(ephemeral)
                    .put(record)
                    .array();
        } catch (WrapRefused e) {
            throw new IllegalArgumentException("this public key gives no secret; make a new key pair", e);
        }
    }

    public static DataKey open(SealedBinding binding, String participantId, SealingKey key, byte[] record)
            throws WrapRefused {
        if (record.length < SealingPublicKey.BYTES) {
            throw new WrapRefused();
        }
        byte[] ephemeral = Arrays.copyOf(record, SealingPublicKey.BYTES);
        SealingPublicKey once = SealingPublicKey.of(ephemeral);
        try (SealingKey.Agreed agreed = key.agree(once, once, key.publicKey())) {
            return new DataKey(Wraps.key(
                    KeyRecord.FOR_OWNER,
                    agreed.bytes(),
                    bound(binding, participantId, ephemeral, key.publicKey()),
                    Arrays.copyOfRange(record, SealingPublicKey.BYTES, record.length)));
        }
    }

    /** For the browser that opened the link: only its cookie holds {@code secret}, which is used for nothing else. */
    public static byte[] forSession(
            SealedBinding binding, String linkId, Token secret, DataKey dataKey, SecureRandom random) {
        KeyBytes outer = of(secret);
        try {
            return seal(KeyRecord.FOR_SESSION, outer, binding.bytes(linkId), dataKey, random);
        } finally {
            outer.wipe();
        }
    }

    public static DataKey open(SealedBinding binding, String linkId, Token secret, byte[] record) throws WrapRefused {
        KeyBytes outer = of(secret);
        try {
            return new DataKey(Wraps.key(KeyRecord.FOR_SESSION, outer, binding.bytes(linkId), record));
        } finally {
            outer.wipe();
        }
    }

    private static byte[] seal(KeyRecord kind, KeyBytes outer, byte[] binding, DataKey dataKey, SecureRandom random) {
        byte[] secret = dataKey.bytes().exposed();
        try {
            return kind.seal(outer, binding, secret, random);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static KeyBytes of(Token secret) {
        byte[] bytes = secret.exposed();
        try {
            return KeyBytes.copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] bound(SealedBinding binding, String participant, byte[] ephemeral, SealingPublicKey owner) {
        byte[] bound = binding.bytes(participant);
        return ByteBuffer.allocate(bound.length + 2 * SealingPublicKey.BYTES)
                .put(bound)
                .put(ephemeral)
                .put(owner.bytes())
                .array();
    }
}
