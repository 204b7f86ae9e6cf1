package org.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.usecase.LiveAccess;

/** A node that can't read who may act keeps nothing running. */
final class LeaseTest {
    private final GatewayFixture gateway = new GatewayFixture(TestDatabase.SQLITE);
    private final AtomicLong nanoseconds = new AtomicLong(5);
    private final Lease lease = new Lease(gateway.inside.cut, nanoseconds::get);
    private final AtomicBoolean cut = new AtomicBoolean();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void it_holds_at_the_very_instant_of_its_end_and_no_longer() {
        run();
        advance(Lease.LIFE);
        lease.watch();
        assertThat(cut).isFalse();
        advance(Duration.ofNanos(1));
        lease.watch();
        assertThat(cut).isTrue();
    }

    @Test
    void a_renewal_counts_from_when_it_was_asked() {
        run();
        advance(Lease.LIFE);
        lease.renew();
        advance(Lease.LIFE);
        lease.watch();
        assertThat(cut).isFalse();
    }

    private void run() {
        gateway.participant("relief-a", "members");
        LiveAccess.Pass unused = gateway.inside.live.enter(new LiveAccess.Running(
                "download",
                "desk",
                Set.of("relief-a"),
                Optional.empty(),
                Optional.empty(),
                "a made-up download",
                () -> cut.set(true)));
        assertThat(gateway.inside.live.list(running -> true)).hasSize(1);
    }

    private void advance(Duration by) {
        nanoseconds.addAndGet(by.toNanos());
    }
}
