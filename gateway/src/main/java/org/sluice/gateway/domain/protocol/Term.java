package org.sluice.gateway.domain.protocol;

/** A word of a protocol that its cells use: a function of persons, or a data element. */
public record Term(String id, Titles titles) {}
