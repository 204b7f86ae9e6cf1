package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.usecase.Network;

final class SftpSettingsTest {
    private final SftpSettings usual = SftpSettings.of("127.0.0.1", 0, Path.of("key"));

    @Test
    void what_all_clients_may_send_ahead_fits_half_the_heap_and_500_sessions_fit_the_usual_one() {
        long heap = 768L << 20;
        WindowPool pool = usual.windowsWithin(heap);

        List<Integer> windows =
                Stream.generate(pool::take).takeWhile(window -> window > 0).toList();

        assertThat(windows.stream().mapToLong(window -> window).sum()).isLessThanOrEqualTo(heap / 2);
        assertThat(windows).hasSizeGreaterThan(600);
        assertThat(windows.getFirst()).isEqualTo(3 << 20);
        assertThat(windows.get(20)).isGreaterThan(2 << 20);
        assertThat(windows.getLast()).isEqualTo(WindowPool.LEAST);
        pool.giveBack(windows.getFirst());
        assertThat(pool.take()).isEqualTo(WindowPool.LEAST);
    }

    @Test
    void a_small_heap_still_lets_one_in_and_a_large_one_gives_no_more_than_is_good() {
        WindowPool tiny = usual.windowsWithin(1);
        assertThat(tiny.take()).isEqualTo(WindowPool.LEAST);
        assertThat(tiny.take()).isZero();
        assertThat(usual.windowsWithin(1L << 45).take()).isEqualTo(usual.window());
        assertThat(usual.sessionsOfPerson(1L << 45)).isEqualTo(usual.sessionsPerPerson());
        assertThat(usual.sessionsOfPerson(1L << 27)).isEqualTo(4);
        assertThat(usual.sessionsOfPerson(1 << 20)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, 192.0.2.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "::ffff:198.51.100.9, 198.51.100.0/24"
    })
    void a_network_is_kept_and_never_an_address(String address, String network) {
        assertThat(Network.of(new InetSocketAddress(address, 5))).isEqualTo(network);
    }

    @Test
    void an_address_that_is_not_known_has_no_network() {
        assertThat(Network.of(null)).isEqualTo("unknown");
        assertThat(Network.of(InetSocketAddress.createUnresolved("example.org", 1)))
                .isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({"FORBIDDEN, 3", "REFUSED, 3", "NEEDS, 3", "UNKNOWN, 2", "CONFLICT, 4", "BUSY, 4", "WRONG, 4"})
    void a_refusal_has_the_status_that_clients_understand(Refusal.Kind kind, int status) {
        assertThat(SftpAnswer.status(kind)).isEqualTo(status);
    }
}
