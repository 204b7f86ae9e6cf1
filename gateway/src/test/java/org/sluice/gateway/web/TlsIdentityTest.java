package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.testkit.MovableClock;

class TlsIdentityTest {
    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();

    private TlsIdentity own(String... names) throws IOException {
        return TlsIdentity.own(folder.resolve("tls"), List.of(names), clock, new SecureRandom());
    }

    @Test
    void the_first_start_makes_it_and_the_next_keeps_it() throws IOException {
        TlsIdentity made = own("gateway.example:8443");
        byte[] server = Files.readAllBytes(folder.resolve("tls/server.pem"));
        assertThat(Duration.between(clock.instant(), made.expires())).isLessThanOrEqualTo(Duration.ofDays(397));
        own("gateway.example");
        assertThat(Files.readAllBytes(folder.resolve("tls/server.pem"))).isEqualTo(server);
        for (String secret : List.of("ca.key", "server.key")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("tls").resolve(secret))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void it_is_renewed_thirty_days_before_its_end_and_for_a_new_name_under_the_same_authority() throws IOException {
        TlsIdentity first = own();
        byte[] authority = Files.readAllBytes(folder.resolve("tls/ca.pem"));
        clock.set(first.expires().minus(TlsIdentity.RENEW_BEFORE).minusSeconds(1));
        assertThat(own().expires()).isEqualTo(first.expires());
        clock.advance(Duration.ofSeconds(1));
        TlsIdentity second = own();
        assertThat(second.expires()).isAfter(first.expires());
        byte[] server = Files.readAllBytes(folder.resolve("tls/server.pem"));
        own("files.example");
        assertThat(Files.readAllBytes(folder.resolve("tls/server.pem"))).isNotEqualTo(server);
        assertThat(Files.readAllBytes(folder.resolve("tls/ca.pem"))).isEqualTo(authority);
    }

    @Test
    void a_key_of_another_certificate_is_refused_with_words() throws IOException {
        own();
        assertThatThrownBy(() -> TlsIdentity.ofFiles(folder.resolve("tls/server.pem"), folder.resolve("tls/ca.key")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not belong");
    }
}
