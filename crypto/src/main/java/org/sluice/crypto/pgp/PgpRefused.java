package org.sluice.crypto.pgp;

/** An OpenPGP key can't be used. Its message names no byte of what was given. */
public final class PgpRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, as far as that may be told. */
    public enum Why {
        NOT_A_KEY("this is no OpenPGP public key; export it by: gpg --armor --export FINGERPRINT"),
        SECRET("this is a SECRET key, and was refused. It must never leave its owner's machine: whoever saw it can read"
                + " everything for it, so have its owner revoke it and make a new one. The public one is exported by:"
                + " gpg --armor --export FINGERPRINT"),
        SEVERAL("this holds more than one key; give exactly one, exported by: gpg --armor --export FINGERPRINT"),
        TOO_LONG("this key is longer than 256 KiB; export it without the signatures of others:"
                + " gpg --armor --export-options export-minimal --export FINGERPRINT"),
        REVOKED("this key was revoked by its owner; ask them for the one that they use now"),
        EXPIRED("this key has expired; its owner lengthens its life or makes a new one, and exports it again"),
        UNBOUND("nothing that counts now says that this key belongs together: its own signature is missing, damaged,"
                + " from the future or made with a broken digest; ask its owner to export it again"),
        NO_ENCRYPTION("this key has no part for encryption that counts now and is strong enough: RSA of 3072 bits or"
                + " more, or Curve25519");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        /** A sentence without its full stop. */
        public String words() {
            return words;
        }
    }

    private final Why why;

    PgpRefused(Why why) {
        super(why.words);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
