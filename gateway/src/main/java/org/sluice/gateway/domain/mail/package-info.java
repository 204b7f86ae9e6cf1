/** Mail that the gateway sends: which, to whom, and what it may say. */
@NullMarked
package org.sluice.gateway.domain.mail;

import org.jspecify.annotations.NullMarked;
