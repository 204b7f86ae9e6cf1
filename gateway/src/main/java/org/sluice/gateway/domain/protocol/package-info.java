/**
 * What a protocol says about who may receive what, and the rules that turn it into decisions. Pure: values in, a
 * decision with its reasons out; no clock, no input or output.
 */
@NullMarked
package org.sluice.gateway.domain.protocol;

import org.jspecify.annotations.NullMarked;
