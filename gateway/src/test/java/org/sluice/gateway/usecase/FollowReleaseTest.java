package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** How far recipients have come, and what is left on file of a release. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FollowReleaseTest extends LinkCase {
    FollowReleaseTest(TestDatabase kind) {
        super(kind);
    }

    private Overview.ReleaseSeen seen() {
        return new Overview(gateway.inside.ledger, gateway.inside.rules)
                .release(made.release().id(), Optional.empty())
                .orThrow();
    }

    private FollowRelease.Step step() {
        List<FollowRelease.Step> steps = gateway.inside.link.follow().steps(seen());
        assertThat(steps).hasSize(1);
        return steps.getFirst();
    }

    @Test
    void a_releaser_sees_each_step_of_a_recipient_as_it_happens() throws IOException {
        assertThat(step().stage()).isEqualTo(FollowRelease.Stage.HANDED_OVER);
        Map<String, Long> epochs = link.epochs();
        assertThat(step().stage()).isEqualTo(FollowRelease.Stage.OPENED);
        assertThat(step().since()).contains(gateway.clock.instant());
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        try (FetchFile.Delivery running = gateway.inside
                .fetch
                .begin(link.linkId, epochs, link.depositId, 0, CONTENT.length, () -> {})
                .orThrow()) {
            running.body().read(ByteBuffer.allocate(1000));
            running.sent(1000);
            FollowRelease.Step now = step();
            assertThat(now.stage()).isEqualTo(FollowRelease.Stage.DOWNLOADING);
            assertThat(now.bytes()).isEqualTo(1000);
            assertThat(now.size()).isEqualTo(CONTENT.length);
            assertThat(now.files()).isZero();
        }
        assertThat(step().stage()).as("a break is no delivery").isEqualTo(FollowRelease.Stage.OPENED);
        assertThat(step().bytes()).isEqualTo(1000);
        link.fetch(epochs, 1000, CONTENT.length);
        assertThat(step().stage()).isEqualTo(FollowRelease.Stage.DELIVERED);
        assertThat(step().files()).isEqualTo(1);
        assertThat(step().stage().isLast()).isFalse();
        gateway.inside.fetch.confirm(link.linkId, epochs).orThrow();
        assertThat(step().stage()).isEqualTo(FollowRelease.Stage.CONFIRMED);
        assertThat(step().stage().isLast()).isTrue();
    }

    @Test
    void a_replaced_link_gives_way_to_the_new_one_and_an_ended_one_is_the_end() {
        String again = gateway.inside
                .links
                .reissue(GatewayFixture.HOST, link.linkId)
                .orThrow()
                .link()
                .id();
        assertThat(step().linkId()).contains(again);
        gateway.inside.links.revoke(GatewayFixture.HOST, again, "made up").orThrow();
        assertThat(step().stage()).isEqualTo(FollowRelease.Stage.REVOKED);
        assertThat(step().stage().isLast()).isTrue();
    }

    @Test
    void the_summary_says_who_got_what_when_and_under_which_rule() {
        Map<String, Long> epochs = link.epochs();
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        link.fetch(epochs, 0, CONTENT.length);
        List<List<String>> rows = gateway.inside.link.summary().rows(seen());
        assertThat(rows).hasSize(1);
        List<String> row = rows.getFirst();
        assertThat(row).hasSameSizeAs(SummariseRelease.COLUMNS);
        assertThat(value(row, "recipient")).isEqualTo("desk");
        assertThat(value(row, "file")).isEqualTo("a.txt");
        assertThat(value(row, "sha256")).hasSize(64);
        assertThat(value(row, "protocol")).startsWith("turkey-cross-border");
        assertThat(value(row, "rule"))
                .isEqualTo(made.decisions()
                        .getFirst()
                        .decision()
                        .cell()
                        .orElseThrow()
                        .row());
        assertThat(value(row, "terms")).contains("disclosure:");
        assertThat(value(row, "delivered")).isEqualTo(gateway.clock.instant().toString());
        assertThat(value(row, "downloads")).isEqualTo("1");
        String csv = gateway.inside.link.summary().csv(seen());
        assertThat(csv)
                .startsWith("recipient,name,organisation")
                .contains("\r\ndesk,")
                .doesNotContain("password,");
        for (String secret : List.of(LinkSteps.token(made), LinkSteps.password(made))) {
            assertThat(csv).doesNotContain(secret);
        }
    }

    private static String value(List<String> row, String column) {
        return row.get(SummariseRelease.COLUMNS.indexOf(column));
    }
}
