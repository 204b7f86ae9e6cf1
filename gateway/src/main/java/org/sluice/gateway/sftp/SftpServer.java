package org.sluice.gateway.sftp;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.sshd.common.file.nonefs.NoneFileSystemFactory;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.server.session.ServerConnectionServiceFactory;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.sluice.gateway.balancer.Balancers;
import org.sluice.gateway.domain.Backoff;
import org.sluice.gateway.usecase.Patience;
import org.sluice.gateway.words.Words;

/**
 * The SFTP port, and a second one for balancers if there are any: SSH with public keys and the sftp subsystem, and nothing
 * else. Both have the same people, limits and parts.
 */
public final class SftpServer implements AutoCloseable {
    /** Bytes in one read or write; clients that ask for the limits use them. */
    private static final int MOST_DATA = 255 * 1024;

    private static final int MOST_FREE_FAILURES = 10;
    private static final Backoff WAITS = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

    private final SftpSettings settings;
    private final SftpUseCases usecases;
    private final HostKey hostKey;
    private final SftpParts parts;
    private final Banner banner;
    private final Patience patience;
    private final Crowd<Session> crowd;
    private final WindowPool windows;
    private final List<SshServer> servers = new ArrayList<>();

    /**
     * Prepares the ports without opening them.
     *
     * @param clock by which those wait who failed too often
     * @throws IllegalStateException when the host key is unusable
     */
    public SftpServer(SftpSettings settings, SftpUseCases usecases, InstantSource clock) {
        this.settings = settings;
        this.usecases = usecases;
        long heap = Runtime.getRuntime().maxMemory();
        hostKey = HostKey.at(settings.hostKeyFile());
        parts = new SftpParts(new Entrance(usecases, Words.about("notices"), Words.about("help")));
        banner = new Banner(
                settings.banner().orElseGet(() -> Banner.usual(Words.about("log_in"))), usecases.help()::banners);
        patience = new Patience(clock, MOST_FREE_FAILURES, WAITS);
        crowd = new Crowd<>(settings.mostStrangers(), settings.mostSessions(), settings.sessionsOfPerson(heap));
        windows = settings.windowsWithin(heap);
        SshServer open = server(settings.port());
        open.addSessionListener(new SessionCap(crowd, patience, true));
        servers.add(open);
        settings.proxy().ifPresent(proxy -> servers.add(behind(proxy)));
    }

    private SshServer behind(Balancers proxy) {
        SshServer server = server(proxy.port());
        SessionCap cap = new SessionCap(crowd, patience, false);
        ProxyDoor door = new ProxyDoor(proxy, cap);
        server.setServerProxyAcceptor(door);
        server.addSessionListener(door);
        server.addSessionListener(cap);
        return server;
    }

    private SshServer server(int port) {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(settings.host());
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey.pair()));
        Algorithms.set(server);
        onlySftp(server);
        limits(server);
        server.setUserAuthFactories(List.of(new KeyAuth.Factory(), UserAuthKeyboardInteractiveFactory.INSTANCE));
        server.setPublickeyAuthenticator(new KeyDoor(usecases.logIn(), usecases.strangers(), patience));
        server.setKeyboardInteractiveAuthenticator(new CodeDoor(usecases.secondFactor()));
        server.setServiceFactories(List.of(
                new LogInService.Factory(usecases.secondFactor(), banner), ServerConnectionServiceFactory.INSTANCE));
        server.setSubsystemFactories(List.of(parts));
        server.addSessionListener(new GcmForOpenSsh());
        server.addSessionListener(new OldLibssh2());
        return server;
    }

    /**
     * Opens the ports.
     *
     * @throws IOException when one is taken or not allowed
     */
    public void start() throws IOException {
        for (SshServer server : servers) {
            server.start();
        }
    }

    /** The port in use. */
    public int port() {
        return servers.getFirst().getPort();
    }

    /** The port for balancers, if there is one. */
    public OptionalInt proxyPort() {
        return servers.stream().skip(1).mapToInt(SshServer::getPort).findFirst();
    }

    /** OpenSSH's {@code SHA256:…} of the host key, for people to compare at their first connection. */
    public String hostKeyFingerprint() {
        return hostKey.fingerprint();
    }

    /** Ends every session; uploads under way can be continued later. */
    @Override
    public void close() throws IOException {
        for (SshServer server : servers) {
            server.stop(true);
            server.close(true).await(Duration.ofSeconds(10));
        }
    }

    private void onlySftp(SshServer server) {
        server.setShellFactory(null);
        server.setCommandFactory(null);
        server.setPasswordAuthenticator(null);
        server.setHostBasedAuthenticator(null);
        server.setGSSAuthenticator(null);
        server.setAgentFactory(null);
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setFileSystemFactory(NoneFileSystemFactory.INSTANCE);
        server.setChannelFactories(List.of(new SubsystemOnly(windows)));
        server.setGlobalRequestHandlers(List.of(new KeepAliveHandler(), new NoMoreSessionsHandler()));
    }

    private void limits(SshServer server) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "Sluice");
        CoreModuleProperties.AUTH_METHODS.set(server, "publickey");
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, 10);
        CoreModuleProperties.AUTH_TIMEOUT.set(server, settings.logInTime());
        CoreModuleProperties.IDLE_TIMEOUT.set(server, settings.idleTime());
        // The library tells the client; over both ports together the crowd counts.
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(
                server, settings.sessionsOfPerson(Runtime.getRuntime().maxMemory()));
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, settings.channelsPerSession());
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
