/** The one command {@code sluice}. */
@NullMarked
package org.sluice.cli;

import org.jspecify.annotations.NullMarked;
