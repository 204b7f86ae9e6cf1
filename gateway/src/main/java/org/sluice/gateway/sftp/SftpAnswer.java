package org.sluice.gateway.sftp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.InvalidHandleException;
import org.apache.sshd.sftp.server.SftpErrorStatusDataHandler;
import org.apache.sshd.sftp.server.SftpSubsystemEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;

/**
 * The one place where an answer of the gateway becomes an SFTP status (draft-ietf-secsh-filexfer-02, section 7; version 3
 * knows the codes 0 to 8 only). A refusal keeps its words; a surprise goes to the log and not to the client.
 */
final class SftpAnswer implements SftpErrorStatusDataHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SftpAnswer.class);

    static int status(Refusal.Kind kind) {
        return switch (kind) {
            case FORBIDDEN, REFUSED, NEEDS -> SftpConstants.SSH_FX_PERMISSION_DENIED;
            case UNKNOWN -> SftpConstants.SSH_FX_NO_SUCH_FILE;
            case WRONG, CONFLICT, BUSY -> SftpConstants.SSH_FX_FAILURE;
        };
    }

    @Override
    public int resolveSubStatus(SftpSubsystemEnvironment session, int id, Throwable e, int command, Object... args) {
        return switch (e) {
            case RefusedException refused -> status(refused.refusal().kind());
            case NoSuchFileException missing -> SftpConstants.SSH_FX_NO_SUCH_FILE;
            case EOFException end -> SftpConstants.SSH_FX_EOF;
            default -> SftpConstants.SSH_FX_FAILURE;
        };
    }

    @Override
    public String resolveErrorMessage(
            SftpSubsystemEnvironment session, int id, Throwable e, int status, int command, Object... args) {
        return switch (e) {
            case RefusedException refused -> refused.refusal().message();
            case NoSuchFileException missing -> "There is no such file or folder.";
            case EOFException end -> "This is the end.";
            case InvalidHandleException invalid -> "This handle is not open, or not for this.";
            case SftpException limit -> "Too many files and folders are open in this session; close some.";
            default -> surprise(e, command);
        };
    }

    private static String surprise(Throwable e, int command) {
        if (e instanceof IOException && Thread.currentThread().isInterrupted()) {
            LOG.debug("A session ended during {}", SftpConstants.getCommandMessageName(command), e);
        } else {
            LOG.warn("{} failed", SftpConstants.getCommandMessageName(command), e);
        }
        return "The gateway could not do this. Try again; if it stays so, tell the gateway's administrator.";
    }
}
