@NullMarked
package org.sluice.gateway.domain.clearance;

import org.jspecify.annotations.NullMarked;
