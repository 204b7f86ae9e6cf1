@NullMarked
package org.sluice.gateway.domain.derive;

import org.jspecify.annotations.NullMarked;
