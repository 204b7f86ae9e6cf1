package org.sluice.gateway.domain.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.testkit.GatewayFixture;

/** What may stand before a key. */
final class KeyOptionsTest {
    private static Answer<KeyOptions.Read> read(String line) {
        return KeyOptions.of(line, word -> word.equals("ssh-ed25519"));
    }

    @Test
    void a_line_without_options_is_the_key() {
        assertThat(read("ssh-ed25519 AAAA a comment").orThrow())
                .isEqualTo(new KeyOptions.Read(KeyLimits.NONE, "ssh-ed25519 AAAA a comment"));
    }

    @Test
    void networks_and_an_end_limit_the_key_and_what_only_takes_away_is_heard() {
        KeyOptions.Read read =
                read("restrict,from=\"192.0.2.0/24,!192.0.2.9\",expiry-time=\"20270131\",no-pty ssh-ed25519 AAAA x")
                        .orThrow();
        assertThat(read.key()).isEqualTo("ssh-ed25519 AAAA x");
        assertThat(read.limits().from().orElseThrow().text()).isEqualTo("192.0.2.0/24,!192.0.2.9");
        assertThat(read.limits().until()).contains(Instant.parse("2027-01-31T00:00:00Z"));
        assertThat(read("FROM=\"::1\" ssh-ed25519 AAAA").orThrow().limits().from())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "command=\"rm -rf /\" ssh-ed25519 AAAA | option command",
                "restrict,pty ssh-ed25519 AAAA | option pty",
                "environment=\"A=b\" ssh-ed25519 AAAA | option environment",
                "cert-authority ssh-ed25519 AAAA | option cert-authority",
                "principals=\"x\" ssh-ed25519 AAAA | option principals",
                "verify-required ssh-ed25519 AAAA | option verify-required",
                "from=\"*.example.org\" ssh-ed25519 AAAA | host names",
                "from ssh-ed25519 AAAA | needs networks",
                "from=\"\" ssh-ed25519 AAAA | is no network",
                "from=\"::1\",from=\"::2\" ssh-ed25519 AAAA | stands twice",
                "expiry-time=\"20270131\",expiry-time=\"20280131\" ssh-ed25519 AAAA | stands twice",
                "expiry-time=\"tomorrow\" ssh-ed25519 AAAA | written as",
                "expiry-time=\"20270231\" ssh-ed25519 AAAA | written as",
                "expiry-time ssh-ed25519 AAAA | written as",
                "restrict=\"x\" ssh-ed25519 AAAA | option restrict",
                "from=\"::1 ssh-ed25519 AAAA | can't be read",
                "from='::1' ssh-ed25519 AAAA | can't be read",
            })
    void anything_else_is_refused_by_its_name(String line, String words) {
        assertThat(GatewayFixture.refusal(read(line)).message()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "20270131, 2027-01-31T00:00:00Z",
        "20270131Z, 2027-01-31T00:00:00Z",
        "202701311730, 2027-01-31T17:30:00Z",
        "20270131173059Z, 2027-01-31T17:30:59Z",
    })
    void times_are_those_of_openssh_in_utc(String written, Instant instant) {
        assertThat(KeyOptions.time(written)).contains(instant);
    }

    @Test
    void a_key_ends_at_its_instant_and_not_before() {
        Instant end = Instant.parse("2027-01-31T00:00:00Z");
        KeyLimits limits = new KeyLimits(Optional.empty(), Optional.of(end));
        assertThat(limits.against(new byte[0], end.minusNanos(1))).isEmpty();
        assertThat(limits.against(new byte[0], end)).map(Refusal::code).contains("key-expired");
    }

    @Test
    void a_key_of_some_networks_is_for_no_other_and_for_no_unknown_one() {
        KeyLimits limits =
                new KeyLimits(Optional.of(SourcePatterns.of("192.0.2.0/24").orThrow()), Optional.empty());
        assertThat(limits.against(InetAddress.ofLiteral("192.0.2.1").getAddress(), Instant.EPOCH))
                .isEmpty();
        assertThat(limits.against(InetAddress.ofLiteral("192.0.3.1").getAddress(), Instant.EPOCH))
                .map(Refusal::code)
                .contains("key-elsewhere");
        assertThat(limits.against(new byte[0], Instant.EPOCH)).isPresent();
    }
}
