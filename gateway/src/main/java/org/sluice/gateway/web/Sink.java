package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.xnio.channels.StreamSinkChannel;

/** The body of an answer, written from a thread that may wait for its client. For one thread. */
final class Sink extends OutputStream {
    private final StreamSinkChannel out;
    private final RunningDownload download;
    private final BooleanSupplier stopped;

    /** @param stopped whether not a byte more may leave */
    Sink(HttpServerExchange exchange, RunningDownload download, BooleanSupplier stopped) {
        this.out = exchange.getResponseChannel();
        this.download = download;
        this.stopped = stopped;
    }

    void write(ByteBuffer piece) throws IOException {
        while (piece.hasRemaining()) {
            if (out.write(piece) == 0) {
                await();
            } else {
                download.progressed();
            }
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        write(ByteBuffer.wrap(bytes, from, length));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** The end of the body: returns once all of it was accepted on the way to the client. */
    void end() throws IOException {
        out.shutdownWrites();
        while (!out.flush()) {
            await();
        }
    }

    private void await() throws IOException {
        out.awaitWritable();
        if (stopped.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new IOException("stopped");
        }
    }
}
