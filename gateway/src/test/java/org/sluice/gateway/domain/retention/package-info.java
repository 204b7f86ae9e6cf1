@NullMarked
package org.sluice.gateway.domain.retention;

import org.jspecify.annotations.NullMarked;
