/** The file container, the key hierarchy, passwords and signatures. It knows nothing of the gateway. */
@NullMarked
package org.sluice.crypto;

import org.jspecify.annotations.NullMarked;
