package org.sluice.gateway.clients;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A logged-in session with one SFTP channel, over a client of its own. Closing it ends in order. */
record MinaSession(SshClient ssh, ClientSession session, SftpClient sftp) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static MinaSession open(Site site) throws IOException {
        SshClient ssh = started();
        try {
            ClientSession session = logIn(ssh, site);
            return new MinaSession(ssh, session, SftpClientFactory.instance().createSftpClient(session));
        } catch (IOException e) {
            ssh.stop();
            throw e;
        }
    }

    static SshClient started() {
        SshClient ssh = SshClient.setUpDefaultClient();
        ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        ssh.start();
        return ssh;
    }

    static ClientSession logIn(SshClient ssh, Site site) throws IOException {
        ClientSession session = ssh.connect(site.person(), "127.0.0.1", site.port())
                .verify(PATIENCE)
                .getSession();
        try (InputStream in = Files.newInputStream(site.key())) {
            for (KeyPair pair : SecurityUtils.loadKeyPairIdentities(session, null, in, FilePasswordProvider.EMPTY)) {
                session.addPublicKeyIdentity(pair);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        session.auth().verify(PATIENCE);
        return session;
    }

    /** The line breaks: nothing more is said, and no handle is closed. */
    void cut() {
        session.getIoSession().close(true);
        ssh.stop();
    }

    @Override
    public void close() throws IOException {
        // Else the library may drop the connection before its last words are sent, and the end is not in order.
        if (sftp.getClientChannel() != null) {
            sftp.getClientChannel().close(false).await(PATIENCE);
        }
        session.close(false).await(PATIENCE);
        ssh.stop();
    }
}
