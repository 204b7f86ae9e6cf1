@NullMarked
package org.sluice.gateway.store;

import org.jspecify.annotations.NullMarked;
