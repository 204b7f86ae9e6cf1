@NullMarked
package org.sluice.gateway.domain.audit;

import org.jspecify.annotations.NullMarked;
