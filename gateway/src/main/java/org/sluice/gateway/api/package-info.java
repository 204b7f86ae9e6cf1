/** The administrators' API: translates between JSON over HTTP and the use cases, and decides nothing itself. */
@NullMarked
package org.sluice.gateway.api;

import org.jspecify.annotations.NullMarked;
