package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.testkit.TestDatabase;

/** What is sealed at rest or packed on its way is shown as that, in lists and alone, and nothing else is. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class SealedShownTest extends SealedCase {
    SealedShownTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void deposits_releases_and_links_say_whether_they_are_sealed_and_how_they_are_packed() {
        Deposit plain = deposit("plain.txt");
        Deposit sealed = deposit("sealed.txt");
        Deposit packed = deposit("packed.txt");
        ReleaseMade ofPlain = release(plain.id(), LinkWishes.USUAL, "desk").orThrow();
        ReleaseMade ofSealed = sealed(sealed.id(), "desk", "other-desk").orThrow();
        ReleaseMade ofPacked = release(
                        packed.id(),
                        LinkWishes.USUAL.within(
                                new LinkWishes.Bounds(AllowedNetworks.ANY, Optional.empty(), Optional.of(Packing.ZIP))),
                        "desk")
                .orThrow();
        Overview overview = new Overview(gateway.inside.ledger, gateway.inside.rules);

        assertThat(overview.deposits(Optional.empty()).stream()
                        .collect(Collectors.toMap(one -> one.deposit().id(), Overview.DepositListed::sealed)))
                .isEqualTo(Map.of(plain.id(), false, sealed.id(), true, packed.id(), false));
        assertThat(overview.deposit(sealed.id(), Optional.empty()).orThrow().sealed())
                .isTrue();
        assertThat(overview.deposit(plain.id(), Optional.empty()).orThrow().sealed())
                .isFalse();

        assertThat(overview.releases(Optional.empty()).stream()
                        .collect(Collectors.toMap(one -> one.release().id(), Overview.ReleaseListed::sealed)))
                .isEqualTo(Map.of(
                        ofPlain.release().id(), false,
                        ofSealed.release().id(), true,
                        ofPacked.release().id(), false));
        Overview.ReleaseSeen seen =
                overview.release(ofSealed.release().id(), Optional.empty()).orThrow();
        assertThat(seen.sealed()).isTrue();
        assertThat(seen.links()).hasSize(2).allMatch(link -> link.sealed() && link.packing() == Packing.PLAIN);
        assertThat(overview.release(ofPlain.release().id(), Optional.empty())
                        .orThrow()
                        .sealed())
                .isFalse();

        assertThat(overview.links(Optional.empty()).stream()
                        .collect(Collectors.toMap(
                                one -> one.link().releaseId(),
                                one -> one.packing().word() + " " + one.sealed(),
                                (one, other) -> one.equals(other) ? one : one + ", " + other)))
                .isEqualTo(Map.of(
                        ofPlain.release().id(), "plain false",
                        ofSealed.release().id(), "plain true",
                        ofPacked.release().id(), "zip false"));
        assertThat(overview.link(ofPacked.links().getFirst().link().id(), Optional.empty())
                        .orThrow()
                        .packing())
                .isEqualTo(Packing.ZIP);
    }
}
