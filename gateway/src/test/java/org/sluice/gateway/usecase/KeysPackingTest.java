package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.crypto.age.AgeSecretKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.RecipientKeys;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.Gpg;
import org.sluice.gateway.testkit.TestDatabase;

/** Releases to recipients with keys: when they are wrapped for these, and that nothing goes out otherwise. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class KeysPackingTest {
    private final TestDatabase database;
    private GatewayFixture gateway;
    private KeepRecipientKeys keys;
    private Deposit deposit;

    KeysPackingTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(database);
        keys = gateway.inside.link.recipientKeys();
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.participant("ocha", "ocha-imos");
        gateway.person("olga", "ocha", Role.RELEASER);
        gateway.contact("desk", Optional.of("ocha"), "ocha-imos");
        gateway.contact("other", Optional.empty(), "ocha-imos");
        gateway.inside
                .terms
                .setSpeakers(HOST, "ocha", Duty.DATA_PROTECTION, List.of("olga"))
                .orThrow();
        deposit = deposited(bytes("a made-up assessment"));
    }

    private Deposit deposited(byte[] content) {
        Deposit made = gateway.assessment("ali", "a.txt", content);
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", made.id(), "org-a", Optional.of("made up"))
                .orThrow();
        return made;
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private RecipientKey confirmed(String holder, String spelled) {
        RecipientKey key = keys.add(HOST, holder, "a key", spelled).orThrow();
        return keys.confirm(HOST, key.id(), "olga", key.fingerprint()).orThrow();
    }

    private RecipientKey confirmed(String holder) {
        return confirmed(
                holder, AgeSecretKey.generate(new SecureRandom()).publicKey().spelled());
    }

    private Answer<ReleaseMade> release(Optional<Packing> packing, String... to) {
        ReleaseOrder usual = GatewayFixture.order(deposit.id(), to);
        return gateway.inside.release.create(
                HOST,
                "ali",
                new ReleaseOrder(
                        usual.deposits(),
                        usual.to(),
                        usual.purpose(),
                        usual.life(),
                        Optional.of(1),
                        usual.linkWay(),
                        usual.passwordWay(),
                        LinkWishes.USUAL.within(
                                new LinkWishes.Bounds(AllowedNetworks.ANY, Optional.empty(), packing))));
    }

    private ReleaseMade.HandOver released(String to) {
        return release(Optional.empty(), to).orThrow().links().getFirst();
    }

    private Map<String, Long> epochs(ReleaseMade.HandOver link) {
        String token = link.url().substring(link.url().lastIndexOf('/') + 1);
        return ((OpenLink.Opening.Opened)
                        gateway.inside.openLink.open(token, link.password().reveal(), LinkSteps.FROM))
                .epochs();
    }

    private Answer<LinkFile> claim(ReleaseMade.HandOver link) {
        return Claims.claim(gateway.inside, link.link().id(), epochs(link), deposit.id());
    }

    private Answer<FetchFile.Delivery> begin(ReleaseMade.HandOver link, FetchFile.Leaving leaving) {
        return gateway.inside.fetch.begin(
                link.link().id(), epochs(link), deposit.id(), 0, deposit.size(), () -> {}, leaving, Optional.empty());
    }

    private int claims(ReleaseMade.HandOver link) {
        return gateway.inside
                .ledger
                .read(sql -> Links.file(sql, link.link().id(), deposit.id()))
                .orElseThrow()
                .claims();
    }

    @Test
    void where_nothing_is_wished_a_recipient_with_keys_gets_what_is_sealed_for_them() {
        assertThat(released("desk").packing()).isEqualTo(Packing.PLAIN);
        RecipientKey unconfirmed = keys.add(
                        HOST,
                        "ocha",
                        "new",
                        AgeSecretKey.generate(new SecureRandom()).publicKey().spelled())
                .orThrow();
        assertThat(released("desk").packing()).isEqualTo(Packing.PLAIN);
        RecipientKey key = keys.confirm(HOST, unconfirmed.id(), "olga", unconfirmed.fingerprint())
                .orThrow();

        List<ReleaseMade.HandOver> links =
                release(Optional.empty(), "desk", "other").orThrow().links();
        assertThat(links.getFirst().packing()).isEqualTo(Packing.KEYS);
        assertThat(links.getFirst().keys()).containsExactly(key);
        assertThat(links.getLast().packing()).isEqualTo(Packing.PLAIN);
        assertThat(gateway.audited(EventKind.RELEASE_CREATED).getLast()).contains(" keys", " plain");
        // A contact's own come before its participant's.
        RecipientKey own = confirmed("desk");
        assertThat(released("desk").keys()).containsExactly(own);
    }

    @Test
    void plain_is_a_wish_that_holds_also_for_a_link_made_anew() {
        confirmed("ocha");
        ReleaseMade.HandOver plain =
                release(Optional.of(Packing.PLAIN), "desk").orThrow().links().getFirst();
        assertThat(plain.packing()).isEqualTo(Packing.PLAIN);
        claim(plain).orThrow();
        begin(plain, FetchFile.Leaving.AS_IT_IS).orThrow().close();
        ReleaseMade.HandOver anew =
                gateway.inside.links.reissue(HOST, plain.link().id()).orThrow();
        assertThat(anew.packing()).isEqualTo(Packing.PLAIN);
    }

    @Test
    void a_link_made_anew_is_sealed_for_the_keys_that_came_meanwhile() {
        ReleaseMade.HandOver before = released("desk");
        assertThat(before.packing()).isEqualTo(Packing.PLAIN);
        confirmed("ocha");
        // What was promised when it was made holds for it.
        claim(before).orThrow();
        begin(before, FetchFile.Leaving.AS_IT_IS).orThrow().close();
        assertThat(gateway.inside
                        .links
                        .reissue(HOST, before.link().id())
                        .orThrow()
                        .packing())
                .isEqualTo(Packing.KEYS);
    }

    @Test
    void a_wish_for_keys_is_refused_where_a_recipient_has_none_or_fetches_without_a_link() {
        confirmed("ocha");
        assertThat(refusal(release(Optional.of(Packing.KEYS), "desk", "other")).code())
                .isEqualTo("no-key");
        assertThat(refusal(release(Optional.of(Packing.KEYS), "olga")).code()).isEqualTo("keys-for-links");
        assertThat(release(Optional.of(Packing.KEYS), "desk")
                        .orThrow()
                        .links()
                        .getFirst()
                        .packing())
                .isEqualTo(Packing.KEYS);
    }

    @Test
    void once_no_key_counts_nothing_is_counted_and_nothing_leaves() {
        RecipientKey key = confirmed("ocha");
        ReleaseMade.HandOver link = released("desk");
        ReleaseMade.HandOver claimed = released("desk");
        claim(claimed).orThrow();
        keys.revoke(HOST, key.id()).orThrow();

        assertThat(refusal(claim(link)).code()).isEqualTo("key-gone");
        assertThat(refusal(gateway.inside
                                .link
                                .claim()
                                .claimAll(link.link().id(), epochs(link), ClaimFiles.Agreement.NONE, Optional.empty()))
                        .code())
                .isEqualTo("key-gone");
        assertThat(claims(link)).isZero();
        assertThat(refusal(begin(claimed, FetchFile.Leaving.PACKED)).code()).isEqualTo("key-gone");
        assertThat(refusal(begin(claimed, FetchFile.Leaving.AS_IT_IS)).code()).isEqualTo("packed-only");
        ViewLink.View view =
                gateway.inside.link.view().view(link.link().id(), epochs(link)).orThrow();
        assertThat(view.packing()).isEqualTo(Packing.KEYS);
        assertThat(view.keys()).isEmpty();

        RecipientKey second = confirmed("ocha");
        claim(link).orThrow();
        try (FetchFile.Delivery delivery = begin(link, FetchFile.Leaving.PACKED).orThrow()) {
            assertThat(delivery.keys()).containsExactly(second);
        }
        assertThat(gateway.audited(EventKind.LINK_DELIVERY_STARTED).getLast()).contains(second.fingerprint());
    }

    /** As two confirmations in one moment could leave it. */
    @Test
    void keys_that_do_not_go_together_refuse_in_words_and_never_send_plain_files() {
        RecipientKey one = confirmed("ocha");
        ReleaseMade.HandOver link = released("desk");
        ReleaseMade.HandOver claimed = released("desk");
        claim(claimed).orThrow();
        RecipientKey other = keys.add(
                        HOST,
                        "ocha",
                        "another kind",
                        AgeSecretKey.generatePostQuantum(new SecureRandom())
                                .publicKey()
                                .spelled())
                .orThrow();
        gateway.inside.ledger.write(tx -> RecipientKeys.confirm(tx, other.id(), "olga", gateway.clock.instant()));

        assertThat(refusal(claim(link)).code()).isEqualTo("mixed-keys");
        assertThat(claims(link)).isZero();
        assertThat(refusal(begin(claimed, FetchFile.Leaving.PACKED)).code()).isEqualTo("mixed-keys");
        assertThat(refusal(release(Optional.empty(), "desk")).code()).isEqualTo("mixed-keys");
        assertThat(gateway.inside
                        .link
                        .view()
                        .view(link.link().id(), epochs(link))
                        .orThrow()
                        .keys())
                .isEmpty();
        keys.revoke(HOST, one.id()).orThrow();
        claim(link).orThrow();
    }

    @Test
    void a_key_that_expired_since_the_link_was_made_opens_nothing_more() throws Exception {
        try (Gpg gpg = new Gpg()) {
            Instant end = gateway.clock.instant().plusSeconds(3600);
            confirmed("desk", gpg.curve("20260101T000000", "desk", "Expire-Date: 20260302T090000"));
            ReleaseMade.HandOver link = released("desk");
            assertThat(link.packing()).isEqualTo(Packing.KEYS);
            gateway.clock.set(end.minusMillis(1));
            claim(link).orThrow();
            begin(link, FetchFile.Leaving.PACKED).orThrow().close();
            gateway.clock.set(end);
            assertThat(refusal(begin(link, FetchFile.Leaving.PACKED)).code()).isEqualTo("key-gone");
            // A link of another contact without keys of its own is as before.
            assertThat(released("other").packing()).isEqualTo(Packing.PLAIN);
        }
    }

    @Test
    void a_key_revoked_while_a_file_is_sealed_for_it_gets_no_more_of_it() throws Exception {
        deposit = deposited(new byte[9 << 20]);
        RecipientKey key = confirmed("ocha");
        ReleaseMade.HandOver link = released("desk");
        claim(link).orThrow();
        try (FetchFile.Delivery delivery = begin(link, FetchFile.Leaving.PACKED).orThrow()) {
            delivery.body().position(0);
            ByteBuffer piece = ByteBuffer.allocate(1 << 20);
            delivery.body().read(piece);
            keys.revoke(HOST, key.id()).orThrow();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 9; i++) {
                            delivery.body().read(piece.clear());
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("counts no more");
        }
    }
}
