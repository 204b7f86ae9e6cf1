@NullMarked
package org.sluice.gateway.blob;

import org.jspecify.annotations.NullMarked;
