package org.sluice.crypto.age;

/** What opens a file. */
public sealed interface AgeIdentity permits AgeSecretKey, AgePassphrase {}
