package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What others sent of a leaver ends with it, unless the plan carries it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class LinksOfOthersTest extends TransitionPlanCase {
    LinksOfOthersTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void links_that_others_issued_for_the_leavers_deposits_end_with_it() {
        LinkSteps byLead = LinkSteps.of(
                gateway.inside, gateway.release("cora", deposit, "other-desk").orThrow());
        Map<String, Long> epochs = byLead.epochs();
        CutReport report = gateway.inside.cut.withdrawNow(HOST, "org-a", "left").orThrow();
        assertThat(report.passing().linksOfOthers()).containsExactly(byLead.linkId);
        assertThat(byLead.row().closing()).contains(Link.Closing.WITHDRAWN);
        assertThat(refusal(Claims.claim(gateway.inside, byLead.linkId, epochs, deposit))
                        .code())
                .isEqualTo("link-revoked");
        assertThat(refusal(gateway.release("cora", deposit, "desk")).code()).isEqualTo("owner-withdrew");
    }

    @Test
    void from_the_very_instant_nothing_of_the_leavers_opens_over_anothers_link() {
        LinkSteps byLead = LinkSteps.of(
                gateway.inside, gateway.release("cora", deposit, "other-desk").orThrow());
        Map<String, Long> epochs = byLead.epochs();
        give();
        gateway.clock.set(effective.minusMillis(1));
        Claims.claim(gateway.inside, byLead.linkId, epochs, deposit).orThrow();
        gateway.clock.set(effective);
        // Before any job has run.
        assertThat(refusal(gateway.inside.fetch.look(byLead.linkId, epochs, deposit))
                        .code())
                .isEqualTo("no-longer-permitted");
    }

    @Test
    void of_anothers_link_only_the_leavers_file_ends_where_it_holds_more() {
        Deposit own = gateway.assessment("chadi", "own.txt", CONTENT);
        consent(own.id(), "org-c");
        ReleaseOrder order = GatewayFixture.order(own.id(), "other-desk");
        LinkSteps both = LinkSteps.of(
                gateway.inside,
                gateway.inside
                        .release
                        .create(
                                HOST,
                                "cora",
                                new ReleaseOrder(
                                        List.of(own.id(), deposit),
                                        order.to(),
                                        order.purpose(),
                                        order.life(),
                                        order.mostDownloads(),
                                        order.linkWay(),
                                        order.passwordWay()))
                        .orThrow());
        gateway.inside.cut.withdrawNow(HOST, "org-a", "left").orThrow();
        Map<String, Long> epochs = both.epochs();
        Claims.claim(gateway.inside, both.linkId, epochs, own.id()).orThrow();
        assertThat(refusal(Claims.claim(gateway.inside, both.linkId, epochs, deposit))
                        .code())
                .isEqualTo("no-longer-permitted");
    }

    @Test
    void anothers_link_stays_where_the_plan_carries_its_deposit_or_the_link() {
        LinkSteps byLead = LinkSteps.of(
                gateway.inside, gateway.release("cora", deposit, "other-desk").orThrow());
        LinkSteps second = second();
        LinkSteps ofSecond = LinkSteps.of(
                gateway.inside,
                gateway.release("cora", second.depositId, "other-desk").orThrow());
        give();
        propose(TransitionEntry.Kind.DEPOSIT, deposit, "org-b");
        assertThat(refusal(proposing(TransitionEntry.Kind.LINK, ofSecond.linkId, "org-b"))
                        .code())
                .isEqualTo("issued-by-another");
        propose(TransitionEntry.Kind.LINK, ofSecond.linkId, "lead");
        acknowledge("basma").orThrow();
        acknowledge("cora").orThrow();
        leave();
        for (LinkSteps alive : List.of(byLead, ofSecond)) {
            Claims.claim(gateway.inside, alive.linkId, alive.epochs(), alive.depositId)
                    .orThrow();
        }
    }
}
