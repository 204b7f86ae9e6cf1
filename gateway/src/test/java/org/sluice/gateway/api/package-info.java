@NullMarked
package org.sluice.gateway.api;

import org.jspecify.annotations.NullMarked;
