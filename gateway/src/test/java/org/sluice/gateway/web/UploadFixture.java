package org.sluice.gateway.web;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.balancer.Balancers;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.usecase.KeepTokens;

/** A gateway with a token for dina, and a plain HTTP client that speaks tus by hand. */
final class UploadFixture implements AutoCloseable {
    static final String TYPE = "4w-monthly-inputs";

    final WebFixture web;
    final KeepTokens tokens;
    final KeepTokens.Made made;
    private final HttpClient client;

    UploadFixture() {
        this(Duration.ofSeconds(30));
    }

    UploadFixture(Duration stall) {
        this(stall, Optional.empty());
    }

    UploadFixture(Duration stall, Optional<Balancers> balancers) {
        this(new WebFixture(stall, balancers), "dina");
    }

    /** @param depositor whose token {@link #bearer} is */
    UploadFixture(WebFixture web, String depositor) {
        this.web = web;
        tokens = new KeepTokens(web.gateway.inside.ledger, web.gateway.inside.rules, web.gateway.inside.live);
        made = token(depositor, Channel.RESTRICTED);
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting())
                .build();
    }

    KeepTokens.Made token(String person, Channel channel, String... types) {
        return tokens.create(
                        GatewayFixture.HOST,
                        new KeepTokens.Order(person, channel, Set.of(types), Optional.empty(), "a test"))
                .orThrow();
    }

    String bearer() {
        return "Bearer " + made.reveal();
    }

    /** Trusts the gateway's own authority, as a job would by its {@code ca.pem}. */
    SSLContext trusting() {
        try (var in = Files.newInputStream(web.ca())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    record Got(int status, HttpResponse<String> answer) {
        String header(String name) {
            return answer.headers().firstValue(name).orElse("");
        }

        String body() {
            return answer.body();
        }
    }

    /** Sends one request; headers as name, value, name, value. */
    Got send(String method, String path, byte @Nullable [] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(path.startsWith("https:") ? path : web.url() + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Got(answer.statusCode(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        }
    }

    /** The same with the token and the version of tus. */
    Got tus(String method, String path, byte @Nullable [] body, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Authorization";
        all[1] = bearer();
        all[2] = "Tus-Resumable";
        all[3] = "1.0.0";
        return send(method, path, body, all);
    }

    Got create(String name, long length, String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(more, 0, all, 4, more.length);
        all[0] = "Upload-Length";
        all[1] = Long.toString(length);
        all[2] = "Upload-Metadata";
        all[3] = metadata("filename", name, "channel", "restricted", "type", TYPE);
        return tus("POST", "/uploads", null, all);
    }

    Got patch(String path, long offset, byte[] body, String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(more, 0, all, 4, more.length);
        all[0] = "Upload-Offset";
        all[1] = Long.toString(offset);
        all[2] = "Content-Type";
        all[3] = "application/offset+octet-stream";
        return tus("PATCH", path, body, all);
    }

    static String metadata(String... keysAndValues) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(keysAndValues[i])
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(keysAndValues[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return text.toString();
    }

    /** What dina's folder shows. */
    List<Deposit> files() {
        return web.gateway.inside.ledger.read(sql -> Deposits.all(sql).stream()
                .filter(d -> d.personId().equals("dina"))
                .toList());
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest("SHA-256", content));
    }

    static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        web.close();
    }
}
