package org.sluice.crypto;

/**
 * A wrapped key or sealed secret did not open. Says nothing about why, so that nobody learns by asking: another key,
 * another binding, a changed byte and a record of another kind all look the same.
 */
public final class WrapRefused extends Exception {

    WrapRefused() {
        super("a wrapped key does not open under the key and the facts it is bound to; "
                + "check that the database and the root key belong together, or restore both from one backup");
    }
}
