/** The gateway: {@code Wiring} puts the parts together by hand, {@code Gateway} starts and stops them. */
@NullMarked
package org.sluice.gateway;

import org.jspecify.annotations.NullMarked;
