package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.store.LinkTerms;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What a recipient says yes to before its first download. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LinkTermsTest extends LinkCase {
    LinkTermsTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void nothing_is_claimed_before_its_terms_are_agreed_to_and_the_agreement_is_on_record() {
        Map<String, Long> epochs = link.epochs();
        ViewLink.View shown = view(epochs);
        assertThat(shown.terms().bind()).isTrue();
        assertThat(shown.agreed()).isEmpty();
        assertThat(refusal(claim(epochs, ClaimFiles.Agreement.NONE)).code()).isEqualTo("terms-first");
        assertThat(refusal(claim(epochs, new ClaimFiles.Agreement("00", "en"))).code())
                .isEqualTo("terms-first");
        assertThat(link.file().claims()).isZero();
        assertThat(gateway.audited(EventKind.LINK_CLAIM_REFUSED)).hasSize(2);

        claim(epochs, new ClaimFiles.Agreement(shown.terms().digest(), "ar")).orThrow();
        assertThat(view(epochs).agreed()).contains(gateway.clock.instant());
        Optional<LinkTerms.Agreed> kept = gateway.inside.ledger.read(sql -> LinkTerms.last(sql, link.linkId));
        assertThat(kept).contains(new LinkTerms.Agreed(shown.terms().canonical(), "ar", gateway.clock.instant()));
        assertThat(gateway.audited(EventKind.LINK_TERMS_AGREED))
                .singleElement()
                .asString()
                .contains(shown.terms().canonical());
    }

    @Test
    void who_has_agreed_is_not_asked_again_and_an_open_download_never() {
        Map<String, Long> epochs = link.epochs();
        claim(epochs, new ClaimFiles.Agreement(view(epochs).terms().digest(), "en"))
                .orThrow();
        claim(epochs, ClaimFiles.Agreement.NONE).orThrow();
        link.fetch(epochs, 0, CONTENT.length);
        claim(epochs, ClaimFiles.Agreement.NONE).orThrow();
        assertThat(link.file().claims()).isEqualTo(2);
        assertThat(gateway.audited(EventKind.LINK_TERMS_AGREED)).hasSize(1);
    }

    @Test
    void a_replaced_link_asks_anew() {
        Map<String, Long> epochs = link.epochs();
        claim(epochs, new ClaimFiles.Agreement(view(epochs).terms().digest(), "en"))
                .orThrow();
        link = link.reissued(
                gateway.inside.links.reissue(GatewayFixture.HOST, link.linkId).orThrow());
        assertThat(refusal(claim(link.epochs(), ClaimFiles.Agreement.NONE)).code())
                .isEqualTo("terms-first");
    }

    @Test
    void the_day_of_destruction_is_part_of_the_terms_and_lies_ahead() {
        Instant by = gateway.clock.instant().plus(Duration.ofDays(30));
        ReleaseMade other = release(by).orThrow();
        LinkSteps steps = LinkSteps.of(gateway.inside, other);
        Map<String, Long> epochs = steps.epochs();
        ViewLink.View shown = gateway.inside.viewLink.view(steps.linkId, epochs).orThrow();
        assertThat(shown.terms().destroyBy()).contains(by);
        assertThat(shown.terms().digest())
                .isNotEqualTo(view(link.epochs()).terms().digest());

        assertThat(refusal(release(gateway.clock.instant())).code()).isEqualTo("bad-destruction");
        release(gateway.clock.instant().plusMillis(1)).orThrow();
    }

    private Answer<LinkFile> claim(Map<String, Long> epochs, ClaimFiles.Agreement agreement) {
        return gateway.inside.link.claim().claim(link.linkId, epochs, link.depositId, agreement);
    }

    private Answer<ReleaseMade> release(Instant destroyBy) {
        return gateway.inside.release.create(
                GatewayFixture.HOST,
                "ali",
                new ReleaseOrder(
                        made.release().deposits(),
                        List.of("desk"),
                        "response planning",
                        Optional.empty(),
                        Optional.empty(),
                        made.release().linkWay(),
                        made.release().passwordWay(),
                        LinkWishes.USUAL.within(new LinkWishes.Bounds(AllowedNetworks.ANY, Optional.of(destroyBy)))));
    }
}
