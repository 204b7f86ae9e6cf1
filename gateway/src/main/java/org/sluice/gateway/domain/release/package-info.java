/** Decisions that let deposits go to recipients for a purpose. */
@NullMarked
package org.sluice.gateway.domain.release;

import org.jspecify.annotations.NullMarked;
