@NullMarked
package org.sluice.gateway.domain.request;

import org.jspecify.annotations.NullMarked;
