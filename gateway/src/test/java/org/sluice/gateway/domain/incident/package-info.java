@NullMarked
package org.sluice.gateway.domain.incident;

import org.jspecify.annotations.NullMarked;
