package org.sluice.gateway.store;

/**
 * Where the chain ends now.
 *
 * @param seq the last line, 0 for an empty chain
 * @param hash that line's hash
 */
public record AuditHead(long seq, String hash) {}
