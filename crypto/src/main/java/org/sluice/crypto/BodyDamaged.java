package org.sluice.crypto;

import java.io.IOException;

/**
 * A body cannot be read: changed, cut, or opened with another key or expectation. One error for all causes; it names
 * the body and nothing else.
 */
public final class BodyDamaged extends IOException {

    private final transient BodyId body;

    BodyDamaged(BodyId body) {
        super("body " + body.hex() + " is damaged or does not belong to its key; restore it from a backup");
        this.body = body;
    }

    public BodyId body() {
        return body;
    }
}
