package org.sluice.gateway.domain.release;

import java.util.Optional;

/**
 * What is known of the ways to a contact, beside its e-mail address and telephone.
 *
 * @param language that it reads: en, fr, ar or tr
 * @param messenger its number for Signal and WhatsApp, where that is another than its telephone
 * @param link how links go to it without anybody being asked; with {@code password}, or neither
 */
public record ContactWays(
        String contactId, String language, Optional<String> messenger, Optional<Way> link, Optional<Way> password) {
    public static ContactWays usual(String contactId) {
        return new ContactWays(contactId, "en", Optional.empty(), Optional.empty(), Optional.empty());
    }
}
