package org.sluice.gateway.web;

import java.util.List;

/**
 * What the list of an opened link shows, in the reader's words.
 *
 * @param terms how the files may be used, a sentence each; none where nothing binds
 * @param asks the digest of the terms, to be said yes to with the first download; empty where that was done
 * @param agreed when it was done; empty before
 * @param all the button for all of them together; empty where fewer than two can be had
 * @param packed how they are packed, and with which password or keys they open; empty where they come as they are
 * @param typed whether the password is typed again with each download
 * @param nonce for its forms
 * @param receipt whether the receipt is offered
 */
public record FileList(
        String recipient,
        String releasedBy,
        String purpose,
        String expires,
        List<String> terms,
        String asks,
        String agreed,
        String all,
        String packed,
        boolean typed,
        String action,
        String nonce,
        boolean receipt,
        List<File> files) {
    public FileList {
        terms = List.copyOf(terms);
        files = List.copyOf(files);
    }

    /** One line of a label: what it is about, and what was said. */
    public record Said(String what, String value) {}

    /**
     * One file.
     *
     * @param onward the protocol's own words on passing it on, in English
     * @param left downloads left, in words
     * @param button empty where it can't be had, with {@code unavailable} saying why
     */
    public record File(
            String id,
            String name,
            String size,
            String sha256,
            List<Said> label,
            String disclosure,
            List<String> onward,
            String left,
            String button,
            String unavailable,
            boolean arrived) {
        public File {
            label = List.copyOf(label);
            onward = List.copyOf(onward);
        }
    }
}
