/** How long things are kept, and the signed word that they are gone. */
@NullMarked
package org.sluice.gateway.domain.retention;

import org.jspecify.annotations.NullMarked;
