import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/**
 * Holds as many SFTP sessions open as standard input says, a number a line, and answers each line with the number that
 * is open then; at its end all are closed. Of each person {@code person-N} of the folder of keys it opens 16, the most
 * that the gateway gives one. Arguments: port, folder of keys. See sessions.sh.
 */
public final class IdleSessions {
    private static final int EACH = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Path keys = Path.of(arguments[1]);
        Deque<SftpClient> open = new ArrayDeque<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        SshClient ssh = SshClient.setUpDefaultClient();
        ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        // The home of whoever runs this has keys and settings of its own, which are not to be tried here.
        ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        CoreModuleProperties.IDLE_TIMEOUT.set(ssh, Duration.ZERO);
        ssh.start();
        try (Scanner wanted = new Scanner(System.in)) {
            while (wanted.hasNextInt()) {
                int number = wanted.nextInt();
                List<Callable<SftpClient>> logIns = new ArrayList<>();
                for (int i = open.size(); i < number; i++) {
                    String person = "person-" + i / EACH;
                    logIns.add(() -> SftpClientFactory.instance()
                            .createSftpClient(logIn(ssh, port, person, keys.resolve(person))));
                }
                for (Future<SftpClient> session : threads.invokeAll(logIns)) {
                    open.addLast(session.get());
                }
                while (open.size() > number) {
                    close(open.removeLast());
                }
                // A session that the gateway has ended meanwhile must not be counted as an idle one.
                System.out.println(open.stream().filter(SftpClient::isOpen).count());
            }
        } finally {
            threads.shutdownNow();
            ssh.stop();
        }
    }

    private static ClientSession logIn(SshClient ssh, int port, String person, Path key)
            throws IOException, GeneralSecurityException {
        ClientSession session =
                ssh.connect(person, "127.0.0.1", port).verify(PATIENCE).getSession();
        try (InputStream in = Files.newInputStream(key)) {
            for (KeyPair pair : SecurityUtils.loadKeyPairIdentities(session, null, in, FilePasswordProvider.EMPTY)) {
                session.addPublicKeyIdentity(pair);
            }
        }
        session.auth().verify(PATIENCE);
        return session;
    }

    private static void close(SftpClient sftp) throws IOException {
        ClientSession session = sftp.getClientSession();
        sftp.close();
        session.close(false).await(PATIENCE);
    }
}
