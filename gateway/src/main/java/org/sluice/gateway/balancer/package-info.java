/** Balancers in front of this gateway: which they are, and the header by which they say for whom they connect. */
@NullMarked
package org.sluice.gateway.balancer;

import org.jspecify.annotations.NullMarked;
