/** Files for their recipients, in whichever format their keys are made for. */
@NullMarked
package org.sluice.crypto.envelope;

import org.jspecify.annotations.NullMarked;
