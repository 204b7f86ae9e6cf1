/** What a virus scanner says of deposits. */
@NullMarked
package org.sluice.gateway.domain.scan;

import org.jspecify.annotations.NullMarked;
