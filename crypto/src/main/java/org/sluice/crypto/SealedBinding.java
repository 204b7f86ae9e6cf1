package org.sluice.crypto;

import java.nio.ByteBuffer;

/**
 * What a sealed wrap is bound to besides whom it is for. The label is not in it: after sealing nobody at the gateway could
 * wrap anew for another one.
 *
 * @param body the body whose data key is wrapped
 * @param depositId the deposit's opaque id, 1 to 128 characters
 */
public record SealedBinding(BodyId body, String depositId) {

    public SealedBinding {
        if (depositId.isEmpty() || depositId.length() > 128) {
            throw new IllegalArgumentException("a deposit id has 1 to 128 characters");
        }
    }

    /** @param holder the link or the participant that the wrap is for */
    byte[] bytes(String holder) {
        byte[] deposit = KeyRecord.text(depositId);
        byte[] held = KeyRecord.text(holder);
        return ByteBuffer.allocate(BodyId.BYTES + deposit.length + held.length)
                .put(body.bytes())
                .put(deposit)
                .put(held)
                .array();
    }
}
