/** What the audit says and how its chain holds together: values and rules only, no input or output. */
@NullMarked
package org.sluice.gateway.domain.audit;

import org.jspecify.annotations.NullMarked;
