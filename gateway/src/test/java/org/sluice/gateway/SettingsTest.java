package org.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.deposit.Limits;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.mail.MailSettings;
import org.sluice.gateway.scan.ClamdSettings;

/** What an administrator may write into {@code sluice.yaml}. */
final class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void an_empty_file_gives_safe_defaults() throws IOException {
        Settings settings = read("");
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.grace()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.olderTls()).isFalse();
        assertThat(settings.database()).isEmpty();
    }

    @Test
    void every_mistake_is_told_at_once_and_names_its_key() {
        assertThatThrownBy(() -> read("""
                        sftp-port: 70000
                        https-port: many
                        grace-seconds: 0
                        tls-1.2: maybe
                        public-url: http://files.example.org/x
                        certificate: chain.pem
                        colour: blue
                        """))
                .isInstanceOf(Settings.Mistaken.class)
                .hasMessageContaining("7 mistakes")
                .hasMessageContaining("sftp-port")
                .hasMessageContaining("https-port")
                .hasMessageContaining("grace-seconds")
                .hasMessageContaining("tls-1.2")
                .hasMessageContaining("public-url")
                .hasMessageContaining("certificate-key")
                .hasMessageContaining("\"colour\" is no setting");
    }

    @Test
    void a_virus_scanner_is_a_host_and_port_or_the_path_of_a_socket() throws IOException {
        assertThat(read("").scanner()).isEmpty();
        for (String place :
                new String[] {"127.0.0.1:3310", "scanner.example:1", "[::1]:65535", "/run/clamav/clamd.ctl"}) {
            assertThat(read("clamd: \"" + place + "\"").scanner()).contains(new ClamdSettings(place, 25 << 20));
        }
        assertThat(read("clamd: /run/clamd\nclamd-stream-max: 1\n").scanner())
                .contains(new ClamdSettings("/run/clamd", 1));
    }

    @Test
    void a_virus_scanner_that_is_set_wrongly_stops_the_start() {
        for (String place :
                new String[] {"3310", "scanner", "scanner:", "scanner:0", "scanner:65536", "run/clamd", ""}) {
            assertThatThrownBy(() -> read("clamd: \"" + place + "\""))
                    .as(place)
                    .hasMessageContaining("clamd must be HOST:PORT");
        }
        for (String most : new String[] {"0", "-1", "25M"}) {
            assertThatThrownBy(() -> read("clamd: /run/clamd\nclamd-stream-max: " + most))
                    .hasMessageContaining("clamd-stream-max must be a number of bytes");
        }
        assertThatThrownBy(() -> read("clamd-stream-max: 100")).hasMessageContaining("says nothing without clamd");
    }

    @Test
    void what_is_no_yaml_is_said_in_words() {
        assertThatThrownBy(() -> read("host: ["))
                .isInstanceOf(Settings.Mistaken.class)
                .hasMessageContaining("not YAML");
    }

    @Test
    void the_numbers_at_the_ends_of_their_ranges_are_taken() throws IOException {
        Settings settings = read("sftp-port: 65535\nhttps-port: 0\ngrace-seconds: 86400\n");
        assertThat(settings.sftpPort()).isEqualTo(65535);
        assertThat(settings.grace()).isEqualTo(Duration.ofDays(1));
        assertThat(read("grace-seconds: 1").grace()).isEqualTo(Duration.ofSeconds(1));
        assertThatThrownBy(() -> read("grace-seconds: 86401")).hasMessageContaining("grace-seconds");
        assertThatThrownBy(() -> read("sftp-port: 65536")).hasMessageContaining("sftp-port");
    }

    @Test
    void unfinished_uploads_are_kept_for_a_week_and_for_a_day_to_a_quarter_of_a_year_at_will() throws IOException {
        assertThat(read("").uploadsKept()).isEqualTo(Duration.ofDays(7));
        assertThat(read("uploads-kept-days: 1").uploadsKept()).isEqualTo(Duration.ofDays(1));
        assertThat(read("uploads-kept-days: 90").uploadsKept()).isEqualTo(Duration.ofDays(90));
        for (String wrong : new String[] {"0", "91", "-1", "a week"}) {
            assertThatThrownBy(() -> read("uploads-kept-days: " + wrong))
                    .as(wrong)
                    .hasMessageContaining("uploads-kept-days must");
        }
    }

    @Test
    void older_tls_is_spoken_only_when_it_is_asked_for() throws IOException {
        assertThat(read("tls-1.2: true").olderTls()).isTrue();
        assertThat(read("tls-1.2: false").olderTls()).isFalse();
    }

    @Test
    void sizes_are_set_for_all_and_for_one_channel() throws IOException {
        Limits limits = read("quota: 20GiB\nlargest-file: 5 GiB\nlargest-file-public: 100MiB\n")
                .limits();
        assertThat(limits.quota()).isEqualTo(20L << 30);
        assertThat(limits.largest(Channel.CONFIDENTIAL)).isEqualTo(5L << 30);
        assertThat(limits.largest(Channel.PUBLIC)).isEqualTo(100L << 20);
        assertThat(read("").limits()).isEqualTo(Limits.USUAL);
        assertThatThrownBy(() -> read("quota: much\nlargest-file-restricted: 0"))
                .hasMessageContaining("2 mistakes")
                .hasMessageContaining("quota must")
                .hasMessageContaining("largest-file-restricted must");
    }

    @Test
    void a_mail_server_has_safe_defaults_and_its_mistakes_are_told() throws IOException {
        MailSettings mail = read("smtp-host: mail.relief.example\nmail-from: sluice@relief.example\n")
                .mail()
                .orElseThrow();
        assertThat(mail.security()).isEqualTo(MailSettings.Security.STARTTLS);
        assertThat(mail.port()).isEqualTo(587);
        assertThat(mail.pause()).isEqualTo(Duration.ofMinutes(5));
        assertThat(read("").mail()).isEmpty();
        assertThat(read("smtp-host: localhost\nsmtp-security: tls\nmail-from: a@b.example")
                        .mail()
                        .orElseThrow()
                        .port())
                .isEqualTo(465);

        assertThatThrownBy(() -> read("smtp-port: 25")).hasMessageContaining("smtp-port means nothing");
        assertThatThrownBy(() -> read("""
                        smtp-host: mail.relief.example
                        smtp-security: none-loopback-only
                        smtp-user: gateway
                        smtp-ca: /no/such/file.pem
                        mail-from: "a@b.example, c@d.example"
                        mail-pause-seconds: -1
                        """))
                .hasMessageContaining("6 mistakes")
                .hasMessageContaining("smtp-password-file")
                .hasMessageContaining("is for a mail server on this host")
                .hasMessageContaining("unprotected")
                .hasMessageContaining("smtp-ca names")
                .hasMessageContaining("mail-from must")
                .hasMessageContaining("mail-pause-seconds must");
        assertThatThrownBy(() -> read("smtp-host: h\nmail-from: a@b.c\nsmtp-security: maybe"))
                .hasMessageContaining("smtp-security must");
    }

    @Test
    void how_people_get_in_is_read_and_told() throws IOException {
        Path banner = Files.writeString(folder.resolve("banner"), "See https://example.org\nbefore you log in.\n");
        LogInSettings settings = read("second-factor: confidential, strictly-confidential\nbanner-file: " + banner
                        + "\nproxy-port: 2023\nproxy-from: [192.0.2.0/24, \"::1\"]\n")
                .logIn();
        assertThat(settings.secondFactor())
                .containsExactlyInAnyOrder(Channel.CONFIDENTIAL, Channel.STRICTLY_CONFIDENTIAL);
        assertThat(settings.banner()).contains("See https://example.org\r\nbefore you log in.\r\n");
        assertThat(settings.proxyPort()).contains(2023);
        assertThat(settings.httpsProxyPort()).isEmpty();
        assertThat(settings.proxyFrom()).hasSize(2);
        assertThat(read("https-proxy-port: 8444\nproxy-from: \"::1\"\n").logIn().httpsProxyPort())
                .contains(8444);
        assertThat(read("").logIn()).isEqualTo(LogInSettings.USUAL);
    }

    @Test
    void mistakes_in_how_people_get_in_are_told_too() throws IOException {
        Files.writeString(folder.resolve("bell"), "\u0007");
        assertThatThrownBy(
                        () -> read("second-factor: secret\nproxy-from: office\nbanner-file: " + folder.resolve("bell")))
                .hasMessageContaining("\"secret\" is none of")
                .hasMessageContaining("proxy-from")
                .hasMessageContaining("control characters");
        assertThatThrownBy(() -> read("proxy-port: 2023")).hasMessageContaining("belong together");
        assertThatThrownBy(() -> read("https-proxy-port: 8444")).hasMessageContaining("belong together");
        assertThatThrownBy(() -> read("https-proxy-port: x\nproxy-from: \"::1\""))
                .hasMessageContaining("https-proxy-port must be");
        assertThatThrownBy(() -> read("proxy-from: ::1\n")).hasMessageContaining("belong together");
        assertThatThrownBy(() -> read("proxy-port: x\nproxy-from: \"::1\"\nbanner-file: /no/such"))
                .hasMessageContaining("proxy-port must be")
                .hasMessageContaining("can't be read");
    }

    private Settings read(String text) throws IOException {
        return Settings.read(Files.writeString(folder.resolve("sluice.yaml"), text));
    }
}
