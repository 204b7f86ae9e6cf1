package org.sluice.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.testkit.MailServer;
import org.sluice.gateway.usecase.Mailer;

/** Mail over real SMTP with TLS. */
final class SmtpMailerIT {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @TempDir
    private Path folder;

    private MailServer.Certificate certificate() {
        return MailServer.Certificate.of(folder, "dns:localhost,ip:127.0.0.1");
    }

    private SmtpMailer mailer(
            MailServer server, MailSettings.Security security, Optional<Path> authority, String password)
            throws IOException {
        return new SmtpMailer(
                new MailSettings(
                        "localhost",
                        server.port(),
                        security,
                        Optional.of(MailServer.USER),
                        Optional.of(Files.writeString(folder.resolve("password"), password + "\n")),
                        authority,
                        "sluice@gateway.example",
                        Duration.ZERO),
                () -> "files.example.org",
                InstantSource.fixed(NOW));
    }

    private static Mailer.Addressed letter(String address, String language) {
        return new Mailer.Addressed(
                "e0123",
                address,
                language,
                new Letter.NewDeposits(
                        "amal",
                        List.of(
                                new Letter.Heap(Channel.CONFIDENTIAL, Optional.of("assessments-reports"), 3),
                                new Letter.Heap(Channel.STRICTLY_CONFIDENTIAL, Optional.empty(), 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTTLS", "TLS"})
    void a_mail_goes_over_tls_after_a_log_in(String security) throws IOException, MessagingException {
        MailServer.Certificate certificate = certificate();
        boolean starts = security.equals("STARTTLS");
        try (MailServer server = starts ? MailServer.startTls(certificate) : MailServer.tls(certificate)) {
            mailer(
                            server,
                            MailSettings.Security.valueOf(security),
                            Optional.of(certificate.pem(folder.resolve("ca.pem"))),
                            MailServer.PASSWORD)
                    .send(letter("amal@example.org", "fr"));

            MailServer.Taken mail = server.taken.getFirst();
            assertThat(mail.to()).isEqualTo("amal@example.org");
            assertThat(mail.from()).isEqualTo("sluice@gateway.example");
            assertThat(mail.subject()).isEqualTo("Nouveaux fichiers sur la passerelle d’échange");
            assertThat(mail.text())
                    .contains(
                            "- confidential / assessments-reports : 3",
                            "- strictly-confidential : 1",
                            "files.example.org");
            assertThat(mail.message().getMessageID()).isEqualTo("<e0123@gateway.example>");
            assertThat(mail.message().getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.message().getSentDate()).isEqualTo(NOW);
            assertThat(mail.message().getContentType()).startsWith("text/plain");
        }
    }

    @Test
    void a_server_that_offers_no_tls_gets_nothing() throws IOException {
        try (MailServer server = MailServer.plain()) {
            SmtpMailer mailer = mailer(server, MailSettings.Security.STARTTLS, Optional.empty(), "x");
            assertThatThrownBy(() -> mailer.send(letter("amal@example.org", "en")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("STARTTLS");
            assertThat(server.taken).isEmpty();
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_ends_it() throws IOException {
        try (MailServer server = MailServer.tls(certificate())) {
            SmtpMailer mailer = mailer(server, MailSettings.Security.TLS, Optional.empty(), MailServer.PASSWORD);
            assertThatThrownBy(() -> mailer.send(letter("amal@example.org", "en")))
                    .isInstanceOf(IOException.class);
            assertThat(server.taken).isEmpty();
        }
    }

    @Test
    void a_certificate_of_another_host_ends_it() throws IOException {
        MailServer.Certificate other = MailServer.Certificate.of(folder, "dns:mail.other.example");
        try (MailServer server = MailServer.startTls(other)) {
            SmtpMailer mailer = mailer(
                    server,
                    MailSettings.Security.STARTTLS,
                    Optional.of(other.pem(folder.resolve("ca.pem"))),
                    MailServer.PASSWORD);
            assertThatThrownBy(() -> mailer.send(letter("amal@example.org", "en")))
                    .isInstanceOf(IOException.class);
            assertThat(server.taken).isEmpty();
        }
    }

    @Test
    void a_wrong_password_is_told_without_the_password_and_a_new_one_needs_no_restart() throws IOException {
        MailServer.Certificate certificate = certificate();
        try (MailServer server = MailServer.startTls(certificate)) {
            SmtpMailer mailer = mailer(
                    server,
                    MailSettings.Security.STARTTLS,
                    Optional.of(certificate.pem(folder.resolve("ca.pem"))),
                    "not-the-password");
            assertThatThrownBy(() -> mailer.send(letter("amal@example.org", "en")))
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("not-the-password");

            Files.writeString(folder.resolve("password"), MailServer.PASSWORD);
            mailer.send(letter("amal@example.org", "en"));
            assertThat(server.taken).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amal@example.org\r\nBcc: all@example.org",
                "amal@example.org\nRCPT TO:<all@example.org>",
                "amal@example.org, all@example.org",
                "Amal <amal@example.org>",
                "amal@example.org>",
                "amal",
                "@example.org",
                ""
            })
    void nothing_but_one_bare_address_is_mailed_to(String address) throws IOException {
        try (MailServer server = MailServer.plain()) {
            SmtpMailer mailer =
                    new SmtpMailer(server.settings(Duration.ZERO), () -> "files.example.org", InstantSource.fixed(NOW));
            assertThatThrownBy(() -> mailer.send(letter(address, "en")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("address");
            assertThat(server.taken).isEmpty();
        }
    }

    @Test
    void what_stands_in_a_letter_adds_no_header() throws IOException, MessagingException {
        try (MailServer server = MailServer.plain()) {
            SmtpMailer mailer = new SmtpMailer(
                    server.settings(Duration.ZERO),
                    () -> "evil.example\r\nBcc: all@example.org",
                    InstantSource.fixed(NOW));
            mailer.send(letter("amal@example.org", "en"));

            assertThat(server.taken).hasSize(1);
            assertThat(server.taken.getFirst().message().getHeader("Bcc")).isNull();
        }
    }

    @Test
    void a_server_that_is_not_there_is_told_soon() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }
        SmtpMailer mailer = new SmtpMailer(
                new MailSettings(
                        "127.0.0.1",
                        port,
                        MailSettings.Security.NONE_LOOPBACK_ONLY,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "sluice@gateway.example",
                        Duration.ZERO),
                () -> "files.example.org",
                InstantSource.fixed(NOW));
        assertThatThrownBy(() -> mailer.send(letter("amal@example.org", "en")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1");
    }
}
