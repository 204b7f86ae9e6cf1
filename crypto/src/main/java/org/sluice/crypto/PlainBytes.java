package org.sluice.crypto;

/** Takes plain bytes that were checked; {@code MessageDigest::update} is one. The array is reused: copy, don't keep. */
@FunctionalInterface
public interface PlainBytes {

    PlainBytes NOBODY = (bytes, from, length) -> {};

    void take(byte[] bytes, int from, int length);
}
