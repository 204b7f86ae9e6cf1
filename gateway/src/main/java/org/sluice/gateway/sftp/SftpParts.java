package org.sluice.gateway.sftp;

import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.SftpErrorStatusDataHandler;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemConfigurator;
import org.apache.sshd.sftp.server.UnsupportedAttributePolicy;
import org.jspecify.annotations.Nullable;

/** What the library asks for to make a session: the sftp subsystem, the only one there is. */
final class SftpParts implements SubsystemFactory {
    private final Entrance entrance;

    SftpParts(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public String getName() {
        return SftpConstants.SFTP_SUBSYSTEM_NAME;
    }

    @Override
    public Command createSubsystem(ChannelSession channel) {
        OpenFiles files = new OpenFiles(
                entrance.usecases(), () -> channel.getServerSession().close(true));
        return new SftpSession(channel, new OfOneSession(files), entrance);
    }

    private record OfOneSession(OpenFiles files) implements SftpSubsystemConfigurator {
        @Override
        public SftpFileSystemAccessor getFileSystemAccessor() {
            return files;
        }

        @Override
        public SftpErrorStatusDataHandler getErrorStatusDataHandler() {
            return new SftpAnswer();
        }

        @Override
        public UnsupportedAttributePolicy getUnsupportedAttributePolicy() {
            return UnsupportedAttributePolicy.Ignore;
        }

        /** None: each session makes a thread of its own. */
        @Override
        public @Nullable CloseableExecutorService getExecutorService() {
            return null;
        }

        /** None: what comes over the error stream is dropped. */
        @Override
        public @Nullable ChannelDataReceiver getErrorChannelDataReceiver() {
            return null;
        }
    }
}
