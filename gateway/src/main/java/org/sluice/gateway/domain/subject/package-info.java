/** Requests of data subjects about their case. */
@NullMarked
package org.sluice.gateway.domain.subject;

import org.jspecify.annotations.NullMarked;
