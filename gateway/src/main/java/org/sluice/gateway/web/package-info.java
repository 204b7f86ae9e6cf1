/** The recipients' pages over HTTPS: translates between HTTP and the use cases, and decides nothing itself. */
@NullMarked
package org.sluice.gateway.web;

import org.jspecify.annotations.NullMarked;
