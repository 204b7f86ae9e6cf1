package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.crypto.Passwords;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What counts is what holds at the instant of the act, however long what came before it took. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DecisionInstantTest {
    private static final Duration TICK = Duration.ofMillis(1);

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Deposit deposit;
    private Instant until;

    DecisionInstantTest(TestDatabase kind) {
        this.kind = kind;
    }

    /** A consent to ali's deposit ends in ten minutes. */
    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        deposit = gateway.assessment("ali", "a.txt", bytes("made up"));
        until = gateway.clock.instant().plus(Duration.ofMinutes(10));
        gateway.inside
                .facts
                .record(
                        HOST,
                        "host",
                        new FactOrder(
                                "consent-of-organisation",
                                Fact.About.DEPOSIT,
                                deposit.id(),
                                "org-a",
                                true,
                                Fact.Scope.ALL,
                                Optional.empty(),
                                Optional.of(until),
                                Optional.of("made up")))
                .orThrow();
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_consent_that_ends_while_a_password_is_hashed_carries_no_release() {
        assertThat(refusal(releasing(until)).code()).isEqualTo("fact-needed");
    }

    @Test
    void a_consent_that_still_holds_after_the_hashing_carries_it() {
        Instant last = until.minus(TICK);
        assertThat(releasing(last).orThrow().release().created()).isEqualTo(last);
    }

    @Test
    void a_consent_that_ends_while_a_password_is_hashed_carries_no_link_anew() {
        ReleaseMade made = gateway.release("ali", deposit.id(), "desk").orThrow();
        String link = made.links().getFirst().link().id();
        assertThat(refusal(hashingUntil(until).reissue(HOST, link)).code()).isEqualTo("no-longer-permitted");
    }

    @Test
    void a_role_that_is_taken_away_while_its_person_logs_in_is_not_in_the_session() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Person less = new Person("ali", "org-a", "Made-up ali", "ali@example.org", "en", EnumSet.of(Role.DEPOSITOR));
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Answer<Person>> changed = other.submit(() -> gateway.inside.ledger.write(tx -> {
                begun.countDown();
                registered();
                Persons.change(tx, less);
                return less;
            }));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            try (Visit visit = gateway.visit("ali")) {
                changed.get(10, TimeUnit.SECONDS).orThrow();
                assertThat(visit.person().roles()).containsExactly(Role.DEPOSITOR);
            }
        }
    }

    /** Until the log-in has read its person and registered its session; its own unit waits behind this one. */
    private void registered() {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (gateway.inside.live.count() == 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private Answer<ReleaseMade> releasing(Instant hashed) {
        return new CreateRelease(gateway.inside.ledger, gateway.inside.rules, hashingUntil(hashed))
                .create(HOST, "ali", GatewayFixture.order(deposit.id(), "desk"));
    }

    private IssueLinks hashingUntil(Instant done) {
        return new IssueLinks(
                gateway.inside.ledger,
                gateway.inside.rules,
                gateway.inside.live,
                new PasswordDesk(new Passwords(new Slow(done))),
                gateway.inside.link.issue().sealing(),
                () -> "https://localhost:8443",
                Couriers.NONE);
    }

    /** While a password is made and hashed, time passes. */
    private final class Slow extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient Instant done;

        Slow(Instant done) {
            this.done = done;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            super.nextBytes(bytes);
            gateway.clock.set(done);
        }
    }
}
