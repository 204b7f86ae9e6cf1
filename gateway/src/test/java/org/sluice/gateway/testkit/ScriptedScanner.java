package org.sluice.gateway.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.gateway.scan.ClamdSettings;

/** A virus scanner on loopback that says and does what a test wants of it, however wrong. */
public final class ScriptedScanner implements AutoCloseable {
    /** What it does with a connection whose command was INSTREAM. */
    @FunctionalInterface
    public interface Script {
        void play(DataInputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    /** @param answersPing whether it answers PING as clamd does, and hangs up on it otherwise */
    public ScriptedScanner(boolean answersPing, Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread accepting = new Thread(() -> accept(answersPing), "scripted-scanner");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** One that reads a whole stream in order and then answers with these words, ended by NUL. */
    public static ScriptedScanner answering(String words) {
        return new ScriptedScanner(true, (in, out) -> {
            drain(in);
            say(out, words + "\0");
        });
    }

    public ClamdSettings settings() {
        return new ClamdSettings("127.0.0.1:" + server.getLocalPort(), 25 << 20);
    }

    /** How many streams it was asked about. */
    public int asked() {
        return asked.get();
    }

    /** Returns when the scanner is closed: for scripts that hang. */
    public void hang() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the pieces of a stream up to the empty one. */
    public static byte[] drain(DataInputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
            all.writeBytes(in.readNBytes(length));
        }
        return all.toByteArray();
    }

    public static void say(OutputStream out, String words) throws IOException {
        out.write(words.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void accept(boolean answersPing) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread serving = new Thread(() -> serve(socket, answersPing), "scripted-scanner-connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                // Closed: nobody is asked any more.
            }
        }
    }

    private void serve(Socket socket, boolean answersPing) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            StringBuilder command = new StringBuilder();
            for (int letter = in.read(); letter > 0; letter = in.read()) {
                command.append((char) letter);
            }
            if (command.toString().equals("zINSTREAM")) {
                asked.incrementAndGet();
                script.play(in, socket.getOutputStream());
            } else if (answersPing) {
                say(socket.getOutputStream(), "PONG\0");
            }
        } catch (IOException e) {
            // The other side had enough, which is what some tests are about.
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
