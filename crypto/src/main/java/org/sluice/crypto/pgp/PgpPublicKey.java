package org.sluice.crypto.pgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cryptlib.CryptlibObjectIdentifiers;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.bcpg.ECDHPublicBCPGKey;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/**
 * An OpenPGP public key: one primary key with its names, subkeys and signatures. Whether it counts is asked for an instant,
 * as it expires and as signatures of its owner say so. Immutable, thread-safe.
 */
public final class PgpPublicKey {
    /**
     * 112 bits of strength, which RSA of 2048 bits has, are held to suffice until 2030 (NIST SP 800-57 part 1, table 4); what
     * is sealed here has to stay shut for longer.
     */
    private static final int SMALLEST_RSA = 3072;

    private static final Set<ASN1ObjectIdentifier> CURVE25519 =
            Set.of(CryptlibObjectIdentifiers.curvey25519, EdECObjectIdentifiers.id_X25519);

    private static final int GROUP = 4;

    private final byte[] packets;
    private final String fingerprint;

    private PgpPublicKey(byte[] packets) throws PgpRefused {
        this.packets = packets;
        this.fingerprint = groups(certificate().getFingerprint());
    }

    /**
     * Reads a key as {@code gpg --export} writes it, armoured or not.
     *
     * @throws PgpRefused if it is none, several or secret; whether it counts is said by {@link #check}
     */
    public static PgpPublicKey read(byte[] given) throws PgpRefused {
        return new PgpPublicKey(PgpPackets.ofOneKey(given));
    }

    /** @throws PgpRefused as {@link #read(byte[])} does */
    public static PgpPublicKey read(String armoured) throws PgpRefused {
        return read(armoured.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a text is meant to be one, so that it is told as such why it is refused. */
    public static boolean looksLike(String text) {
        return text.contains("-----BEGIN PGP ");
    }

    /**
     * Whether files may be sealed for it at an instant.
     *
     * @return when that ends, as far as its owner says it; nothing if it does not end
     * @throws PgpRefused if it may not, saying why
     */
    public Optional<Instant> check(Instant at) throws PgpRefused {
        return use(at).expires();
    }

    /**
     * What counts at one instant.
     *
     * @param keys those of its parts for which a file is encrypted: each that its owner means for it, and that is strong
     * @param aead whether its owner's program opens version 2 of encrypted data (RFC 9580, section 5.2.3.32)
     */
    record Use(List<PGPPublicKey> keys, boolean aead, Optional<Instant> expires) {}

    Use use(Instant at) throws PgpRefused {
        OpenPGPCertificate certificate = certificate();
        Date when = Date.from(at);
        try {
            Optional<Instant> expires =
                    Optional.ofNullable(certificate.getExpirationTime(when)).map(Date::toInstant);
            bound(certificate, when, expires.filter(end -> !at.isBefore(end)).isPresent());
            List<PGPPublicKey> keys =
                    certificate.getEncryptionKeys(when, KeyFlags.ENCRYPT_COMMS, KeyFlags.ENCRYPT_STORAGE).stream()
                            .filter(key -> key.isBoundAt(when) && lives(key, at))
                            .map(OpenPGPComponentKey::getPGPPublicKey)
                            .filter(PgpPublicKey::strong)
                            .toList();
            if (keys.isEmpty()) {
                throw new PgpRefused(PgpRefused.Why.NO_ENCRYPTION);
            }
            Features features = certificate.getPrimaryKey().getFeatures(when);
            return new Use(keys, features != null && features.supportsSEIPDv2(), expires);
        } catch (RuntimeException e) {
            // Its reader is made for keys of honest people: a crooked one makes it throw anything, deep within.
            throw new PgpRefused(PgpRefused.Why.UNBOUND);
        }
    }

    private static void bound(OpenPGPCertificate certificate, Date when, boolean expired) throws PgpRefused {
        if (certificate.getRevocation(when) != null) {
            throw new PgpRefused(PgpRefused.Why.REVOKED);
        }
        if (expired) {
            throw new PgpRefused(PgpRefused.Why.EXPIRED);
        }
        if (!certificate.getPrimaryKey().isBoundAt(when)) {
            throw new PgpRefused(PgpRefused.Why.UNBOUND);
        }
    }

    /** Its reader holds a part to live at the very instant at which it ends. */
    private static boolean lives(OpenPGPComponentKey key, Instant at) {
        return Optional.ofNullable(key.getKeyExpirationDateAt(Date.from(at)))
                .map(Date::toInstant)
                .filter(end -> !at.isBefore(end))
                .isEmpty();
    }

    private static boolean strong(PGPPublicKey key) {
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL -> key.getBitStrength() >= SMALLEST_RSA;
            case PublicKeyAlgorithmTags.ECDH ->
                key.getPublicKeyPacket().getKey() instanceof ECDHPublicBCPGKey point
                        && CURVE25519.contains(point.getCurveOID());
            case PublicKeyAlgorithmTags.X25519 -> true;
            default -> false;
        };
    }

    /** What two people compare: the whole fingerprint of the primary key, in groups of four digits, as gpg shows it. */
    public String fingerprint() {
        return fingerprint;
    }

    private static String groups(byte[] bytes) {
        String digits = HexFormat.of().withUpperCase().formatHex(bytes);
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < digits.length(); i += GROUP) {
            groups.append(i == 0 ? "" : " ").append(digits, i, Math.min(digits.length(), i + GROUP));
        }
        return groups.toString();
    }

    public String armoured() {
        return PgpPackets.armoured(packets);
    }

    /** Made for each use: it keeps what it verified, and does not say that threads may share it. */
    private OpenPGPCertificate certificate() throws PgpRefused {
        try {
            return new OpenPGPCertificate(
                    new PGPPublicKeyRing(new ByteArrayInputStream(packets), new BcKeyFingerprintCalculator()),
                    new BcOpenPGPImplementation(),
                    new OpenPGPDefaultPolicy());
        } catch (IOException | RuntimeException e) {
            throw new PgpRefused(PgpRefused.Why.NOT_A_KEY);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PgpPublicKey key && Arrays.equals(packets, key.packets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packets);
    }

    @Override
    public String toString() {
        return "PgpPublicKey[" + fingerprint + "]";
    }
}
