package org.sluice.crypto;

import java.security.GeneralSecurityException;

/** AES-256-GCM as the JDK names it; one place for its sizes. */
final class Gcm {

    static final String NAME = "AES/GCM/NoPadding";
    static final int NONCE = 12;
    static final int TAG = 16;
    static final int TAG_BITS = 8 * TAG;

    private Gcm() {}

    static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException(
                "this Java cannot do AES-256-GCM; run Sluice on an unchanged JDK 25 or newer", e);
    }
}
