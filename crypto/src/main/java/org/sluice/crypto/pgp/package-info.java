/** OpenPGP public keys (RFC 9580, RFC 4880) and files for them, for people who have gpg and no Sluice. */
@NullMarked
package org.sluice.crypto.pgp;

import org.jspecify.annotations.NullMarked;
