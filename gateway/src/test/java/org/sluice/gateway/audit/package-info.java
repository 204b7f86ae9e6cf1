@NullMarked
package org.sluice.gateway.audit;

import org.jspecify.annotations.NullMarked;
