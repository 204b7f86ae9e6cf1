/** Who takes part: participants, persons, contacts, their standing. */
@NullMarked
package org.sluice.gateway.domain.participant;

import org.jspecify.annotations.NullMarked;
