package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The running gateway's API on this host. {@link HttpURLConnection} and not the newer client: a command that lives for
 * one request would spend most of its life loading the newer one.
 */
final class Api {
    private static final int CONNECT_MILLIS = 5_000;
    /** Longer than any act takes; a withdrawal waits for the streams that it cuts. */
    private static final int ANSWER_MILLIS = 120_000;
    /** The least that every address of the API takes. */
    private static final int MOST_WORDS = 1 << 20;

    private final DataDirectory data;
    private final Optional<String> person;

    static {
        // The JDK sends a POST again when the answer does not come: a second release nobody asked for.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    /** @param person whom the host's administrator says to be */
    Api(DataDirectory data, Optional<String> person) {
        this.data = data;
        this.person = person;
    }

    /** The answer's text, exactly as the gateway wrote it. */
    record Reply(String text) {
        JsonNode json() {
            return Json.read(text);
        }
    }

    /** Joins the parts of a path, each written so that nothing in it can be another part. */
    static String path(String... parts) {
        StringBuilder path = new StringBuilder();
        for (String part : parts) {
            path.append('/').append(encoded(part));
        }
        return path.toString();
    }

    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Reply get(String path) {
        return call("GET", path, Optional.empty());
    }

    Reply post(String path) {
        return call("POST", path, Optional.empty());
    }

    Reply post(String path, ObjectNode body) {
        return call("POST", path, Optional.of(Json.write(body)));
    }

    Reply delete(String path) {
        return call("DELETE", path, Optional.empty());
    }

    /** Copies an answer of any length. */
    void copy(String path, OutputStream to) throws IOException {
        HttpURLConnection connection = open("GET", path, Optional.empty());
        try (InputStream in = answer(connection)) {
            in.transferTo(to);
        } finally {
            connection.disconnect();
        }
    }

    /** Posts, and copies an answer of any length; one that breaks off fails. */
    void post(String path, ObjectNode body, OutputStream to) throws IOException {
        HttpURLConnection connection = open("POST", path, Optional.of(Json.write(body)));
        try (InputStream in = answer(connection)) {
            in.transferTo(to);
        } finally {
            connection.disconnect();
        }
    }

    private Reply call(String method, String path, Optional<String> body) {
        HttpURLConnection connection = open(method, path, body);
        try (InputStream in = answer(connection)) {
            return new Reply(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Failure(Problem.failed(
                    "no-answer",
                    "The gateway ended the connection before its answer was whole; look whether it was done before you"
                            + " try again."));
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(String method, String path, Optional<String> body) {
        int port = data.apiPort();
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/api/v1" + path)
                    .toURL()
                    .openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty(
                    "Authorization", "Bearer " + data.token().reveal());
            person.ifPresent(who -> connection.setRequestProperty("Sluice-As", who));
            if (body.isPresent()) {
                byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(bytes);
                }
            } else if (method.equals("POST")) {
                connection.setDoOutput(true);
                connection.getOutputStream().close();
            }
            return connection;
        } catch (ConnectException e) {
            throw new Failure(data.notRunning());
        } catch (IOException e) {
            // The gateway does not read to its end what is longer than it takes.
            if (body.filter(text -> text.length() > MOST_WORDS).isPresent()) {
                throw new Failure(Problem.wrong(
                        "too-large",
                        "What is to be sent has "
                                + DepositCommands.size(body.orElseThrow().length())
                                + ", and the gateway did not take it; it takes words up to 1 MiB, and documents and"
                                + " tables up to 5 MiB. Send less."));
            }
            throw unreachable(e);
        }
    }

    private InputStream answer(HttpURLConnection connection) {
        try {
            if (connection.getResponseCode() < 300) {
                return connection.getInputStream();
            }
            try (InputStream error = connection.getErrorStream()) {
                String text = error == null ? "{}" : new String(error.readAllBytes(), StandardCharsets.UTF_8);
                throw new Failure(Problem.read(Json.read(text)));
            }
        } catch (ConnectException e) {
            throw new Failure(data.notRunning());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static Failure unreachable(IOException e) {
        return new Failure(
                Problem.failed("no-answer", "The gateway does not answer (" + e.getMessage() + "); look at its log."));
    }
}
