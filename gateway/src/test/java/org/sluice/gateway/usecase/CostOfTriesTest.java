package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.crypto.Passwords;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/**
 * What a try at a link's password costs: whoever is told nothing must not be told by the time that it took either. Counted
 * by the memory that each Argon2id of the real cost takes, as no other part of a try comes near it.
 */
final class CostOfTriesTest extends LinkCase {
    private static final long ONE_HASH = 64L << 20;

    CostOfTriesTest() {
        super(TestDatabase.SQLITE);
    }

    @BeforeEach
    void at_the_real_cost() {
        String hash = new Passwords(new SecureRandom()).hash(LinkSteps.password(made));
        gateway.inside.ledger.write(tx -> tx.sql()
                .createUpdate("UPDATE link SET password_hash = :hash WHERE id = :id")
                .bind("hash", hash)
                .bind("id", link.linkId)
                .execute());
        link.open();
    }

    @Test
    void an_unknown_token_costs_no_hash() {
        String unknown = LinkSteps.token(made).substring(1) + "A";
        assertThat(hashes(() -> assertThat(
                                gateway.inside.openLink.open(unknown, LinkSteps.password(made), LinkSteps.FROM))
                        .isEqualTo(new OpenLink.Opening.Wrong())))
                .isZero();
        assertThat(hashes(() -> assertThat(gateway.inside.openLink.open("", LinkSteps.password(made), LinkSteps.FROM))
                        .isEqualTo(new OpenLink.Opening.Wrong())))
                .isZero();
    }

    @Test
    void a_live_link_costs_one() {
        assertThat(hashes(() -> assertThat(link.open()).isInstanceOf(OpenLink.Opening.Opened.class)))
                .isOne();
        assertThat(hashes(() -> assertThat(link.openWith("wrong-wrong-wrong")).isEqualTo(new OpenLink.Opening.Wrong())))
                .isOne();
    }

    @Test
    void an_expired_link_costs_one_and_tells_the_right_password_alone() {
        gateway.clock.set(made.release().expires());
        costsOneAndIsTold("link-expired");
    }

    @Test
    void a_revoked_link_costs_one_and_tells_the_right_password_alone() {
        gateway.inside.links.revoke(GatewayFixture.HOST, link.linkId, "made up").orThrow();
        costsOneAndIsTold("link-revoked");
    }

    @Test
    void a_locked_link_costs_one_and_tells_the_right_password_alone() {
        for (int i = 0; i < 5; i++) {
            link.openWith("wrong-wrong-wrong");
        }
        costsOneAndIsTold("link-locked");
    }

    private void costsOneAndIsTold(String code) {
        assertThat(hashes(() -> assertThat(ended(link.open())).isEqualTo(code))).isOne();
        assertThat(hashes(() -> assertThat(link.openWith("wrong-wrong-wrong")).isEqualTo(new OpenLink.Opening.Wrong())))
                .isOne();
    }

    private static long hashes(Runnable attempt) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        attempt.run();
        return (threads.getCurrentThreadAllocatedBytes() - before) / ONE_HASH;
    }
}
