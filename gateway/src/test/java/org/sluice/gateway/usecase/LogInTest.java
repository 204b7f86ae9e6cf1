package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.fingerprint;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.participant.KeyLimits;
import org.sluice.gateway.domain.participant.SourcePatterns;
import org.sluice.gateway.testkit.TestDatabase;

/** Keys within limits, and participants' networks. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class LogInTest extends LogInCase {
    LogInTest(TestDatabase kind) {
        super(kind);
    }

    private void limit(KeyLimits limits) {
        gateway.inside
                .register
                .addKey(HOST, "ali", fingerprint("ali"), "ssh-ed25519 made-up-ali", limits)
                .orThrow();
    }

    @Test
    void a_key_of_some_networks_opens_from_there_alone() {
        limit(new KeyLimits(
                Optional.of(SourcePatterns.of("192.0.2.0/24,!192.0.2.9").orThrow()), Optional.empty()));
        assertThat(tries(key("ali", HERE))).isEqualTo("in");
        assertThat(tries(key("ali", "192.0.2.9"))).isEqualTo("key-elsewhere");
        assertThat(tries(key("ali", ELSEWHERE))).isEqualTo("key-elsewhere");
        assertThat(tries(key("ali", "2001:db8::1"))).isEqualTo("key-elsewhere");
        assertThat(tries(Knock.with("ali", new Proof.OfKey(fingerprint("ali")), Optional.empty())))
                .isEqualTo("key-elsewhere");
        assertThat(gateway.inside
                        .register
                        .keys("ali")
                        .getFirst()
                        .limits()
                        .from()
                        .orElseThrow()
                        .text())
                .isEqualTo("192.0.2.0/24,!192.0.2.9");
    }

    @Test
    void a_key_ends_at_its_instant_and_so_does_the_session_that_it_opened() {
        limit(new KeyLimits(Optional.empty(), Optional.of(NOW.plusSeconds(60))));
        at(NOW.plusSeconds(60).minusMillis(1));
        assertThat(tries(key("ali", HERE))).isEqualTo("in");
        Visit visit = gateway.inside
                .logIn
                .enter(key("ali", HERE), cuts::incrementAndGet)
                .orThrow();
        gateway.inside.live.cutFallen();
        assertThat(cuts).hasValue(0);

        at(NOW.plusSeconds(60));
        assertThat(tries(key("ali", HERE))).isEqualTo("key-expired");
        gateway.inside.live.cutFallen();
        assertThat(cuts).hasValue(1);
        assertThat(visit.isCut()).isTrue();
    }

    @Test
    void a_key_that_would_have_ended_already_is_refused_and_new_limits_replace_the_old() {
        assertThat(refusal(gateway.inside.register.addKey(
                                HOST, "ali", "SHA256:x", "x", new KeyLimits(Optional.empty(), Optional.of(NOW))))
                        .code())
                .isEqualTo("key-expired");
        limit(new KeyLimits(Optional.of(SourcePatterns.of(ELSEWHERE).orThrow()), Optional.empty()));
        assertThat(tries(key("ali", HERE))).isEqualTo("key-elsewhere");
        limit(KeyLimits.NONE);
        assertThat(tries(key("ali", HERE))).isEqualTo("in");
        assertThat(gateway.inside.register.keys("ali")).hasSize(1);
    }

    @Test
    void people_of_a_participant_come_from_its_networks_and_sessions_from_elsewhere_end() {
        Visit visit = gateway.inside
                .logIn
                .enter(key("ali", HERE), cuts::incrementAndGet)
                .orThrow();
        gateway.inside
                .networks
                .set(
                        HOST,
                        "org-a",
                        AllowedNetworks.of(List.of("198.51.100.0/24")).orThrow())
                .orThrow();
        assertThat(visit.isCut()).isTrue();
        assertThat(cuts).hasValue(1);
        assertThat(tries(key("ali", HERE))).isEqualTo("network-not-allowed");
        assertThat(tries(key("ali", ELSEWHERE))).isEqualTo("in");
        assertThat(tries(Knock.with("ali", new Proof.OfKey(fingerprint("ali")), Optional.empty())))
                .isEqualTo("network-not-allowed");
        assertThat(tries(key("berk", HERE))).isEqualTo("in");
        assertThat(gateway.audited(EventKind.NETWORKS_SET).getLast()).contains("198.51.100.0/24");

        gateway.inside.networks.set(HOST, "org-a", AllowedNetworks.ANY).orThrow();
        assertThat(tries(key("ali", HERE))).isEqualTo("in");
    }

    @Test
    void the_check_of_networks_is_one_for_every_door() {
        gateway.inside
                .networks
                .set(HOST, "org-a", AllowedNetworks.of(List.of("192.0.2.0/24")).orThrow())
                .orThrow();
        assertThat(networks("org-a", HERE)).isEmpty();
        assertThat(networks("org-a", ELSEWHERE)).map(Refusal::code).contains("network-not-allowed");
        assertThat(networks("org-b", ELSEWHERE)).isEmpty();
        assertThat(networks("nobody", HERE)).isPresent();
        assertThat(refusal(gateway.inside.networks.set(HOST, "nobody", AllowedNetworks.ANY))
                        .code())
                .isEqualTo("unknown-participant");
        assertThat(gateway.inside.networks.of("nobody")).isInstanceOf(Answer.Refused.class);
    }

    private Optional<Refusal> networks(String participant, String address) {
        return gateway.inside.ledger.read(
                sql -> Networks.refusal(sql, participant, Optional.of(InetAddress.ofLiteral(address))));
    }

    @Test
    void one_participant_has_so_many_sessions_and_the_others_have_theirs() {
        LogIn two = new LogIn(gateway.inside.ledger, gateway.inside.live, gateway.inside.secondFactor, 2);
        Visit first = two.enter(key("ali", HERE), () -> {}).orThrow();
        two.enter(key("ali", HERE), () -> {}).orThrow();
        assertThat(refusal(two.enter(key("ali", HERE), () -> {})).code()).isEqualTo("too-many-sessions");
        assertThat(two.enter(key("berk", HERE), () -> {})).isInstanceOf(Answer.Done.class);
        first.close();
        assertThat(two.enter(key("ali", HERE), () -> {})).isInstanceOf(Answer.Done.class);
        at(NOW.plus(Duration.ofDays(1)));
    }
}
