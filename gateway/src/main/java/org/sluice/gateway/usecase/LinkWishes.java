package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.GeneratedPassword;
import org.sluice.crypto.Passwords;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.participant.AllowedNetworks;

/**
 * What a releaser wishes of the links of a release, besides their ways, life and count.
 *
 * @param spelling of the passwords; by default as suits each contact's language
 * @param send whether the gateway sends what it can send itself, instead of showing it
 * @param chosen a password that the releaser chose, for one contact
 * @param open links without a password; in the public channel only
 */
public record LinkWishes(
        Optional<Passwords.Spelling> spelling,
        boolean send,
        Optional<GeneratedPassword> chosen,
        boolean open,
        Bounds bounds,
        Sealing sealing) {
    public static final LinkWishes USUAL = new LinkWishes(Optional.empty(), false, Optional.empty(), false);

    /**
     * What holds of the files and links from then on.
     *
     * @param networks from where the links open
     * @param destroyBy by when recipients destroy what they got
     * @param packing how the files are packed while they are sent; for a recipient with keys sealed for them if absent, else
     *     not at all
     */
    public record Bounds(AllowedNetworks networks, Optional<Instant> destroyBy, Optional<Packing> packing) {
        static final Bounds NONE = new Bounds(AllowedNetworks.ANY, Optional.empty());

        /** With files packed as suits each recipient. */
        public Bounds(AllowedNetworks networks, Optional<Instant> destroyBy) {
            this(networks, destroyBy, Optional.empty());
        }
    }

    /**
     * What is wished of sealing at rest.
     *
     * @param wished whether the deposits are to be sealed, also where no protocol asks for it
     * @param keys of deposits that are sealed already, by deposit, as their owner's private key opened them; whoever made
     *     them closes them
     */
    public record Sealing(boolean wished, Map<String, DataKey> keys) {
        static final Sealing NONE = new Sealing(false, Map.of());

        public Sealing {
            keys = Map.copyOf(keys);
        }
    }

    public LinkWishes(
            Optional<Passwords.Spelling> spelling, boolean send, Optional<GeneratedPassword> chosen, boolean open) {
        this(spelling, send, chosen, open, Bounds.NONE, Sealing.NONE);
    }

    LinkWishes asOpen(boolean was) {
        return new LinkWishes(spelling, send, chosen, was, bounds, sealing);
    }

    public LinkWishes sending() {
        return new LinkWishes(spelling, true, chosen, open, bounds, sealing);
    }

    public LinkWishes within(Bounds other) {
        return new LinkWishes(spelling, send, chosen, open, other, sealing);
    }

    public LinkWishes sealed(boolean wished, Map<String, DataKey> opened) {
        return new LinkWishes(spelling, send, chosen, open, bounds, new Sealing(wished, opened));
    }

    public boolean sealed() {
        return sealing.wished();
    }

    public Map<String, DataKey> keys() {
        return sealing.keys();
    }
}
