@NullMarked
package org.sluice.gateway.web;

import org.jspecify.annotations.NullMarked;
