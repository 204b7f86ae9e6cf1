/** What is on record besides labels: consents, refusals, memberships, each with its period and scope. */
@NullMarked
package org.sluice.gateway.domain.fact;

import org.jspecify.annotations.NullMarked;
