package org.sluice.gateway.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A client that does exactly what a test says, request by request. */
final class MinaClient implements AutoCloseable {
    private final SftpFixture sftp;
    private final SshClient ssh = SshClient.setUpDefaultClient();

    MinaClient(SftpFixture sftp) {
        this.sftp = sftp;
        ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        ssh.start();
    }

    ClientSession logIn(String person) throws IOException {
        ClientSession session = ssh.connect(person, "127.0.0.1", sftp.server.port())
                .verify(10_000)
                .getSession();
        try (InputStream in = Files.newInputStream(sftp.folder.resolve(person))) {
            for (KeyPair pair : SecurityUtils.loadKeyPairIdentities(session, null, in, FilePasswordProvider.EMPTY)) {
                session.addPublicKeyIdentity(pair);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        session.auth().verify(10_000);
        return session;
    }

    static SftpClient open(ClientSession session) throws IOException {
        return SftpClientFactory.instance().createSftpClient(session);
    }

    @Override
    public void close() {
        ssh.stop();
    }
}
