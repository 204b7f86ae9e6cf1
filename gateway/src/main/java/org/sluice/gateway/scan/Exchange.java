package org.sluice.gateway.scan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection with one command and one answer. It listens while it sends, so that a scanner that has had enough is heard,
 * and one that answers before it can know is found out.
 */
final class Exchange implements AutoCloseable {
    private static final int PIECE = 64 << 10;
    private static final int LENGTH = Integer.BYTES;
    private static final int LONGEST_ANSWER = 8 << 10;

    /** It could not even be reached. */
    static final class NotThere extends IOException {
        private static final long serialVersionUID = 1L;

        NotThere(String why) {
            super(why);
        }
    }

    /** What should be sent can't be read; the scanner is not to blame. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(IOException cause) {
            super(cause);
        }
    }

    /** @param early it came before all was sent */
    record Said(String words, boolean early) {}

    /** Where the bytes to send come from, a piece at a time. */
    private interface Source {
        /** The next bytes to send; none when all were given. */
        ByteBuffer next() throws Unreadable;
    }

    private final SocketChannel socket;
    private final Selector selector;
    private final SelectionKey key;
    private final ScanTimes times;
    private final long end;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

    private Exchange(SocketChannel socket, Selector selector, SelectionKey key, ScanTimes times, long end) {
        this.socket = socket;
        this.selector = selector;
        this.key = key;
        this.times = times;
        this.end = end;
    }

    /** @throws NotThere if nobody takes the connection in time */
    static Exchange open(SocketAddress address, ScanTimes times) throws IOException {
        long begin = System.nanoTime();
        Selector selector = Selector.open();
        try {
            SocketChannel socket = connected(address, selector, times);
            SelectionKey key = socket.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            return new Exchange(
                    socket, selector, key, times, begin + times.altogether().toNanos());
        } catch (IOException | RuntimeException e) {
            selector.close();
            throw e;
        }
    }

    private static SocketChannel connected(SocketAddress address, Selector selector, ScanTimes times)
            throws IOException {
        boolean local = address instanceof UnixDomainSocketAddress;
        SocketChannel socket = local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            if (local) {
                socket.connect(address);
                socket.configureBlocking(false);
                return socket;
            }
            socket.configureBlocking(false);
            SelectionKey connecting = socket.register(selector, SelectionKey.OP_CONNECT);
            if (!socket.connect(address)) {
                if (selector.select(times.connect().toMillis()) == 0) {
                    throw new NotThere("It does not take connections.");
                }
                socket.finishConnect();
                selector.selectedKeys().clear();
            }
            connecting.interestOps(0);
            return socket;
        } catch (UnresolvedAddressException e) {
            socket.close();
            throw new NotThere("Its host has no address.");
        } catch (IOException e) {
            socket.close();
            throw e instanceof NotThere ? e : new NotThere("It can't be reached: " + e.getMessage());
        }
    }

    /** A command that answers by itself. */
    Said command(String word) throws IOException {
        ByteBuffer only = ByteBuffer.wrap(("z" + word + "\0").getBytes(StandardCharsets.US_ASCII));
        return exchange(only, () -> ByteBuffer.allocate(0));
    }

    /** Sends all that comes from where the content stands, and waits for the word on it. */
    Said stream(SeekableByteChannel content) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(LENGTH + PIECE);
        boolean[] ended = {false};
        return exchange(ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)), () -> {
            if (ended[0]) {
                return ByteBuffer.allocate(0);
            }
            piece.clear().position(LENGTH);
            try {
                while (piece.hasRemaining() && content.read(piece) >= 0) {
                    // Until it is full.
                }
            } catch (IOException e) {
                throw new Unreadable(e);
            }
            piece.flip();
            // A piece of no length is the end.
            piece.putInt(0, piece.limit() - LENGTH);
            ended[0] = piece.limit() == LENGTH;
            return piece;
        });
    }

    private Said exchange(ByteBuffer first, Source rest) throws IOException {
        ByteBuffer sending = first;
        boolean sent = false;
        while (true) {
            await();
            if (key.isReadable() && heard()) {
                return new Said(words(), !sent);
            }
            if (!sent && key.isWritable()) {
                send(sending);
                if (!sending.hasRemaining()) {
                    sending = rest.next();
                    sent = !sending.hasRemaining();
                }
                if (sent) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            }
        }
    }

    private void send(ByteBuffer sending) throws IOException {
        try {
            socket.write(sending);
        } catch (IOException e) {
            // It hung up. Why, it may have said before.
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void await() throws IOException {
        long left = Math.min(times.silence().toNanos(), end - System.nanoTime());
        selector.selectedKeys().clear();
        if (left <= 0 || selector.select(Math.max(1, Duration.ofNanos(left).toMillis())) == 0) {
            throw new IOException("It did not answer in time.");
        }
    }

    /** Takes what is there of the answer; whether all of it has come. */
    private boolean heard() throws IOException {
        ByteBuffer in = ByteBuffer.allocate(1024);
        int read = socket.read(in);
        if (read < 0) {
            throw new IOException("It hung up without an answer.");
        }
        answer.write(in.array(), 0, in.position());
        if (answer.size() > LONGEST_ANSWER) {
            throw new IOException("Its answer does not end.");
        }
        return answer.toString(StandardCharsets.ISO_8859_1).indexOf('\0') >= 0;
    }

    private String words() throws IOException {
        String all = answer.toString(StandardCharsets.ISO_8859_1);
        if (all.indexOf('\0') != all.length() - 1) {
            throw new IOException("It gave more than one answer.");
        }
        return all.substring(0, all.length() - 1);
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            socket.close();
        }
    }
}
