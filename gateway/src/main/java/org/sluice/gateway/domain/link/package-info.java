/** One recipient's way to a release. */
@NullMarked
package org.sluice.gateway.domain.link;

import org.jspecify.annotations.NullMarked;
