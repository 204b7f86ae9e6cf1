package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A gateway's address for depositors, from the sender's own machine: no data directory, a token only. */
final class HttpsDoor implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final String url;
    private final String token;
    private final Duration answer;
    private final HttpClient client;

    /**
     * @param url {@code https://HOST[:PORT]}
     * @param authority the certificate of the gateway's own authority, or none where a public one signed its certificate
     */
    HttpsDoor(String url, String token, @Nullable Path authority) {
        this(url, token, authority, ANSWER);
    }

    /** @param answer how long one request may take with its answer, before the line counts as broken */
    HttpsDoor(String url, String token, @Nullable Path authority, Duration answer) {
        if (!url.matches("https://[^/\\s]+/?")) {
            throw new Failure(Problem.wrong(
                    "bad-gateway", "The gateway's address looks like https://HOST or https://HOST:PORT."));
        }
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
        this.answer = answer;
        HttpClient.Builder building = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                // Whoever could redirect it would get the token.
                .followRedirects(HttpClient.Redirect.NEVER);
        Optional.ofNullable(authority).map(HttpsDoor::trusting).ifPresent(building::sslContext);
        this.client = building.build();
    }

    private static SSLContext trusting(Path authority) {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, one);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new Failure(Problem.wrong(
                    "bad-authority", authority + " holds no certificate in PEM that can be read; ask for its ca.pem."));
        }
    }

    /** What a gateway answered. */
    record Said(int status, Map<String, String> headers, String text) {
        boolean done() {
            return status >= 200 && status < 300;
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** Why it did not do what it was asked. */
        Problem problem() {
            return text.startsWith("{")
                    ? Problem.read(Json.read(text))
                    : Problem.failed(
                            "bad-answer",
                            "What answers at this address (status " + status + ") is no gateway, or is busy.");
        }
    }

    JsonNode get(String path) {
        try {
            Said said = ask("GET", path, Map.of(), new byte[0]);
            if (!said.done()) {
                throw new Failure(said.problem());
            }
            return Json.read(said.text());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * Asks once, and waits at most two minutes where nobody said another time.
     *
     * @throws IOException when the line breaks or no answer comes; whether the gateway got the request is not known then
     */
    Said ask(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(answer)
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> got =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            Map<String, String> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            got.headers().map().forEach((name, values) -> first.put(name, values.getFirst()));
            return new Said(got.statusCode(), first, got.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("it was stopped");
        }
    }

    Failure unreachable(IOException e) {
        String more = e instanceof SSLException
                ? " If its certificate is of its own making, give its ca.pem by --ca."
                : " Look at the address and your line, and try again.";
        return new Failure(
                Problem.failed("no-answer", url + " does not answer as it should (" + words(e) + ")." + more));
    }

    /** What went wrong, also where the JDK has no words for it. */
    static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
