package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A gateway's address for depositors, from the sender's own machine: no data directory, a token only. */
final class HttpsDoor {
    private static final int CONNECT_MILLIS = 15_000;
    /** A large file is forced to disk before it is answered. */
    private static final int ANSWER_MILLIS = 300_000;

    private final String url;
    private final String token;
    private final Optional<SSLSocketFactory> trust;

    /**
     * @param url {@code https://HOST[:PORT]}
     * @param authority the certificate of the gateway's own authority, or none where a public one signed its certificate
     */
    HttpsDoor(String url, String token, @Nullable Path authority) {
        if (!url.matches("https://[^/\\s]+/?")) {
            throw new Failure(Problem.wrong(
                    "bad-gateway", "The gateway's address looks like https://HOST or https://HOST:PORT."));
        }
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
        this.trust = Optional.ofNullable(authority).map(HttpsDoor::trusting);
    }

    private static SSLSocketFactory trusting(Path authority) {
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
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new Failure(Problem.wrong(
                    "bad-authority", authority + " holds no certificate in PEM that can be read; ask for its ca.pem."));
        }
    }

    JsonNode get(String path) {
        try {
            return answer(open("GET", path, Map.of()));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Puts a file whose length and digest are known; the gateway refuses bytes that differ. */
    JsonNode put(String path, Path file, String sha256, Map<String, String> headers, Progress progress) {
        try {
            HttpURLConnection connection = open("PUT", path, headers);
            connection.setRequestProperty(
                    "Repr-Digest",
                    "sha-256=:"
                            + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)) + ":");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(Files.size(file));
            try (OutputStream out = progress.counting(connection.getOutputStream())) {
                Files.copy(file, out);
            } catch (IOException e) {
                // It may have answered before it had all: what it said is better than what the line says.
                return answer(connection);
            }
            return answer(connection);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpURLConnection open(String method, String path, Map<String, String> headers) throws IOException {
        var connection = (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        if (connection instanceof HttpsURLConnection https) {
            trust.ifPresent(https::setSSLSocketFactory);
        }
        connection.setRequestMethod(method);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        // Whoever could redirect it would get the token.
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        headers.forEach(connection::setRequestProperty);
        return connection;
    }

    private static JsonNode answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status >= 200 && status < 300) {
            try (InputStream in = connection.getInputStream()) {
                return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        try (InputStream error = connection.getErrorStream()) {
            String text = error == null ? "" : new String(error.readAllBytes(), StandardCharsets.UTF_8);
            if (text.startsWith("{")) {
                throw new Failure(Problem.read(Json.read(text)));
            }
            throw new Failure(Problem.failed(
                    "bad-answer", "What answers at this address (status " + status + ") is no gateway, or is busy."));
        }
    }

    private Failure unreachable(IOException e) {
        String more = e instanceof SSLException
                ? " If its certificate is of its own making, give its ca.pem by --ca."
                : " Look at the address and your line, and try again.";
        return new Failure(
                Problem.failed("no-answer", url + " does not answer as it should (" + e.getMessage() + ")." + more));
    }
}
