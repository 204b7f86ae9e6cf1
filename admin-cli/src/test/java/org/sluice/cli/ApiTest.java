package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the command speaks with a gateway: here one that answers what the test says. */
class ApiTest {
    private static final String TOKEN = "A".repeat(43);

    @TempDir
    Path data;

    private HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private int status = 200;
    private String answer = "[]";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + headers.getFirst("Authorization") + " " + headers.getFirst("Sluice-As") + " "
                    + headers.getFirst("Content-Type") + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        Files.createDirectory(data.resolve("run"));
        Files.writeString(
                data.resolve("run").resolve("ready.json"),
                "{\"apiPort\":" + server.getAddress().getPort() + "}");
        Files.writeString(data.resolve("admin.token"), TOKEN + "\n");
        Files.setPosixFilePermissions(data.resolve("admin.token"), PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Ran command(String... args) {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 2, args.length);
        all[0] = "--data";
        all[1] = data.toString();
        return Ran.command(all);
    }

    private void answers(int with, String kind) {
        status = with;
        answer = "{\"error\":{\"kind\":\"" + kind
                + "\",\"code\":\"c\",\"message\":\"One full thought.\",\"details\":[\"first reason\"]}}";
    }

    @Test
    void a_command_is_one_request_with_the_token_and_the_person() {
        answer = "{\"id\":\"r1\"}";
        Ran ran = command(
                "release",
                "create",
                "--as",
                "amal",
                "--deposit",
                "d1",
                "d2",
                "--deposit",
                "d3,d4",
                "--to",
                "desk:members",
                "--purpose",
                "planning",
                "--link-via",
                "mail",
                "--password-via",
                "phone",
                "--json");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).isEqualTo("{\"id\":\"r1\"}\n");
        assertThat(asked)
                .containsExactly("POST /api/v1/releases Bearer " + TOKEN + " amal application/json "
                        + "{\"deposits\":[\"d1\",\"d2\",\"d3\",\"d4\"],\"to\":[\"desk:members\"],"
                        + "\"purpose\":\"planning\",\"linkVia\":\"mail\",\"passwordVia\":\"phone\"}");
    }

    @Test
    void an_id_cannot_become_another_path() {
        command("deposit", "show", "../participants?x=1");
        assertThat(asked.getFirst()).startsWith("GET /api/v1/deposits/..%2Fparticipants%3Fx%3D1 ");
    }

    @Test
    void a_refusal_of_the_protocol_is_status_3_with_its_reasons() {
        answers(422, "refused");
        Ran ran = command("fact", "add", "consent-of-organisation", "--deposit", "d1", "--by", "relief-a");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).isEqualTo("sluice: One full thought.\n  - first reason\n");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void a_need_is_status_3_and_with_json_the_answer_stands_on_standard_output() {
        answers(422, "needs");
        Ran ran = command("link", "list", "--json");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.json().path("error").path("kind").asText()).isEqualTo("needs");
        assertThat(ran.json().path("error").path("details").path(0).asText()).isEqualTo("first reason");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void wrong_values_are_status_2_and_everything_else_is_status_1() {
        answers(400, "wrong");
        assertThat(command("link", "list").status()).isEqualTo(2);
        answers(404, "unknown");
        assertThat(command("link", "list").status()).isEqualTo(1);
        answers(409, "conflict");
        assertThat(command("link", "list").status()).isEqualTo(1);
        answers(401, "wrong");
        assertThat(command("link", "list").status()).isEqualTo(2);
        answers(500, "failed");
        assertThat(command("link", "list").status()).isEqualTo(1);
    }

    @Test
    void an_answer_that_is_no_json_is_a_failure_and_no_stack_trace() {
        status = 502;
        answer = "<html>";
        Ran ran = command("link", "list");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).startsWith("sluice: ").doesNotContain("\tat ");
    }

    @Test
    void a_gateway_that_stopped_is_told_as_not_running() {
        server.stop(0);
        Ran ran = command("participant", "list");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("is not running; start it with: sluice serve --data " + data);
    }

    @Test
    void an_empty_list_says_what_to_do_next() {
        assertThat(command("deposit", "list").out()).startsWith("No deposits yet. Partners deposit by SFTP");
        assertThat(command("participant", "list").out()).contains("sluice participant add");
    }

    @Test
    void an_export_that_fails_leaves_no_file() {
        answers(500, "failed");
        Path file = data.resolve("audit.ndjson");
        assertThat(command("audit", "export", file.toString()).status()).isEqualTo(1);
        assertThat(file).doesNotExist();
        assertThat(data.toFile().list()).containsExactlyInAnyOrder("run", "admin.token");
    }
}
