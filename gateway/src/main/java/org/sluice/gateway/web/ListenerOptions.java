package org.sluice.gateway.web;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import org.xnio.Options;

/** Bounds of every listener: sizes, times, and what a request line may hold. */
public final class ListenerOptions {
    private ListenerOptions() {}

    /**
     * HTTP/2 stays off: closing a connection cuts exactly one recipient's download here, and the gateway's few large answers
     * gain nothing from many streams in one.
     */
    public static Undertow.Builder on(Undertow.Builder builder, int workers) {
        return builder.setIoThreads(2)
                .setWorkerThreads(workers)
                .setBufferSize(64 * 1024)
                .setDirectBuffers(true)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setSocketOption(Options.BACKLOG, 512)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, 2000)
                .setSocketOption(Options.CONNECTION_LOW_WATER, 1900)
                .setSocketOption(Options.READ_TIMEOUT, 60_000)
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .setServerOption(UndertowOptions.DECODE_SLASH, false)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024)
                .setServerOption(UndertowOptions.MAX_HEADERS, 64)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, 16)
                .setServerOption(UndertowOptions.MAX_COOKIES, 50)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 15_000)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .setServerOption(UndertowOptions.RECORD_REQUEST_START_TIME, false);
    }
}
