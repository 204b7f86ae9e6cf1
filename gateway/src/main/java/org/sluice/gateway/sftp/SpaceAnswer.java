package org.sluice.gateway.sftp;

import org.apache.sshd.common.util.buffer.Buffer;
import org.sluice.gateway.domain.deposit.FileName;
import org.sluice.gateway.usecase.Space;

/** The answer to {@code statvfs@openssh.com} (OpenSSH's PROTOCOL, section 4.4): what {@code df} and file managers show. */
final class SpaceAnswer {
    /** Sizes are told in blocks of this many bytes. */
    static final long BLOCK = 4096;
    /** Files are not counted; there are always enough for a client that looks. */
    private static final long FILES = 1L << 32;
    /** No set-user-id: ST_NOSUID. */
    private static final long FLAGS = 2;

    private SpaceAnswer() {}

    static void write(Buffer answer, Space space) {
        answer.putLong(BLOCK);
        answer.putLong(BLOCK);
        answer.putLong(space.most() / BLOCK);
        answer.putLong(space.left() / BLOCK);
        answer.putLong(space.left() / BLOCK);
        answer.putLong(FILES);
        answer.putLong(FILES);
        answer.putLong(FILES);
        answer.putLong(0);
        answer.putLong(FLAGS);
        answer.putLong(FileName.LONGEST);
    }
}
