/** Breaches, actual, suspected or threatened: what they are and which clocks they start. */
@NullMarked
package org.sluice.gateway.domain.incident;

import org.jspecify.annotations.NullMarked;
