package org.sluice.gateway.domain.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.testkit.GatewayFixture;

/** Networks, by the table. */
final class CidrTest {
    @Test
    void every_row_of_the_table_holds() throws IOException {
        List<String> rows;
        try (InputStream in = CidrTest.class.getResourceAsStream("/sftp/networks.txt")) {
            rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
        assertThat(rows).hasSizeGreaterThan(30);
        for (String row : rows) {
            String[] cells = row.split("\\s*\\|\\s*", -1);
            Answer<Cidr> read = Cidr.of(cells[0]);
            if (cells[1].startsWith("no ")) {
                assertThat(GatewayFixture.refusal(read).message()).as(row).contains(cells[1].substring(3));
                continue;
            }
            Cidr network = read.orThrow();
            assertThat(network.text()).as(row).isEqualTo(cells[1]);
            assertThat(Cidr.of(network.text()).orThrow()).as(row).isEqualTo(network);
            for (String inside : cells[2].split(" ", -1)) {
                assertThat(network.contains(address(inside)))
                        .as(row + ": " + inside)
                        .isTrue();
            }
            for (String outside : cells[3].split(" ", -1)) {
                assertThat(network.contains(address(outside)))
                        .as(row + ": " + outside)
                        .isFalse();
            }
        }
    }

    @Test
    void an_ipv4_address_that_comes_as_ipv6_is_ipv4() {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = (byte) 192;
        mapped[14] = 2;
        assertThat(Cidr.of("192.0.2.0/24").orThrow().contains(mapped)).isTrue();
        assertThat(Cidr.of("::/0").orThrow().contains(mapped)).isFalse();
    }

    @Test
    void patterns_exclude_with_an_exclamation_mark_and_never_only_exclude() {
        SourcePatterns patterns =
                SourcePatterns.of("192.0.2.0/24,!192.0.2.9, 2001:db8::/32").orThrow();
        assertThat(patterns.admits(address("192.0.2.8"))).isTrue();
        assertThat(patterns.admits(address("192.0.2.9"))).isFalse();
        assertThat(patterns.admits(address("2001:db8::9"))).isTrue();
        assertThat(patterns.admits(address("198.51.100.1"))).isFalse();
        assertThat(patterns.admits(new byte[0])).isFalse();
        assertThat(SourcePatterns.of(patterns.text()).orThrow()).isEqualTo(patterns);
        assertThat(GatewayFixture.refusal(SourcePatterns.of("!192.0.2.0/24")).message())
                .contains("only excludes");
        assertThat(GatewayFixture.refusal(SourcePatterns.of("192.0.2.0/24,")).code())
                .isEqualTo("bad-network");
    }

    @Test
    void no_list_of_networks_is_anywhere_and_an_unknown_address_is_in_none() {
        AllowedNetworks some =
                AllowedNetworks.of(List.of("192.0.2.0/24", "::1")).orThrow();
        assertThat(some.admits(address("192.0.2.8"))).isTrue();
        assertThat(some.admits(address("192.0.3.8"))).isFalse();
        assertThat(some.admits(new byte[0])).isFalse();
        assertThat(AllowedNetworks.ANY.admits(new byte[0])).isTrue();
        assertThat(AllowedNetworks.of(List.of("192.0.2.0/24", "office"))).isInstanceOf(Answer.Refused.class);
    }

    private static byte[] address(String literal) {
        return InetAddress.ofLiteral(literal).getAddress();
    }
}
