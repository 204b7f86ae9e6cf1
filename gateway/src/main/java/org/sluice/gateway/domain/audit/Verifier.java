package org.sluice.gateway.domain.audit;

/** Checks signatures of one audit key. */
public interface Verifier {
    /** Names the public key, in the same words as {@link Signer#fingerprint()}. */
    String fingerprint();

    /** Whether the signature is of exactly these bytes; a malformed signature is simply wrong. */
    boolean verify(byte[] message, byte[] signature);
}
