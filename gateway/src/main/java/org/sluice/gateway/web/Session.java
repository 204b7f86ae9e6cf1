package org.sluice.gateway.web;

import java.util.Map;

/**
 * What a recipient's cookie says: this browser gave the right password for this link.
 *
 * @param epochs of the participants on either side; once one of them moves, the session is void
 * @param id random, kept when the session is renewed, so that forms in an open page still fit it
 */
record Session(String linkId, Map<String, Long> epochs, String id) {
    Session {
        epochs = Map.copyOf(epochs);
    }
}
