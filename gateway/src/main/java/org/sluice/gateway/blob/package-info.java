/** Bodies: the files in which encrypted contents rest, named by random ids. */
@NullMarked
package org.sluice.gateway.blob;

import org.jspecify.annotations.NullMarked;
