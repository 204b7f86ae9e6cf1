/**
 * Finds the ends of files in forms that have one, by their structure alone: nothing in them is understood, kept or told.
 */
@NullMarked
package org.sluice.gateway.inspect.whole;

import org.jspecify.annotations.NullMarked;
