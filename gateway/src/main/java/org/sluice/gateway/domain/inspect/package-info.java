/** What content shows against what its label claims: rules without input and output. */
@NullMarked
package org.sluice.gateway.domain.inspect;

import org.jspecify.annotations.NullMarked;
