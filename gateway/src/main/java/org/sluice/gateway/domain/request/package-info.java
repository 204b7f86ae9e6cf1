/** Requests for information by third parties, and demands by government bodies. */
@NullMarked
package org.sluice.gateway.domain.request;

import org.jspecify.annotations.NullMarked;
