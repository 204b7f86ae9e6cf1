/** Whether what arrived is the whole file: what its form says, and what its owner said. */
@NullMarked
package org.sluice.gateway.domain.whole;

import org.jspecify.annotations.NullMarked;
