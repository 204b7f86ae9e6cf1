/** The way to a mail server, and the words of mail. */
@NullMarked
package org.sluice.gateway.mail;

import org.jspecify.annotations.NullMarked;
