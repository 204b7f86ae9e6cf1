package org.sluice.gateway.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * One POST of a message. Redirects are not followed, as they could lead the text elsewhere; of the answer only the status is
 * looked at and told, as its words could repeat the text.
 */
final class MessagePost {
    private final Duration connect;
    private final Duration answer;

    MessagePost(Duration connect, Duration answer) {
        this.connect = connect;
        this.answer = answer;
    }

    static MessagePost usual() {
        return new MessagePost(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    static HttpRequest.Builder to(String url, String type, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", type + "; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    /** @throws IOException unless the answer is one of these */
    void send(HttpRequest.Builder request, Set<Integer> success) throws IOException {
        int status;
        // Shut down at once when done: an answer that never ends must not hold the caller.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .build();
        try {
            HttpResponse<InputStream> answered =
                    client.send(request.timeout(answer).build(), HttpResponse.BodyHandlers.ofInputStream());
            status = answered.statusCode();
            answered.body().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The gateway is being stopped.", e);
        } finally {
            client.shutdownNow();
        }
        if (!success.contains(status)) {
            throw new IOException("It answered with the status " + status
                    + (status >= 300 && status < 400 ? ", a redirect, which is not followed." : "."));
        }
    }
}
