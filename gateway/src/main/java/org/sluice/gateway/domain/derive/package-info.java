/** Making a table less identifying: rules without input and output. */
@NullMarked
package org.sluice.gateway.domain.derive;

import org.jspecify.annotations.NullMarked;
