package org.sluice.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/**
 * Shamir's secret sharing, byte by byte over GF(2^8) with the polynomial of AES, by Bouncy Castle: share number i holds the
 * values at i of polynomials whose values at 0 are the secret's bytes.
 */
final class Shamir {

    private Shamir() {}

    /** The values for the numbers 1 to {@code n}, in order; any {@code k} of them give the secret, fewer say nothing. */
    static List<byte[]> split(byte[] secret, int k, int n, SecureRandom random) {
        ShamirSecretSplitter splitter =
                ShamirSecretSplitter.getInstance(ShamirSecretSplitter.Algorithm.AES, secret.length, random);
        List<byte[]> shares = new ArrayList<>();
        try {
            for (ShamirSplitSecretShare share : splitter.resplit(secret, k, n).getSecretShares()) {
                shares.add(share.getEncoded());
            }
        } catch (IOException e) {
            throw new IllegalStateException("splitting in memory does not fail", e);
        }
        return shares;
    }

    /** What these values give together, right or wrong: whether it is the secret, a commitment has to say. */
    static byte[] combine(SortedMap<Integer, byte[]> shares) {
        ShamirSplitSecretShare[] values = shares.entrySet().stream()
                .map(one -> new ShamirSplitSecretShare(one.getValue(), one.getKey()))
                .toArray(ShamirSplitSecretShare[]::new);
        try {
            return ShamirSplitSecret.getInstance(ShamirSecretSplitter.Algorithm.AES, values)
                    .getSecret();
        } catch (IOException e) {
            throw new IllegalStateException("combining in memory does not fail", e);
        }
    }
}
