/**
 * Reads files of many forms as far as bounds allow, and hands rows and lines to the rules that count what they look like.
 * Nothing of a file leaves this package but kinds, places and counts; nothing of it is written to a disk.
 */
@NullMarked
package org.sluice.gateway.inspect;

import org.jspecify.annotations.NullMarked;
