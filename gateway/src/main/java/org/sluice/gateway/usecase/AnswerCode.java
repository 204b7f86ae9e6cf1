package org.sluice.gateway.usecase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import org.sluice.gateway.domain.audit.Sha256;

/**
 * What a question's page asks for besides its address: the address is handed over by whoever asked, the code lies in the
 * notices of whoever is asked. So nobody answers their own question, though they hold its address.
 *
 * @param shown eight characters of 40 random bits; guessing is ended by {@link #MOST_WRONG}
 */
record AnswerCode(String shown) {
    /** After so many wrong ones the page is closed; a person of the organisation can still answer by log-in. */
    static final int MOST_WRONG = 5;

    /** Without letters and digits that are taken for one another. */
    private static final String LETTERS = "23456789abcdefghijkmnpqrstuvwxyz";

    static AnswerCode random(SecureRandom random) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new AnswerCode(code.insert(4, '-').toString());
    }

    /** What is kept of it, bound to its question. */
    String hash(String questionId) {
        return hash(questionId, shown);
    }

    static boolean fits(String hash, String questionId, String typed) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII),
                hash(questionId, typed).getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(String questionId, String typed) {
        String plain = typed.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
        return Sha256.hex((questionId + ":" + plain).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AnswerCode[redacted]";
    }
}
