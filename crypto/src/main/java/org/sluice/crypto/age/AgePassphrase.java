package org.sluice.crypto.age;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * A passphrase, which seals a file by scrypt (RFC 7914, r = 8, p = 1). Taken byte for byte, as {@code age} does: whoever
 * wants spaces or case not to count removes them before. Printed as redacted.
 */
public final class AgePassphrase implements AgeRecipient, AgeIdentity {

    /** 256 MiB and about a second: what {@code age} takes, for passphrases that people choose. */
    public static final int USUAL_WORK = 18;
    /** 64 MiB, for passphrases of 60 bits and more, which need no slowness. */
    public static final int LIGHT_WORK = 16;
    /** 1 GiB: no file costs more to open here. */
    public static final int MOST_WORK = 20;

    static final String KIND = "scrypt";
    private static final String LABEL = "age-encryption.org/v1/scrypt";
    private static final int SALT = 16;
    private static final int BLOCK = 8;
    private static final int KEY = 32;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");

    private final String passphrase;
    private final int work;

    /**
     * @param work two to the power of this is scrypt's N: what a file made costs, and at most what one opened may cost; 1 to
     *     {@link #MOST_WORK}. Memory is 1 KiB times N.
     */
    public AgePassphrase(String passphrase, int work) {
        if (passphrase.isEmpty()) {
            throw new IllegalArgumentException("a passphrase has at least one character");
        }
        if (work < 1 || work > MOST_WORK) {
            throw new IllegalArgumentException("scrypt's work lies between 1 and " + MOST_WORK + ", not " + work);
        }
        this.passphrase = passphrase;
        this.work = work;
    }

    Stanza wrap(byte[] fileKey, SecureRandom random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] key = key(salt, work);
        try {
            return Stanza.of(List.of(KIND, Base64Text.of(salt), Integer.toString(work)), AgeKeys.wrap(key, fileKey));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** @param stanza the only one of its file, as {@link AgeHeader} checked */
    Optional<byte[]> unwrap(Stanza stanza) throws AgeRefused {
        if (stanza.arguments().size() != 3
                || !NUMBER.matcher(stanza.arguments().get(2)).matches()) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        byte[] salt = Base64Text.bytes(stanza.arguments().get(1), SALT);
        int asked = Integer.parseInt(stanza.arguments().get(2));
        if (asked > work) {
            throw new AgeRefused(AgeRefused.Why.TOO_COSTLY);
        }
        byte[] wrapped = stanza.body();
        if (wrapped.length != AgeKeys.FILE_KEY + AgeKeys.TAG) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        byte[] key = key(salt, asked);
        try {
            return AgeKeys.unwrap(key, wrapped);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] key(byte[] salt, int asked) {
        byte[] utf8 = passphrase.getBytes(StandardCharsets.UTF_8);
        try {
            return SCrypt.generate(utf8, AgeKeys.join(AgeKeys.ascii(LABEL), salt), 1 << asked, BLOCK, 1, KEY);
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "AgePassphrase[redacted]";
    }
}
