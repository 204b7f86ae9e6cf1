/** What the tests of several packages share: real databases, a clock that is moved by hand. */
@NullMarked
package org.sluice.gateway.testkit;

import org.jspecify.annotations.NullMarked;
