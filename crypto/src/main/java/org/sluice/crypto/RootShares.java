package org.sluice.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A root key split among custodians, any {@code needed} of whom make it again (FORMAT.md, "Shares of the root key"), and what
 * is kept to prove that they made the right one. Immutable.
 */
public final class RootShares {

    /** So many can still be called together. */
    public static final int MOST = 16;

    private static final byte[] INFO = "sluice.shares.1.commitment".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern TEXT =
            Pattern.compile("sluice-shares-1 ([0-9A-Z-]{9}) (\\d{1,2})-of-(\\d{1,2}) ([A-Za-z0-9_-]{43})");

    private final byte[] set;
    private final int needed;
    private final int made;
    private final byte[] commitment;

    private RootShares(byte[] set, int needed, int made, byte[] commitment) {
        this.set = set;
        this.needed = needed;
        this.made = made;
        this.commitment = commitment;
    }

    /** What is kept, and what each custodian gets. */
    public record Split(RootShares kept, List<RootShare> shares) {
        public Split {
            shares = List.copyOf(shares);
        }
    }

    /** Whether a key may be split so: two at least, as one custodian alone would be a copy. */
    public static boolean isSplit(int needed, int made) {
        return needed >= 2 && needed <= made && made <= MOST;
    }

    public static Split split(RootKey key, int needed, int made, SecureRandom random) {
        if (!isSplit(needed, made)) {
            throw new IllegalArgumentException("a key is split among 2 to 16 custodians, of whom 2 or more are needed");
        }
        byte[] set = new byte[RootShare.SET];
        random.nextBytes(set);
        byte[] secret = key.bytes().exposed();
        try {
            List<byte[]> values = Shamir.split(secret, needed, made, random);
            List<RootShare> shares = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                shares.add(new RootShare(set, needed, made, i + 1, values.get(i)));
            }
            return new Split(new RootShares(set, needed, made, commitment(key.bytes(), set)), shares);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Why shares gave no key. */
    public enum Misfit {
        /** Fewer than are needed; the same one twice counts once. */
        TOO_FEW,
        /** One of them is of another set than what is kept. */
        MIXED,
        /** They are of the set by their words, and yet give another key: one was changed, and its check too. */
        WRONG
    }

    /** Shares that gave no key. */
    public static final class SharesRefused extends Exception {
        private static final long serialVersionUID = 1L;
        private final Misfit misfit;

        SharesRefused(Misfit misfit) {
            super("these shares do not give the key: " + misfit);
            this.misfit = misfit;
        }

        public Misfit misfit() {
            return misfit;
        }
    }

    /** The key that these shares make, proved against what is kept; the caller closes it. */
    public RootKey combine(List<RootShare> shares) throws SharesRefused {
        SortedMap<Integer, byte[]> values = new TreeMap<>();
        for (RootShare share : shares) {
            if (!share.set().equals(set()) || share.needed() != needed || share.made() != made) {
                throw new SharesRefused(Misfit.MIXED);
            }
            byte[] before = values.put(share.number(), share.value());
            if (before != null && !MessageDigest.isEqual(before, share.value())) {
                throw new SharesRefused(Misfit.WRONG);
            }
        }
        if (values.size() < needed) {
            throw new SharesRefused(Misfit.TOO_FEW);
        }
        byte[] secret = Shamir.combine(values);
        KeyBytes key = KeyBytes.copyOf(secret);
        Arrays.fill(secret, (byte) 0);
        if (!MessageDigest.isEqual(commitment(key, set), commitment)) {
            key.wipe();
            throw new SharesRefused(Misfit.WRONG);
        }
        return new RootKey(key);
    }

    /** Whether this is the key that was split. */
    public boolean fits(RootKey key) {
        return MessageDigest.isEqual(commitment(key.bytes(), set), commitment);
    }

    /** One line, to be kept beside what the key protects: it says nothing of the key to whoever does not have it. */
    public String text() {
        return "sluice-shares-1 " + set() + " " + needed + "-of-" + made + " "
                + Base64.getUrlEncoder().withoutPadding().encodeToString(commitment);
    }

    /** What a text as {@link #text} gives it says; nothing for anything else. */
    public static Optional<RootShares> parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        int needed = Integer.parseInt(parts.group(2));
        int made = Integer.parseInt(parts.group(3));
        return Base32.read(parts.group(1), RootShare.SET)
                .filter(set -> isSplit(needed, made))
                .map(set ->
                        new RootShares(set, needed, made, Base64.getUrlDecoder().decode(parts.group(4))));
    }

    public String set() {
        return Base32.write(set);
    }

    public int needed() {
        return needed;
    }

    public int made() {
        return made;
    }

    private static byte[] commitment(KeyBytes key, byte[] set) {
        return Hkdf.derive(
                key,
                new byte[0],
                ByteBuffer.allocate(INFO.length + set.length).put(INFO).put(set).array());
    }

    @Override
    public String toString() {
        return "RootShares[" + set() + " " + needed + "-of-" + made + "]";
    }
}
