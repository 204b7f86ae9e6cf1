/** The SFTP edge, tried with OpenSSH's own client and, for what no decent client does, with the library's. */
@NullMarked
package org.sluice.gateway.sftp;

import org.jspecify.annotations.NullMarked;
