@NullMarked
package org.sluice.gateway.domain.fact;

import org.jspecify.annotations.NullMarked;
