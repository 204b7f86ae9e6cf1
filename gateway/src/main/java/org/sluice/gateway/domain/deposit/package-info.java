/** Uploaded files with their labels, from the first byte to the last version. */
@NullMarked
package org.sluice.gateway.domain.deposit;

import org.jspecify.annotations.NullMarked;
