package org.sluice.crypto.age;

/** For whom a file is made: public keys, or one passphrase and nothing beside it. */
public sealed interface AgeRecipient permits AgePublicKey, AgePassphrase {}
