package org.sluice.gateway.web;

import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.sluice.gateway.balancer.Balancers;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** The listener behind the {@link BalancerDoor}, with the bounds and the handler of the usual one and on its threads. */
final class BalancerPort implements AutoCloseable {
    private final AcceptingChannel<StreamConnection> door;
    private final HttpOpenListener http;
    private final DefaultByteBufferPool buffers;

    private BalancerPort(
            AcceptingChannel<StreamConnection> door, HttpOpenListener http, DefaultByteBufferPool buffers) {
        this.door = door;
        this.http = http;
        this.buffers = buffers;
    }

    /**
     * Binds and begins to answer.
     *
     * @throws UncheckedIOException if the address is taken
     */
    static BalancerPort open(
            String host,
            Balancers balancers,
            XnioWorker worker,
            SSLContext identity,
            SSLParameters parameters,
            HttpHandler handler) {
        DefaultByteBufferPool buffers = new DefaultByteBufferPool(true, ListenerOptions.BUFFER);
        HttpOpenListener http = new HttpOpenListener(
                buffers,
                OptionMap.builder()
                        .addAll(ListenerOptions.SERVER)
                        .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
                        .getMap());
        http.setRootHandler(handler);
        UndertowXnioSsl tls = new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, identity);
        try {
            AcceptingChannel<StreamConnection> door = worker.createStreamConnectionServer(
                    new InetSocketAddress(host, balancers.port()),
                    ChannelListeners.openListenerAdapter(new BalancerDoor(balancers, tls, parameters, http)),
                    OptionMap.builder()
                            .addAll(ListenerOptions.SOCKETS)
                            .set(Options.REUSE_ADDRESSES, true)
                            .getMap());
            door.resumeAccepts();
            return new BalancerPort(door, http, buffers);
        } catch (IOException e) {
            buffers.close();
            throw new UncheckedIOException("The port for balancers can't be opened.", e);
        }
    }

    int port() {
        return door.getLocalAddress(InetSocketAddress.class).getPort();
    }

    @Override
    public void close() {
        IoUtils.safeClose(door);
        http.closeConnections();
        buffers.close();
    }
}
