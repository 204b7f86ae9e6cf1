/** Asks a virus scanner about plain content, which is streamed to it and never written to a disk here. */
@NullMarked
package org.sluice.gateway.scan;

import org.jspecify.annotations.NullMarked;
