/**
 * The SFTP edge: SSH log-in by key, and the virtual tree of folders that a person sees. It translates and decides nothing;
 * what may be done is asked of the use cases.
 */
@NullMarked
package org.sluice.gateway.sftp;

import org.jspecify.annotations.NullMarked;
