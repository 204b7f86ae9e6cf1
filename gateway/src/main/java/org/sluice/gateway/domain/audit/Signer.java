package org.sluice.gateway.domain.audit;

/** Signs checkpoints and exports with the node's audit key (Ed25519, RFC 8032). */
public interface Signer {
    /** Names the public key: printed in every checkpoint and export. */
    String fingerprint();

    /** The signature of exactly these bytes. */
    byte[] sign(byte[] message);
}
