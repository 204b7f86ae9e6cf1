package org.sluice.gateway.domain.participant;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A public key for which senders seal files. It counts from when a second person compared its fingerprint until it is
 * revoked.
 *
 * @param name what its holder calls it, such as "desk, laptop 2"
 * @param spelled the key itself, as its kind spells it
 * @param addedBy a person, or {@code host}
 */
public record RecipientKey(
        String id,
        Holder holder,
        Kind kind,
        String name,
        String spelled,
        String fingerprint,
        String addedBy,
        Instant added,
        Optional<Act> confirmed,
        Optional<Act> revoked) {

    /** What the key is made for. */
    public enum Kind {
        AGE,
        OPENPGP;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Whose it is: a participant's, for all its people and contacts, or one contact's. */
    public sealed interface Holder {
        String id();
    }

    public record OfParticipant(String id) implements Holder {}

    public record OfContact(String id) implements Holder {}

    /** Somebody's act. */
    public record Act(String by, Instant at) {}

    /** Whether files may be sealed for it, as far as the key itself goes. */
    public boolean counts() {
        return confirmed.isPresent() && revoked.isEmpty();
    }

    public String state() {
        if (revoked.isPresent()) {
            return "revoked";
        }
        return confirmed.isPresent() ? "confirmed" : "to be confirmed";
    }
}
