package org.sluice.gateway.web;

import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.OpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.balancer.Balancers;
import org.sluice.gateway.balancer.ProxyHeader;
import org.xnio.Buffers;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.PushBackStreamSourceConduit;
import org.xnio.ssl.SslConnection;

/**
 * Where balancers connect that pass TLS through: who is none of them is closed before anything of theirs is read, and who
 * is one says with a PROXY header, at once, for whom it connects. Undertow has such a listener too, which believes everybody
 * and waits for ever. Thread-safe.
 */
final class BalancerDoor implements ChannelListener<StreamConnection> {
    private static final Logger LOG = LoggerFactory.getLogger(BalancerDoor.class);

    private final Balancers balancers;
    private final UndertowXnioSsl tls;
    private final SSLParameters parameters;
    private final OpenListener inside;

    /**
     * @param parameters of TLS
     * @param inside who gets the connections, once they have said for whom they are
     */
    BalancerDoor(Balancers balancers, UndertowXnioSsl tls, SSLParameters parameters, OpenListener inside) {
        this.balancers = balancers;
        this.tls = tls;
        this.parameters = parameters;
        this.inside = inside;
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        if (!balancers.include(connection.getPeerAddress())) {
            LOG.warn("A connection to the HTTPS port for balancers came from none of them and is closed");
            IoUtils.safeClose(connection);
            return;
        }
        Reading reading = new Reading(connection);
        connection.getSourceChannel().setReadListener(reading);
        connection.getSourceChannel().resumeReads();
    }

    /** Of one connection, on its own thread of the listener; no client waits for another one's header. */
    private final class Reading implements ChannelListener<ConduitStreamSourceChannel> {
        private final StreamConnection connection;
        private final ByteBuffer head = ByteBuffer.allocate(ProxyHeader.LONGEST);
        private final XnioExecutor.Key late;

        Reading(StreamConnection connection) {
            this.connection = connection;
            this.late = connection
                    .getIoThread()
                    .executeAfter(this::late, balancers.patience().toMillis(), TimeUnit.MILLISECONDS);
        }

        private void late() {
            LOG.warn("A balancer did not say in time for whom it connects; the connection is closed");
            IoUtils.safeClose(connection);
        }

        private void close() {
            late.remove();
            IoUtils.safeClose(connection);
        }

        @Override
        public void handleEvent(ConduitStreamSourceChannel channel) {
            try {
                int read;
                do {
                    read = channel.read(head);
                    if (head.position() > 0 && said(channel)) {
                        return;
                    }
                } while (read > 0);
                if (read < 0) {
                    close();
                }
            } catch (IOException | RuntimeException e) {
                LOG.debug("A balancer's connection broke before it had said for whom it is", e);
                close();
            }
        }

        /** Whether it needs no more bytes: a header never has more than fit. */
        private boolean said(ConduitStreamSourceChannel channel) {
            return switch (ProxyHeader.of(Arrays.copyOf(head.array(), head.position()))) {
                case ProxyHeader.Unfinished unfinished -> false;
                case ProxyHeader.Wrong wrong -> {
                    LOG.warn("A balancer's header is refused: {}", wrong.why());
                    close();
                    yield true;
                }
                case ProxyHeader.Complete header -> {
                    late.remove();
                    channel.suspendReads();
                    channel.setReadListener(null);
                    letIn(header);
                    yield true;
                }
            };
        }

        private void letIn(ProxyHeader.Complete header) {
            ConduitStreamSourceChannel source = connection.getSourceChannel();
            if (head.position() > header.length()) {
                PushBackStreamSourceConduit more = new PushBackStreamSourceConduit(source.getConduit());
                more.pushBack(Buffers.pooledWrapper(
                        head.flip().position(header.length()).slice()));
                source.setConduit(more);
            }
            SslConnection secured =
                    tls.wrapExistingConnection(new ForClient(connection, client(header)), OptionMap.EMPTY);
            SSLEngine engine = UndertowXnioSsl.getSslEngine(secured);
            engine.setUseClientMode(false);
            engine.setSSLParameters(parameters);
            inside.handleEvent(secured);
        }

        private InetSocketAddress client(ProxyHeader.Complete header) {
            if (header.client().isPresent()) {
                return new InetSocketAddress(header.client().get(), 0);
            }
            // A client of which nobody says whence it comes is from nowhere; the balancer itself comes from where it
            // is.
            return header.ofBalancer()
                    ? connection.getPeerAddress(InetSocketAddress.class)
                    : InetSocketAddress.createUnresolved("", 0);
        }
    }

    /** A balancer's connection as its client's. */
    private static final class ForClient extends StreamConnection {
        private final StreamConnection own;
        private final InetSocketAddress client;

        ForClient(StreamConnection own, InetSocketAddress client) {
            super(own.getIoThread());
            this.own = own;
            this.client = client;
            setSourceConduit(own.getSourceChannel().getConduit());
            setSinkConduit(own.getSinkChannel().getConduit());
        }

        @Override
        public InetSocketAddress getPeerAddress() {
            return client;
        }

        @Override
        public java.net.SocketAddress getLocalAddress() {
            return own.getLocalAddress();
        }

        @Override
        public boolean supportsOption(org.xnio.Option<?> option) {
            return own.supportsOption(option);
        }

        @Override
        public <T> T getOption(org.xnio.Option<T> option) throws IOException {
            return own.getOption(option);
        }

        @Override
        public <T> T setOption(org.xnio.Option<T> option, T value) throws IOException {
            return own.setOption(option, value);
        }

        @Override
        protected void notifyReadClosed() {
            IoUtils.safeClose(own.getSourceChannel());
        }

        @Override
        protected void notifyWriteClosed() {
            IoUtils.safeClose(own.getSinkChannel());
        }

        @Override
        protected void closeAction() throws IOException {
            own.close();
        }
    }
}
