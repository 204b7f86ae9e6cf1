@NullMarked
package org.sluice.gateway.domain.owner;

import org.jspecify.annotations.NullMarked;
