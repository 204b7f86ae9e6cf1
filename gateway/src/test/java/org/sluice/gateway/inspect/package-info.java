@NullMarked
package org.sluice.gateway.inspect;

import org.jspecify.annotations.NullMarked;
