package org.sluice.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A real Chromium that is told what to do over its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket line;
    private final AtomicInteger numbers = new AtomicInteger();
    private final ConcurrentHashMap<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

    Browser(Path folder) {
        try {
            Path profile = folder.resolve("browser");
            process = new ProcessBuilder(List.of(
                            "chromium",
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--ignore-certificate-errors",
                            "--remote-debugging-port=0",
                            "--remote-allow-origins=*",
                            "--user-data-dir=" + profile,
                            "about:blank"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Path port = profile.resolve("DevToolsActivePort");
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!Files.exists(port) || Files.readString(port).lines().count() < 2) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new IllegalStateException("Chromium did not start.");
                }
                Thread.sleep(50);
            }
            String pages = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                            + Files.readString(port)
                                                    .lines()
                                                    .findFirst()
                                                    .orElseThrow() + "/json/list"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            String address = "";
            for (JsonNode page : JSON.readTree(pages)) {
                if (page.path("type").asText().equals("page")) {
                    address = page.path("webSocketDebuggerUrl").asText();
                }
            }
            line = client.newWebSocketBuilder()
                    .buildAsync(URI.create(address), new Hearing())
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private final class Hearing implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    JsonNode heard = JSON.readTree(text.toString());
                    CompletableFuture<JsonNode> waiting =
                            asked.remove(heard.path("id").asInt(-1));
                    if (waiting != null) {
                        waiting.complete(heard);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    JsonNode ask(String method, ObjectNode parameters) {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(number, answer);
        ObjectNode message = JSON.createObjectNode().put("id", number).put("method", method);
        message.set("params", parameters);
        line.sendText(message.toString(), true).join();
        try {
            JsonNode heard = answer.get(60, TimeUnit.SECONDS);
            if (heard.has("error")) {
                throw new IllegalStateException(method + ": " + heard);
            }
            return heard.path("result");
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Goes to an address and waits until the page is there. */
    void open(String url) {
        ask("Page.navigate", object().put("url", url));
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** What an expression comes to, promises awaited. */
    JsonNode run(String script) {
        JsonNode result = ask(
                "Runtime.evaluate",
                object().put("expression", script).put("awaitPromise", true).put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.toString());
        }
        return result.path("result").path("value");
    }

    void await(String condition) {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (true) {
            try {
                if (run(condition).asBoolean()) {
                    return;
                }
            } catch (IllegalStateException e) {
                // A page that is being left answers nothing; the next one will.
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to this: " + condition + "; the page says: "
                        + run("document.body.innerText").asText());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Chooses files in the page's only field for files. */
    void choose(Path... files) {
        int root = ask("DOM.getDocument", object()).path("root").path("nodeId").asInt();
        int field = ask("DOM.querySelector", object().put("nodeId", root).put("selector", "input[type=file]"))
                .path("nodeId")
                .asInt();
        ObjectNode chosen = object().put("nodeId", field);
        ArrayNode all = chosen.putArray("files");
        Arrays.stream(files).map(Path::toString).forEach(all::add);
        ask("DOM.setFileInputFiles", chosen);
    }

    void scripts(boolean allowed) {
        ask("Emulation.setScriptExecutionDisabled", object().put("value", !allowed));
    }

    void offline(boolean off) {
        line(off, -1);
    }

    /** Bytes a second that go up, and no more. */
    void slow(int bytes) {
        line(false, bytes);
    }

    private void line(boolean off, int up) {
        ask("Network.enable", object());
        ask(
                "Network.emulateNetworkConditions",
                object().put("offline", off)
                        .put("latency", 0)
                        .put("downloadThroughput", -1)
                        .put("uploadThroughput", up));
    }

    @Override
    public void close() {
        line.abort();
        client.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
