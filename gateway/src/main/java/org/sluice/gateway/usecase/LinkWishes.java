package org.sluice.gateway.usecase;

import org.sluice.crypto.Passwords;

/**
 * What a releaser wishes of the links of a release, besides their ways, life and count.
 *
 * @param spelling of the passwords
 */
public record LinkWishes(Passwords.Spelling spelling) {
    public static final LinkWishes USUAL = new LinkWishes(Passwords.Spelling.LETTERS);
}
