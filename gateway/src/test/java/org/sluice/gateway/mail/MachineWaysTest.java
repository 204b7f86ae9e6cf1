package org.sluice.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.testkit.MailServer;
import org.sluice.gateway.testkit.PhoneServer;
import org.sluice.gateway.usecase.Couriers;

/** Messages to telephones, to a real HTTP server, and each way in which that server may fail. */
final class MachineWaysTest {
    private static final String NUMBER = "+900000000001";

    @TempDir
    Path folder;

    private final PhoneServer server = new PhoneServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_text_keeps_its_signs_in_json_and_in_a_form() throws IOException {
        ways(server.settings()).send(Way.SMS, envelope("a \"b\" {number} & c-1"));
        assertThat(server.got.getFirst().body()).contains("a \\\"b\\\" {number} & c-1", "\"to\": \"" + NUMBER + "\"");

        Path secret = Files.writeString(folder.resolve("secret"), "Bearer made-up-secret\n");
        PhoneSettings form = new PhoneSettings(
                Optional.of(new PhoneSettings.Sms(
                        server.url() + "/send?to={number}",
                        "text={text}",
                        PhoneSettings.FORM,
                        Optional.of("Authorization"),
                        Optional.of(secret),
                        Set.of(200))),
                Optional.empty());
        ways(form).send(Way.SMS, envelope("a&b=c"));
        PhoneServer.Got got = server.got.getLast();
        assertThat(got.path()).isEqualTo("/send?to=%2B900000000001");
        assertThat(got.body()).startsWith("text=").contains("a%26b%3Dc");
        assertThat(got.type()).startsWith("application/x-www-form-urlencoded");
        assertThat(got.authorization()).contains("Bearer made-up-secret");
    }

    @Test
    void a_server_that_answers_late_errs_or_leads_elsewhere_is_told_without_the_text() {
        for (int status : List.of(302, 400, 500)) {
            server.answers(status);
            assertThatThrownBy(() -> ways(server.settings()).send(Way.SMS, envelope("made-up-password")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Integer.toString(status))
                    .hasMessageNotContaining("made-up-password");
        }
        assertThat(server.got).extracting(PhoneServer.Got::path).containsOnly("/sms");
        server.stall();
        assertThatThrownBy(() ->
                        ways(server.settings(), Duration.ofMillis(300)).send(Way.SIGNAL, envelope("made-up-password")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("timed out");
    }

    @Test
    void a_server_that_is_not_there_or_that_nobody_vouches_for_gets_nothing() {
        server.close();
        assertThatThrownBy(() -> ways(server.settings()).send(Way.SMS, envelope("x")))
                .isInstanceOf(IOException.class);
        // A server with TLS whose certificate no authority of this Java vouches for.
        try (MailServer tls = MailServer.tls(MailServer.Certificate.of(folder, "dns:localhost,ip:127.0.0.1"))) {
            PhoneSettings wrong = new PhoneSettings(
                    Optional.empty(),
                    Optional.of(new PhoneSettings.Signal("https://localhost:" + tls.port(), PhoneServer.SENDER)));
            assertThatThrownBy(() -> ways(wrong).send(Way.SIGNAL, envelope("x")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("certif");
        }
    }

    @Test
    void what_is_not_set_up_is_not_taken() {
        MachineWays none = ways(PhoneSettings.NONE);
        for (Way way : Way.values()) {
            assertThat(none.take(way)).as(way.word()).isFalse();
            assertThatThrownBy(() -> none.send(way, envelope("x"))).isInstanceOf(IOException.class);
        }
        assertThat(ways(server.settings()).take(Way.SMS)).isTrue();
        assertThat(ways(server.settings()).take(Way.WHATSAPP)).isFalse();
    }

    @Test
    void settings_that_would_send_unprotected_or_into_logs_are_mistakes() {
        assertThat(mistakes(Map.of("sms-url", "http://sms.example/", "sms-body", "{number}{text}")))
                .singleElement()
                .asString()
                .contains("https://");
        assertThat(mistakes(Map.of("sms-url", "https://sms.example/?t={text}&n={number}", "sms-body", "{text}")))
                .singleElement()
                .asString()
                .contains("must not hold {text}");
        assertThat(mistakes(Map.of("sms-url", "https://sms.example/", "sms-body", "{number}")))
                .hasSize(1);
        assertThat(mistakes(Map.of("sms-body", "{number}"))).hasSize(1);
        assertThat(mistakes(Map.of("sms-url", "https://a:b@sms.example/", "sms-body", "{number}{text}")))
                .hasSize(1);
        assertThat(mistakes(Map.of(
                        "sms-url", "https://sms.example/", "sms-body", "{number}{text}", "sms-success", "200,302")))
                .hasSize(1);
        assertThat(mistakes(
                        Map.of("sms-url", "https://sms.example/", "sms-body", "{number}{text}", "sms-header", "X-Key")))
                .hasSize(1);
        assertThat(mistakes(Map.of("signal-url", "http://127.0.0.1:8080"))).hasSize(1);
        assertThat(mistakes(Map.of("signal-url", "http://127.0.0.1:8080", "signal-number", "0555")))
                .hasSize(1);
        assertThat(mistakes(Map.of("signal-url", "http://127.0.0.1:8080", "signal-number", PhoneServer.SENDER)))
                .isEmpty();
        assertThat(mistakes(Map.of("sms-url", "https://sms.example/{number}", "sms-body", "{text}")))
                .isEmpty();
    }

    private static List<String> mistakes(Map<String, String> said) {
        List<String> mistakes = new ArrayList<>();
        PhoneSettings.read(new TreeMap<>(said), mistakes);
        return mistakes;
    }

    private static MachineWays ways(PhoneSettings phone) {
        return ways(phone, Duration.ofSeconds(20));
    }

    private static MachineWays ways(PhoneSettings phone, Duration answer) {
        return new MachineWays(Optional.empty(), phone, new MessagePost(Duration.ofSeconds(5), answer));
    }

    private static Couriers.Envelope envelope(String password) {
        return new Couriers.Envelope(
                "e0", NUMBER, "en", new Letter.LinkPassword(Optional.of("Made up"), password, Way.MAIL));
    }
}
