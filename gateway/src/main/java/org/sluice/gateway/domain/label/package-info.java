/** What people say about a file: its channel, its type, and what its content still identifies. Pure: no input or output. */
@NullMarked
package org.sluice.gateway.domain.label;

import org.jspecify.annotations.NullMarked;
