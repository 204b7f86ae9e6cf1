package org.sluice.gateway.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody probably meant. */
final class Nearest {
    /** Of shorter words too many are one letter apart. */
    private static final int SHORTEST = 4;

    private Nearest() {}

    /** The one allowed word that differs by case, by a space for a hyphen, or by a slip of the hand or two. */
    static Optional<String> of(String word, List<String> allowed) {
        String plain = plain(word);
        for (String one : allowed) {
            if (plain.equals(plain(one))) {
                return Optional.of(one);
            }
        }
        if (plain.length() < SHORTEST) {
            return Optional.empty();
        }
        int most = plain.length() < 8 ? 1 : 2;
        List<String> near =
                allowed.stream().filter(one -> apart(plain, plain(one)) <= most).toList();
        return near.size() == 1 ? Optional.of(near.getFirst()) : Optional.empty();
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
    }

    /** How many letters were left out, put in, changed, or changed over with their neighbour. */
    private static int apart(String one, String other) {
        int[][] d = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= other.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean over = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (over) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[one.length()][other.length()];
    }
}
