package org.sluice.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One custodian's share of a root key (FORMAT.md, "Shares of the root key"). By itself it says nothing of the key. Printed
 * as redacted. Immutable.
 */
public final class RootShare {

    static final int SET = 5;
    private static final int CHECK = 5;
    private static final Pattern TEXT =
            Pattern.compile("sluice-share-1\\s+(\\S+)\\s+(\\d{1,2})-of-(\\d{1,2})\\s+(\\d{1,2})\\s+(\\S+)\\s+(\\S+)");

    private final byte[] set;
    private final int needed;
    private final int made;
    private final int number;
    private final byte[] value;

    RootShare(byte[] set, int needed, int made, int number, byte[] value) {
        this.set = set.clone();
        this.needed = needed;
        this.made = made;
        this.number = number;
        this.value = value.clone();
    }

    /** One line, to be printed or copied by hand. */
    public String reveal() {
        return "sluice-share-1 " + set() + " " + needed + "-of-" + made + " " + number + " " + Base32.write(value) + " "
                + Base32.write(check());
    }

    /** The share in a line, however it was typed; nothing where something is missing, odd, or does not fit its check. */
    public static Optional<RootShare> parse(String text) {
        Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<byte[]> set = Base32.read(parts.group(1), SET);
        Optional<byte[]> value = Base32.read(parts.group(5), KeyBytes.LENGTH);
        Optional<byte[]> check = Base32.read(parts.group(6), CHECK);
        int needed = Integer.parseInt(parts.group(2));
        int made = Integer.parseInt(parts.group(3));
        int number = Integer.parseInt(parts.group(4));
        if (set.isEmpty()
                || value.isEmpty()
                || check.isEmpty()
                || !RootShares.isSplit(needed, made)
                || number < 1
                || number > made) {
            return Optional.empty();
        }
        RootShare share = new RootShare(set.get(), needed, made, number, value.get());
        return MessageDigest.isEqual(share.check(), check.get()) ? Optional.of(share) : Optional.empty();
    }

    /** Which set it belongs to: shares of two sets never fit together. */
    public String set() {
        return Base32.write(set);
    }

    /** How many of its set give the key. */
    public int needed() {
        return needed;
    }

    public int made() {
        return made;
    }

    /** Its number in the set, from 1. */
    public int number() {
        return number;
    }

    byte[] value() {
        return value.clone();
    }

    private byte[] check() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update("sluice.share.1".getBytes(StandardCharsets.US_ASCII));
            sha256.update(set);
            sha256.update(ByteBuffer.allocate(3)
                    .put((byte) needed)
                    .put((byte) made)
                    .put((byte) number)
                    .array());
            return Arrays.copyOf(sha256.digest(value), CHECK);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java cannot do SHA-256; run Sluice on an unchanged JDK 25 or newer", e);
        }
    }

    @Override
    public String toString() {
        return "RootShare[" + set() + " " + number + ", redacted]";
    }
}
