package org.sluice.gateway.sftp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.file.nonefs.NoneFileSystemFactory;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.sluice.gateway.words.Words;

/** The SFTP port: SSH with public keys and the sftp subsystem, and nothing else. */
public final class SftpServer implements AutoCloseable {
    /** Bytes in one read or write; clients that ask for the limits use them. */
    private static final int MOST_DATA = 255 * 1024;

    private final SshServer server;
    private final HostKey hostKey;

    /**
     * Prepares the port without opening it.
     *
     * @throws IllegalStateException when the host key is unusable
     */
    public SftpServer(SftpSettings settings, SftpUseCases usecases) {
        hostKey = HostKey.at(settings.hostKeyFile());
        server = SshServer.setUpDefaultServer();
        server.setHost(settings.host());
        server.setPort(settings.port());
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey.pair()));
        algorithms(server);
        onlySftp(server);
        limits(server, settings);
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(new KeyDoor(usecases.logIn(), usecases.strangers()));
        server.setSubsystemFactories(List.of(new SftpParts(new Entrance(usecases, Words.about("notices")))));
        server.addSessionListener(new GcmForOpenSsh());
        server.addSessionListener(
                new SessionCap(settings.sessionsWithin(Runtime.getRuntime().maxMemory())));
    }

    /**
     * Opens the port.
     *
     * @throws IOException when it is taken or not allowed
     */
    public void start() throws IOException {
        server.start();
    }

    /** The port in use. */
    public int port() {
        return server.getPort();
    }

    /** OpenSSH's {@code SHA256:…} of the host key, for people to compare at their first connection. */
    public String hostKeyFingerprint() {
        return hostKey.fingerprint();
    }

    /** Ends every session; uploads under way can be continued later. */
    @Override
    public void close() throws IOException {
        server.stop(true);
        server.close(true).await(Duration.ofSeconds(10));
    }

    private static void algorithms(SshServer server) {
        server.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                true,
                List.of(
                        BuiltinDHFactories.mlkem768x25519,
                        BuiltinDHFactories.sntrup761x25519,
                        BuiltinDHFactories.sntrup761x25519_openssh,
                        BuiltinDHFactories.curve25519,
                        BuiltinDHFactories.curve25519_libssh,
                        BuiltinDHFactories.ecdhp256,
                        BuiltinDHFactories.ecdhp384,
                        BuiltinDHFactories.ecdhp521),
                ServerBuilder.DH2KEX));
        // AES-GCM first: the processor does it. No CBC, and no ChaCha20, which is slow here and fell to Terrapin.
        server.setCipherFactories(List.of(
                BuiltinCiphers.aes256gcm,
                BuiltinCiphers.aes128gcm,
                BuiltinCiphers.aes256ctr,
                BuiltinCiphers.aes128ctr));
        server.setMacFactories(List.of(BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256etm));
        server.setSignatureFactories(List.of(
                BuiltinSignatures.ed25519,
                BuiltinSignatures.nistp256,
                BuiltinSignatures.nistp384,
                BuiltinSignatures.nistp521,
                BuiltinSignatures.rsaSHA512,
                BuiltinSignatures.rsaSHA256));
        server.setCompressionFactories(List.of(BuiltinCompressions.none));
    }

    private static void onlySftp(SshServer server) {
        server.setShellFactory(null);
        server.setCommandFactory(null);
        server.setPasswordAuthenticator(null);
        server.setKeyboardInteractiveAuthenticator(null);
        server.setHostBasedAuthenticator(null);
        server.setGSSAuthenticator(null);
        server.setAgentFactory(null);
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setFileSystemFactory(NoneFileSystemFactory.INSTANCE);
        server.setChannelFactories(List.of(new SubsystemOnly()));
        server.setGlobalRequestHandlers(List.of(new KeepAliveHandler(), new NoMoreSessionsHandler()));
    }

    private static void limits(SshServer server, SftpSettings settings) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "Sluice");
        CoreModuleProperties.AUTH_METHODS.set(server, "publickey");
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, 10);
        CoreModuleProperties.AUTH_TIMEOUT.set(server, settings.logInTime());
        CoreModuleProperties.IDLE_TIMEOUT.set(server, settings.idleTime());
        // Of all sessions that fit, nobody gets more than a quarter: two persons must not shut out the others.
        int sessions = settings.sessionsWithin(Runtime.getRuntime().maxMemory());
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(
                server, Math.min(settings.sessionsPerPerson(), Math.max(2, sessions / 4)));
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, settings.channelsPerSession());
        CoreModuleProperties.WINDOW_SIZE.set(server, (long) settings.window());
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(server, true);
        // Log-ins read the database on these threads; a few more keep one slow read from holding up other sessions.
        CoreModuleProperties.NIO_WORKERS.set(
                server, Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
        SftpModuleProperties.SFTP_VERSION.set(server, 3);
        SftpModuleProperties.MAX_OPEN_HANDLES_PER_SESSION.set(server, settings.handlesPerChannel());
        SftpModuleProperties.MAX_READDATA_PACKET_LENGTH.set(server, MOST_DATA);
        SftpModuleProperties.MAX_WRITEDATA_PACKET_LENGTH.set(server, MOST_DATA);
        SftpModuleProperties.MAX_READDIR_DATA_SIZE.set(server, 128 * 1024);
    }
}
