@NullMarked
package org.sluice.gateway.domain.link;

import org.jspecify.annotations.NullMarked;
