/** What people read, in their languages. */
@NullMarked
package org.sluice.gateway.words;

import org.jspecify.annotations.NullMarked;
