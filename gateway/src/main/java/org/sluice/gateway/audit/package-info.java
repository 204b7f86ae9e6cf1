/** Verification of an audit export from the file and a public key alone. */
@NullMarked
package org.sluice.gateway.audit;

import org.jspecify.annotations.NullMarked;
