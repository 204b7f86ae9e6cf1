/** Rows: one database, many readers, one write door through which every change and its audit record go. */
@NullMarked
package org.sluice.gateway.store;

import org.jspecify.annotations.NullMarked;
