package org.sluice.crypto;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * All that a wrap record is bound to. Where one field differs from what the record was made with, it does not open.
 *
 * @param body the body whose data key is wrapped
 * @param depositId the deposit's opaque id, 1 to 128 characters
 * @param labelHash SHA-256 of the deposit's label, as 64 lower-case hexadecimal digits
 * @param labelVersion from 0 on; only rises
 * @param channelKey the channel key that wraps
 */
public record WrapBinding(BodyId body, String depositId, String labelHash, long labelVersion, ChannelKeyId channelKey) {

    public WrapBinding {
        if (depositId.isEmpty() || depositId.length() > 128) {
            throw new IllegalArgumentException("a deposit id has 1 to 128 characters");
        }
        if (!labelHash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a label's hash has 64 lower-case hexadecimal digits");
        }
        if (labelVersion < 0) {
            throw new IllegalArgumentException("a label's version is not negative");
        }
    }

    byte[] bytes() {
        byte[] deposit = KeyRecord.text(depositId);
        byte[] channel = KeyRecord.text(channelKey.channel());
        return ByteBuffer.allocate(BodyId.BYTES + deposit.length + 32 + 8 + channel.length + 4)
                .put(body.bytes())
                .put(deposit)
                .put(HexFormat.of().parseHex(labelHash))
                .putLong(labelVersion)
                .put(channel)
                .putInt(channelKey.version())
                .array();
    }
}
