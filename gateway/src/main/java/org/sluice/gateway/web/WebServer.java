package org.sluice.gateway.web;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.RequestLimit;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.usecase.AskFacts;
import org.sluice.gateway.usecase.HandleIncidents;
import org.sluice.gateway.usecase.LinkActs;
import org.sluice.gateway.usecase.ReportPassedOn;
import org.xnio.Options;
import org.xnio.Sequence;

/** The recipients' listener: HTTPS on bounded platform threads. Thread-safe. */
public final class WebServer implements AutoCloseable {
    private static final Sequence<String> PROTOCOLS = Sequence.of("TLSv1.3");
    private static final Sequence<String> OLDER_PROTOCOLS = Sequence.of("TLSv1.3", "TLSv1.2");
    private static final Sequence<String> CIPHERS = Sequence.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    private final WebSettings settings;
    private final TlsIdentity identity;
    private final Pages pages;
    private final WebRoutes routes;
    private final Downloads downloads;
    private final BodyFlows flows;
    private @Nullable Undertow undertow;
    private @Nullable BalancerPort forBalancers;
    private @Nullable ScheduledExecutorService watch;

    public WebServer(
            WebSettings settings,
            TlsIdentity identity,
            Sessions sessions,
            LinkActs link,
            HandleIncidents incidents,
            ReportPassedOn passedOn,
            AskFacts questions,
            DepositActs deposits,
            InstantSource clock) {
        this.settings = settings;
        this.identity = identity;
        StaticText style = StaticText.style();
        this.pages = new Pages(style.address());
        this.downloads = new Downloads(link.fetch(), pages, settings.stall(), settings.downloads());
        TogetherDownloads together = new TogetherDownloads(link.fetch(), pages, downloads);
        this.flows = new BodyFlows(settings.uploads(), settings.stall());
        Scripts scripts = new Scripts();
        Depositor depositor = new Depositor(deposits.tokens(), sessions);
        DepositForms forms = new DepositForms(deposits.uploads(), depositor, pages, scripts.deposit());
        UploadAnswers answers = new UploadAnswers(deposits.overview(), deposits.receipts());
        this.routes = new WebRoutes(
                new UploadRoutes(
                        new TusUploads(deposits.uploads(), depositor, flows, answers),
                        new WholeUploads(deposits.uploads(), depositor, flows, answers),
                        new DepositPages(deposits, depositor, flows, pages, forms),
                        new SealPages(depositor, forms, pages, scripts.sealing()),
                        new SendersKeys(link.recipientKeys(), depositor, answers),
                        scripts,
                        pages),
                new LinkPages(
                        link,
                        incidents,
                        passedOn,
                        new PackedDownloads(link, together, pages, new Packer(new SecureRandom())),
                        sessions,
                        pages,
                        clock),
                new QuestionPages(questions, pages),
                new DestructionPages(link.destruction(), pages),
                downloads,
                new ZipDownloads(link, pages, together),
                pages,
                style);
    }

    /**
     * Binds and begins to answer.
     *
     * @throws IllegalStateException if it runs already
     * @throws RuntimeException from Undertow if the address is taken
     */
    public synchronized void start() {
        if (undertow != null) {
            throw new IllegalStateException("The web listener runs already.");
        }
        Doorway doorway = new Doorway(
                "web",
                new AllowedHosts(settings.names(), this::port),
                this::say,
                exchange -> FormBody.LONGEST,
                new RequestLimit(settings.workers() - WebSettings.SPARE, settings.waiting()),
                UploadRoutes::isFile,
                routes);
        Sequence<String> protocols = settings.olderTls() ? OLDER_PROTOCOLS : PROTOCOLS;
        Undertow starting = ListenerOptions.on(Undertow.builder(), settings.workers())
                .addHttpsListener(settings.port(), settings.host(), identity.context())
                .setSocketOption(Options.SSL_ENABLED_PROTOCOLS, protocols)
                .setSocketOption(Options.SSL_ENABLED_CIPHER_SUITES, CIPHERS)
                .setSocketOption(UndertowOptions.SSL_USER_CIPHER_SUITES_ORDER, true)
                .setHandler(doorway)
                .build();
        starting.start();
        undertow = starting;
        if (settings.balancers().isPresent()) {
            SSLParameters parameters =
                    new SSLParameters(CIPHERS.toArray(String[]::new), protocols.toArray(String[]::new));
            parameters.setUseCipherSuitesOrder(true);
            forBalancers = BalancerPort.open(
                    settings.host(),
                    settings.balancers().get(),
                    starting.getWorker(),
                    identity.context(),
                    parameters,
                    doorway);
        }
        // XNIO's own timed wait was seen not to end on a stalled TLS connection; an interrupt from outside does end it.
        watch = Executors.newSingleThreadScheduledExecutor(
                work -> Thread.ofPlatform().name("web-stalls").daemon().unstarted(work));
        long every = Math.min(1000, settings.stall().toMillis());
        // It runs until the watch is shut down; cutting a download throws nothing.
        ScheduledFuture<?> unused = watch.scheduleWithFixedDelay(
                () -> {
                    downloads.endStalled();
                    flows.endStalled();
                },
                every,
                every,
                TimeUnit.MILLISECONDS);
    }

    /** The port that it listens on. */
    public synchronized int port() {
        if (undertow == null) {
            throw new IllegalStateException("The web listener does not run.");
        }
        return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /** The port for balancers, if there is one. */
    public synchronized OptionalInt balancersPort() {
        return forBalancers == null ? OptionalInt.empty() : OptionalInt.of(forBalancers.port());
    }

    /** Stops listening and ends what runs. May be called twice. */
    @Override
    public synchronized void close() {
        flows.close();
        if (forBalancers != null) {
            forBalancers.close();
            forBalancers = null;
        }
        if (undertow != null) {
            undertow.stop();
            undertow = null;
        }
        if (watch != null) {
            watch.shutdownNow();
            watch = null;
        }
    }

    private void say(HttpServerExchange exchange, int status, String code, String incident) {
        switch (status) {
            case StatusCodes.SERVICE_UNAVAILABLE -> pages.busy(exchange);
            case StatusCodes.INTERNAL_SERVER_ERROR -> pages.failed(exchange, incident);
            default -> pages.wrong(exchange, status);
        }
    }
}
