package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.SealingKey;
import org.sluice.crypto.WrapRefused;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.TestDatabase;

/** What happens to a sealed deposit whose owner leaves. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class SealedHandOverTest extends TransitionPlanCase {
    private final SealingKey leaver = SealingKey.generate(new SecureRandom());
    private final SealingKey successor = SealingKey.generate(new SecureRandom());

    SealedHandOverTest(TestDatabase kind) {
        super(kind);
    }

    @BeforeEach
    void seal() {
        gateway.inside
                .links
                .revokeRelease(HOST, made.release().id(), "to seal it")
                .orThrow();
        register("org-a", leaver);
        made = gateway.inside
                .release
                .create(
                        HOST,
                        "ali",
                        new ReleaseOrder(
                                List.of(deposit),
                                List.of("desk"),
                                "planning of the next round (made up)",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Way.MAIL),
                                Optional.of(Way.PHONE),
                                LinkWishes.USUAL.sealed(true, Map.of())))
                .orThrow();
    }

    private void register(String participant, SealingKey key) {
        gateway.inside
                .link
                .sealed()
                .register(
                        HOST,
                        participant,
                        key.publicKey().text(),
                        key.publicKey().fingerprint())
                .orThrow();
    }

    private KeepSealed.Seen seen() {
        return gateway.inside.link.sealed().wraps(HOST, deposit).orThrow();
    }

    @Test
    void what_was_wrapped_for_the_successor_in_time_passes_and_opens_with_its_key_alone() throws WrapRefused {
        everythingToOrgB();
        DataKey opened = SealedCase.opened(seen(), "org-a", leaver);
        LinkWishes keys = LinkWishes.USUAL.sealed(true, Map.of(deposit, opened));
        assertThat(refusal(gateway.inside.link.sealed().forSuccessor(HOST, deposit, "org-b", keys))
                        .code())
                .isEqualTo("sealing-key-missing");
        register("org-b", successor);
        LinkWishes wrong = LinkWishes.USUAL.sealed(true, Map.of(deposit, DataKey.random(new SecureRandom())));
        assertThat(refusal(gateway.inside.link.sealed().forSuccessor(HOST, deposit, "org-b", wrong))
                        .code())
                .isEqualTo("wrong-key");
        gateway.inside.link.sealed().forSuccessor(HOST, deposit, "org-b", keys).orThrow();
        leave();

        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-b");
        assertThat(seen().wraps())
                .extracting(SealedDeposits.OwnerWrap::participantId)
                .containsExactly("org-b");
        LinkWishes theirs =
                LinkWishes.USUAL.sealed(true, Map.of(deposit, SealedCase.opened(seen(), "org-b", successor)));
        ReleaseMade.HandOver again = gateway.inside
                .links
                .reissue(HOST, made.links().getFirst().link().id(), theirs)
                .orThrow();
        OpenLink.Opening.Opened open = SealedCase.open(gateway.inside, again);
        Claims.claim(gateway.inside, open.linkId(), open.epochs(), deposit, open.sealed())
                .orThrow();
        assertThat(SealedCase.fetch(gateway.inside, open, gateway.get(deposit), 0, LinkCase.CONTENT.length))
                .isEqualTo(LinkCase.CONTENT);
    }

    @Test
    void what_nobody_wrapped_for_the_successor_closes_and_says_so() {
        everythingToOrgB();
        leave();

        assertThat(gateway.get(deposit).participantId()).isEqualTo("org-a");
        assertThat(plan().entries())
                .filteredOn(entry -> entry.kind() == TransitionEntry.Kind.DEPOSIT)
                .singleElement()
                .extracting(entry -> entry.ending().orElseThrow().reason())
                .asString()
                .contains("it is sealed", "sluice seal handover");
        assertThat(gateway.audited(EventKind.PLAN_LINE_CLOSED)).isNotEmpty();
    }
}
