package org.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A line on loopback to a gateway that breaks when it is told to. It counts what goes up, whatever connection it is on. */
final class BadLine implements AutoCloseable {
    /** Of loopback, and no local name to a gateway, which would want its own port behind one. */
    static final String HOST = "127.0.0.2";

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger breaks = new AtomicInteger();
    private final ServerSocket server;
    private final int to;
    private final AtomicLong up = new AtomicLong();
    private final AtomicLong next = new AtomicLong(Long.MAX_VALUE);
    private volatile long every;
    private volatile int most;
    private volatile boolean dead;
    private volatile boolean deadBehind;
    private volatile long losing = Long.MAX_VALUE;
    private volatile long stalling = Long.MAX_VALUE;
    private volatile Runnable then = () -> {};

    BadLine(int to) {
        this.to = to;
        try {
            server = new ServerSocket(0, 5, InetAddress.getByName(HOST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::take);
    }

    String address() {
        return HOST + ":" + server.getLocalPort();
    }

    /** Breaks so often, each time that so many bytes more went up. */
    void breaks(int times, long bytes) {
        every = bytes;
        most = times;
        next.set(bytes);
    }

    /** Breaks once so many bytes went up, and stays dead. */
    void dies(long bytes) {
        breaks(1, bytes);
        deadBehind = true;
    }

    /** Breaks when the first answer comes down after so many bytes more went up. */
    void losesTheAnswer(long bytes) {
        losing = up.get() + bytes;
    }

    /** Carries nothing any more, and says nothing, on the connection on which so many bytes went up. */
    void stalls(long bytes) {
        stalling = bytes;
    }

    /** Does something in the moment that so many bytes went up, and breaks. */
    void breaks(long bytes, Runnable act) {
        then = act;
        breaks(1, bytes);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "bad-line");
        thread.setDaemon(true);
        thread.start();
    }

    private void take() {
        while (!server.isClosed()) {
            try {
                Socket here = server.accept();
                connections.incrementAndGet();
                if (dead) {
                    here.close();
                    continue;
                }
                Socket there = new Socket(InetAddress.getLoopbackAddress(), to);
                start(() -> carry(here, there, true));
                start(() -> carry(there, here, false));
            } catch (IOException e) {
                // This test is over.
            }
        }
    }

    // Both ends are closed when either is done.
    private void carry(Socket from, Socket into, boolean upward) {
        byte[] bytes = new byte[8192];
        try (from;
                into) {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (upward) {
                    if (broken(count)) {
                        return;
                    }
                    if (up.get() >= stalling) {
                        stalling = Long.MAX_VALUE;
                        breaks.incrementAndGet();
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                } else if (up.get() >= losing) {
                    losing = Long.MAX_VALUE;
                    breaks.incrementAndGet();
                    return;
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // One of the two went.
        }
    }

    private synchronized boolean broken(int count) {
        if (up.addAndGet(count) < next.get()) {
            return false;
        }
        next.set(breaks.incrementAndGet() < most ? up.get() + every : Long.MAX_VALUE);
        dead = deadBehind;
        then.run();
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
