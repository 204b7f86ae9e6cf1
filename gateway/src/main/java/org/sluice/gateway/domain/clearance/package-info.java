/** Who looked at a release before it leaves, and what the group lets pass by way of exception. */
@NullMarked
package org.sluice.gateway.domain.clearance;

import org.jspecify.annotations.NullMarked;
