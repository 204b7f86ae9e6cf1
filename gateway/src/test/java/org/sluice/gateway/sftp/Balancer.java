package org.sluice.gateway.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A balancer on this machine that begins every connection with the bytes it was given. */
final class Balancer implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private volatile byte[] header;

    Balancer(int target, String header) {
        this.target = target;
        this.header = header.getBytes(StandardCharsets.ISO_8859_1);
        try {
            door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From the next connection on. */
    void says(String next) {
        header = next.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket gateway = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
                gateway.getOutputStream().write(header);
                daemon(() -> pump(client, gateway));
                daemon(() -> pump(gateway, client));
            } catch (IOException e) {
                // The door was closed, or the gateway's is; the client sees it.
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One side went away; both are closed.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "balancer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
