package org.sluice.gateway.web;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import org.xnio.Option;
import org.xnio.OptionMap;
import org.xnio.Options;

/** Bounds of every listener: sizes, times, and what a request line may hold. */
public final class ListenerOptions {
    static final int BUFFER = 64 * 1024;

    static final OptionMap SOCKETS = OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.BACKLOG, 512)
            .set(Options.CONNECTION_HIGH_WATER, 2000)
            .set(Options.CONNECTION_LOW_WATER, 1900)
            .set(Options.READ_TIMEOUT, 60_000)
            .getMap();

    /**
     * HTTP/2 stays off: closing a connection cuts exactly one recipient's download here, and the gateway's few large answers
     * gain nothing from many streams in one.
     */
    static final OptionMap SERVER = OptionMap.builder()
            .set(UndertowOptions.ENABLE_HTTP2, false)
            .set(UndertowOptions.DECODE_SLASH, false)
            .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
            .set(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024)
            .set(UndertowOptions.MAX_HEADERS, 64)
            .set(UndertowOptions.MAX_PARAMETERS, 16)
            .set(UndertowOptions.MAX_COOKIES, 50)
            .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, 15_000)
            .set(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
            .set(UndertowOptions.RECORD_REQUEST_START_TIME, false)
            .getMap();

    private ListenerOptions() {}

    public static Undertow.Builder on(Undertow.Builder builder, int workers) {
        SOCKETS.forEach(option -> socket(builder, option));
        SERVER.forEach(option -> server(builder, option));
        return builder.setIoThreads(2)
                .setWorkerThreads(workers)
                .setBufferSize(BUFFER)
                .setDirectBuffers(true);
    }

    private static <T> void socket(Undertow.Builder builder, Option<T> option) {
        builder.setSocketOption(option, SOCKETS.get(option));
    }

    private static <T> void server(Undertow.Builder builder, Option<T> option) {
        builder.setServerOption(option, SERVER.get(option));
    }
}
