/** The gateway tried with the clients that partners have, over lines as bad as theirs, and with clients that mean harm. */
@NullMarked
package org.sluice.gateway.clients;

import org.jspecify.annotations.NullMarked;
