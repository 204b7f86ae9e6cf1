package org.sluice.crypto;

/**
 * Names one version of a channel's key.
 *
 * @param channel the channel's name, 1 to 64 characters
 * @param version from 1 on; a newer key has a higher one
 */
public record ChannelKeyId(String channel, int version) {

    public ChannelKeyId {
        if (channel.isEmpty() || channel.length() > 64) {
            throw new IllegalArgumentException("a channel's name has 1 to 64 characters");
        }
        if (version < 1) {
            throw new IllegalArgumentException("versions of channel keys count from 1");
        }
    }
}
