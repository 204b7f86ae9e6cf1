/** Words in four languages. */
@NullMarked
package org.sluice.gateway.words;

import org.jspecify.annotations.NullMarked;
