package org.sluice.gateway.web;

import java.time.Instant;
import java.util.Map;

/**
 * What a recipient's cookie says: this browser gave the right password for this link.
 *
 * @param epochs of the participants on either side; once one of them moves, the session is void
 * @param id random, kept when the session is renewed, so that forms in an open page still fit it
 * @param begun when the password or token was given, in whole seconds; kept too
 */
record Session(String linkId, Map<String, Long> epochs, String id, Instant begun) {
    Session {
        epochs = Map.copyOf(epochs);
    }
}
