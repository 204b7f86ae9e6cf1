/** What owners say about their own deposits beyond the protocol; it only ever narrows. */
@NullMarked
package org.sluice.gateway.domain.owner;

import org.jspecify.annotations.NullMarked;
