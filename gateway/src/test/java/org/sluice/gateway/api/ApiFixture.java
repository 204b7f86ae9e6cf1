package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Optional;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.KeyLimits;
import org.sluice.gateway.scan.ClamdSettings;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** A gateway's inside with the API in front of it, and a client that knows the token. */
final class ApiFixture implements AutoCloseable {
    final GatewayFixture gateway;
    final String token;
    final ApiServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ApiFixture() {
        this(Optional.empty());
    }

    ApiFixture(Optional<ClamdSettings> scanner) {
        gateway = new GatewayFixture(TestDatabase.SQLITE, scanner, "turkey-cross-border");
        try {
            token = Files.readString(gateway.data.administratorToken()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var inside = gateway.inside;
        server = new ApiServer(
                "127.0.0.1",
                0,
                Token.parse(token).orElseThrow(),
                inside.acts(line -> line.startsWith("ssh-ed25519 ")
                        ? Answer.done(new ApiActs.PublicKey("SHA256:made/up+" + line.length(), line, KeyLimits.NONE))
                        : Answer.refused(Refusal.wrong("bad-key", "This is no SSH key."))));
        server.start();
    }

    /** An answer, its body read as JSON. */
    record Got(int status, JsonNode json, String text) {
        String code() {
            return json.path("error").path("code").asText();
        }
    }

    Got get(String path) {
        return send(request(path).GET());
    }

    Got post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return bare(path).header("Authorization", "Bearer " + token);
    }

    HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    Got send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            return new Got(
                    answer.statusCode(),
                    type.startsWith("application/json")
                            ? JsonBody.MAPPER.readTree(answer.body())
                            : JsonBody.MAPPER.createObjectNode(),
                    answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        gateway.close();
    }
}
