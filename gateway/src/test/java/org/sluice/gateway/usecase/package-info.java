@NullMarked
package org.sluice.gateway.usecase;

import org.jspecify.annotations.NullMarked;
