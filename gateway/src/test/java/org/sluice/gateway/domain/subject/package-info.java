@NullMarked
package org.sluice.gateway.domain.subject;

import org.jspecify.annotations.NullMarked;
