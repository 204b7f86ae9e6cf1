/** What every rule and use case speaks: answers and refusals. Java language only, no input or output. */
@NullMarked
package org.sluice.gateway.domain;

import org.jspecify.annotations.NullMarked;
