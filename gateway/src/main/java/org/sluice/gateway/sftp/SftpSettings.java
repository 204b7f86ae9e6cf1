package org.sluice.gateway.sftp;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the SFTP port is opened, and its limits.
 *
 * @param host the address to listen on, such as {@code 0.0.0.0}
 * @param port 0 takes a free one
 * @param hostKeyFile the server's Ed25519 key; made if it is missing
 * @param mostSessions logged-in sessions at once; fewer where the heap could not hold their windows
 * @param sessionsPerPerson of those, for one person
 * @param channelsPerSession SFTP channels in one session
 * @param handlesPerChannel files and folders open at once in one channel
 * @param window bytes that a client may send ahead, per channel
 * @param logInTime after which a connection that has not logged in is closed
 * @param idleTime after which a session without traffic is closed
 */
public record SftpSettings(
        String host,
        int port,
        Path hostKeyFile,
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
                host, port, hostKeyFile, 256, 16, 4, 128, 4 << 20, Duration.ofSeconds(30), Duration.ofMinutes(30));
    }

    /**
     * Sessions that may be logged in at once: what clients can send ahead must fit half the heap.
     *
     * @param maxHeap bytes
     */
    int sessionsWithin(long maxHeap) {
        long fit = maxHeap / 2 / ((long) window * channelsPerSession);
        return Math.clamp(fit, 1, mostSessions);
    }
}
