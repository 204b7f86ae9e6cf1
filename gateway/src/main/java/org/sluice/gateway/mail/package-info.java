/** The ways to a mail server, an SMS gateway and Signal, and the words of mail. */
@NullMarked
package org.sluice.gateway.mail;

import org.jspecify.annotations.NullMarked;
