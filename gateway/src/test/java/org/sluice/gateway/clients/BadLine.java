package org.sluice.gateway.clients;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A port of loopback that leads to another as badly as a line can: slow, late, and cut after so many bytes. */
final class BadLine implements AutoCloseable {
    /**
     * What is wrong with it.
     *
     * @param upAfter bytes towards the gateway after which the line is cut
     * @param downAfter bytes from the gateway, likewise
     * @param late milliseconds that each direction takes
     * @param rate bytes a second in each direction
     */
    record Fault(long upAfter, long downAfter, int late, int rate) {
        static final Fault NONE = new Fault(Long.MAX_VALUE, Long.MAX_VALUE, 0, Integer.MAX_VALUE);

        static Fault cutUp(long after) {
            return new Fault(after, Long.MAX_VALUE, 0, Integer.MAX_VALUE);
        }

        static Fault cutDown(long after) {
            return new Fault(Long.MAX_VALUE, after, 0, Integer.MAX_VALUE);
        }

        /** There and back. */
        static Fault roundTrip(int milliseconds) {
            return new Fault(Long.MAX_VALUE, Long.MAX_VALUE, milliseconds / 2, Integer.MAX_VALUE);
        }

        static Fault bits(int second) {
            return new Fault(Long.MAX_VALUE, Long.MAX_VALUE, 0, second / 8);
        }
    }

    /** Bytes that are due at an instant of {@link System#nanoTime()}; none for the end, whether in order or by a cut. */
    private record Piece(long due, ByteBuffer bytes, boolean cut) {}

    private static final int PIECE = 16 * 1024;

    private final ServerSocket listening;
    private final InetAddress host;
    private final int port;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile Fault fault;

    BadLine(int port, Fault fault) throws IOException {
        this(InetAddress.getLoopbackAddress(), port, 0, fault);
    }

    /**
     * To another address of this machine.
     *
     * @param listening the port to be reached at; where it is the gateway's own, HTTP's Host says nothing else than it would
     */
    BadLine(InetAddress host, int port, int listening, Fault fault) throws IOException {
        this.host = host;
        this.port = port;
        this.fault = fault;
        this.listening = new ServerSocket(listening, 50, InetAddress.getLoopbackAddress());
        open.add(this.listening);
        start("accept", this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From the next connection on. */
    void becomes(Fault next) {
        fault = next;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket gateway = new Socket(host, port);
            open.add(client);
            open.add(gateway);
            client.setTcpNoDelay(true);
            gateway.setTcpNoDelay(true);
            Fault now = fault;
            lead(client, gateway, now.upAfter(), now);
            lead(gateway, client, now.downAfter(), now);
        }
    }

    /** One direction: a thread reads and says when each piece is due, another waits for that and writes. */
    private void lead(Socket from, Socket to, long cutAfter, Fault now) {
        // As much as a line holds under way; the sender waits when it is full.
        BlockingQueue<Piece> under = new LinkedBlockingQueue<>(256);
        start("read", () -> read(from, cutAfter, now, under));
        start("write", () -> {
            OutputStream out = to.getOutputStream();
            Piece piece = under.take();
            for (; piece.bytes().hasRemaining(); piece = under.take()) {
                LockSupport.parkNanos(piece.due() - System.nanoTime());
                out.write(piece.bytes().array());
            }
            if (piece.cut()) {
                LockSupport.parkNanos(piece.due() - System.nanoTime());
                // Gone in both directions, without the last words that a closed socket would still say.
                from.setSoLinger(true, 0);
                to.setSoLinger(true, 0);
                from.close();
                to.close();
                return;
            }
            to.shutdownOutput();
        });
    }

    private static void read(Socket from, long cutAfter, Fault now, BlockingQueue<Piece> under)
            throws IOException, InterruptedException {
        long passed = 0;
        byte[] buffer = new byte[Math.min(PIECE, Math.max(256, now.rate() / 8))];
        long free = System.nanoTime();
        InputStream in = from.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            passed += read;
            if (passed > cutAfter) {
                // What came before is on its way still, however slow the line is.
                under.put(new Piece(free, ByteBuffer.allocate(0), true));
                return;
            }
            free = Math.max(free, System.nanoTime()) + read * TimeUnit.SECONDS.toNanos(1) / now.rate();
            under.put(new Piece(
                    free + TimeUnit.MILLISECONDS.toNanos(now.late()),
                    ByteBuffer.wrap(Arrays.copyOf(buffer, read)),
                    false));
        }
        under.put(new Piece(free, ByteBuffer.allocate(0), false));
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(String what, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The line is cut, or its end was closed.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "bad line: " + what);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        for (Closeable socket : open) {
            socket.close();
        }
    }
}
