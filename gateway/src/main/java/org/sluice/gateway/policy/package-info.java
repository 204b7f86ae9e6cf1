/** Protocols, label files and case tables as text: read with every mistake named at its place, and written. */
@NullMarked
package org.sluice.gateway.policy;

import org.jspecify.annotations.NullMarked;
