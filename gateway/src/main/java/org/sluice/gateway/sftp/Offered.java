package org.sluice.gateway.sftp;

import java.util.List;
import java.util.Set;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.extensions.openssh.AbstractOpenSSHExtensionParser.OpenSSHExtension;
import org.apache.sshd.sftp.common.extensions.openssh.FstatVfsExtensionParser;
import org.apache.sshd.sftp.common.extensions.openssh.FsyncExtensionParser;
import org.apache.sshd.sftp.common.extensions.openssh.LSetStatExtensionParser;
import org.apache.sshd.sftp.common.extensions.openssh.LimitsExtensionParser;
import org.apache.sshd.sftp.common.extensions.openssh.PosixRenameExtensionParser;
import org.apache.sshd.sftp.common.extensions.openssh.StatVfsExtensionParser;

/**
 * What a client may ask for. Left out on purpose: links, since there are none; copying on the server, since each version is
 * received once and with its label; and MD5.
 */
final class Offered {
    static final Set<Integer> REQUESTS = Set.of(
            SftpConstants.SSH_FXP_INIT,
            SftpConstants.SSH_FXP_OPEN,
            SftpConstants.SSH_FXP_CLOSE,
            SftpConstants.SSH_FXP_READ,
            SftpConstants.SSH_FXP_WRITE,
            SftpConstants.SSH_FXP_LSTAT,
            SftpConstants.SSH_FXP_FSTAT,
            SftpConstants.SSH_FXP_SETSTAT,
            SftpConstants.SSH_FXP_FSETSTAT,
            SftpConstants.SSH_FXP_OPENDIR,
            SftpConstants.SSH_FXP_READDIR,
            SftpConstants.SSH_FXP_REMOVE,
            SftpConstants.SSH_FXP_MKDIR,
            SftpConstants.SSH_FXP_RMDIR,
            SftpConstants.SSH_FXP_REALPATH,
            SftpConstants.SSH_FXP_STAT,
            SftpConstants.SSH_FXP_RENAME,
            SftpConstants.SSH_FXP_EXTENDED);

    /** As the version packet names them: by the draft it is "check-file", yet clients look for either name. */
    static final List<OpenSSHExtension> EXTENSIONS = List.of(
            new OpenSSHExtension(PosixRenameExtensionParser.NAME, "1"),
            new OpenSSHExtension(FsyncExtensionParser.NAME, "1"),
            new OpenSSHExtension(LSetStatExtensionParser.NAME, "1"),
            new OpenSSHExtension(LimitsExtensionParser.NAME, "1"),
            new OpenSSHExtension(StatVfsExtensionParser.NAME, "2"),
            new OpenSSHExtension(FstatVfsExtensionParser.NAME, "2"),
            new OpenSSHExtension(FileSum.REPLY, "1"),
            new OpenSSHExtension(FileSum.BY_NAME, "1"),
            new OpenSSHExtension(FileSum.BY_HANDLE, "1"));

    private Offered() {}

    static boolean extension(String name) {
        return EXTENSIONS.stream().anyMatch(known -> known.getName().equals(name));
    }
}
