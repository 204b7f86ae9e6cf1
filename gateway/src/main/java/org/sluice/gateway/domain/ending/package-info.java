/** A protocol that ends: what was received under it, and what became of each copy. */
@NullMarked
package org.sluice.gateway.domain.ending;

import org.jspecify.annotations.NullMarked;
