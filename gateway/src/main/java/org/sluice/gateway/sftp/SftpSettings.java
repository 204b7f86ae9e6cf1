package org.sluice.gateway.sftp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sluice.gateway.balancer.Balancers;

/**
 * How the SFTP port is opened, and its limits.
 *
 * @param host the address to listen on, such as {@code 0.0.0.0}
 * @param port 0 takes a free one
 * @param hostKeyFile the server's Ed25519 key; made if it is missing
 * @param banner what clients show before they log in, ahead of the protocols' lines; without it our own, and none of all
 *     that if it is empty
 * @param proxy a port of its own for balancers
 * @param mostStrangers connections at once that have not logged in
 * @param mostSessions logged-in sessions at once
 * @param sessionsPerPerson of those, for one person
 * @param channelsPerSession SFTP channels in one session
 * @param handlesPerChannel files and folders open at once in one channel
 * @param window bytes that a client may send ahead, per channel; fewer where many are open
 * @param logInTime after which a connection that has not logged in is closed
 * @param idleTime after which a session without traffic is closed
 */
public record SftpSettings(
        String host,
        int port,
        Path hostKeyFile,
        Optional<String> banner,
        Optional<Balancers> proxy,
        int mostStrangers,
        int mostSessions,
        int sessionsPerPerson,
        int channelsPerSession,
        int handlesPerChannel,
        int window,
        Duration logInTime,
        Duration idleTime) {

    /** The usual limits. The window is the one that measured best: smaller ones wait, larger ones burn the client's time. */
    public static SftpSettings of(String host, int port, Path hostKeyFile) {
        return new SftpSettings(
                host,
                port,
                hostKeyFile,
                Optional.empty(),
                Optional.empty(),
                256,
                1024,
                16,
                4,
                128,
                4 << 20,
                Duration.ofSeconds(30),
                Duration.ofMinutes(30));
    }

    /** The same with a banner and a port for balancers. */
    public SftpSettings with(Optional<String> newBanner, Optional<Balancers> newProxy) {
        return new SftpSettings(
                host,
                port,
                hostKeyFile,
                newBanner,
                newProxy,
                mostStrangers,
                mostSessions,
                sessionsPerPerson,
                channelsPerSession,
                handlesPerChannel,
                window,
                logInTime,
                idleTime);
    }

    /**
     * The windows of all channels: what clients can send ahead must fit half the heap.
     *
     * @param maxHeap bytes
     */
    WindowPool windowsWithin(long maxHeap) {
        return new WindowPool(maxHeap / 2, window);
    }

    /** Of all full windows that fit, nobody gets more than a quarter: two persons must not shut out the others. */
    int sessionsOfPerson(long maxHeap) {
        return (int) Math.min(sessionsPerPerson, Math.max(2, maxHeap / 2 / window / 4));
    }
}
