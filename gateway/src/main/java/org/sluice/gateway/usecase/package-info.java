/** One class a use case: each asks the clock once, decides by the rules, and writes through the one door. */
@NullMarked
package org.sluice.gateway.usecase;

import org.jspecify.annotations.NullMarked;
