@NullMarked
package org.sluice.gateway.mail;

import org.jspecify.annotations.NullMarked;
