@NullMarked
package org.sluice.gateway.balancer;

import org.jspecify.annotations.NullMarked;
