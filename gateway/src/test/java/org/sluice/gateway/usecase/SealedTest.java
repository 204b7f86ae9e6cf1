package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.SealingKey;
import org.sluice.crypto.Token;
import org.sluice.crypto.WrapRefused;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.SealedLinks;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.TestDatabase;

/** A release that is sealed at rest, from its making to its end. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class SealedTest extends SealedCase {
    SealedTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_sealed_file_arrives_whole_over_its_link_and_no_key_of_the_gateway_opens_it() {
        Deposit deposit = deposit("a.txt");
        ReleaseMade made = sealed(deposit.id(), "desk").orThrow();

        assertThat(wrap(deposit)).isEmpty();
        assertThat(gateway.audited(EventKind.DEPOSIT_SEALED))
                .singleElement()
                .asString()
                .contains(owner.publicKey().fingerprint());
        assertThat(fetched(made.links().getFirst(), deposit)).isEqualTo(CONTENT);
    }

    @Test
    void each_recipient_opens_it_with_a_link_of_its_own_and_with_no_others_password() {
        Deposit deposit = deposit("a.txt");
        ReleaseMade made = sealed(deposit.id(), "desk", "other-desk").orThrow();

        assertThat(fetched(made.links().get(0), deposit)).isEqualTo(CONTENT);
        assertThat(fetched(made.links().get(1), deposit)).isEqualTo(CONTENT);
    }

    @Test
    void a_download_goes_on_at_another_node_with_the_cookie_and_not_without_it() {
        Deposit deposit = deposit("a.txt");
        ReleaseMade made = sealed(deposit.id(), "desk").orThrow();
        OpenLink.Opening.Opened opened = open(gateway.inside, made.links().getFirst());
        Claims.claim(gateway.inside, opened.linkId(), opened.epochs(), deposit.id(), opened.sealed())
                .orThrow();
        byte[] first = fetch(gateway.inside, opened, deposit, 0, 70_000);

        try (Wiring restarted = gateway.another()) {
            for (Optional<Token> other :
                    java.util.List.of(Optional.<Token>empty(), Optional.of(Token.random(new SecureRandom())))) {
                assertThat(refusal(restarted.fetch.begin(
                                        opened.linkId(), opened.epochs(), deposit.id(), 0, 1, () -> {}, other))
                                .code())
                        .isEqualTo("session-over");
            }
            byte[] rest = fetch(restarted, opened, deposit, 70_000, CONTENT.length);
            assertThat(first).isEqualTo(Arrays.copyOf(CONTENT, 70_000));
            assertThat(rest).isEqualTo(Arrays.copyOfRange(CONTENT, 70_000, CONTENT.length));
        }
    }

    @Test
    void what_is_sealed_has_generated_passwords_only_and_no_new_one_but_by_its_owner() {
        Deposit deposit = deposit("a.txt");
        LinkWishes chosen = new LinkWishes(
                        Optional.empty(),
                        false,
                        Optional.of(org.sluice.crypto.Passwords.chosen("a made-up phrase of somebody")),
                        false)
                .sealed(true, java.util.Map.of());
        assertThat(refusal(release(deposit.id(), chosen, "desk")).code()).isEqualTo("generated-only");
        ReleaseMade made = sealed(deposit.id(), "desk").orThrow();
        assertThat(refusal(gateway.inside
                                .link
                                .travel()
                                .password()
                                .make(HOST, made.links().getFirst().link().id(), Optional.empty(), LinkWishes.USUAL))
                        .code())
                .isEqualTo("sealed");
        assertThat(fetched(made.links().getFirst(), deposit)).isEqualTo(CONTENT);
    }

    @Test
    void without_the_cookie_a_download_is_not_even_counted() {
        Deposit deposit = deposit("a.txt");
        ReleaseMade made = sealed(deposit.id(), "desk").orThrow();
        OpenLink.Opening.Opened opened = open(gateway.inside, made.links().getFirst());

        assertThat(refusal(Claims.claim(gateway.inside, opened.linkId(), opened.epochs(), deposit.id()))
                        .code())
                .isEqualTo("session-over");
        assertThat(Claims.claim(gateway.inside, opened.linkId(), opened.epochs(), deposit.id(), opened.sealed())
                        .orThrow()
                        .claims())
                .isEqualTo(1);
    }

    @Test
    void a_session_of_a_sealed_link_ends_after_twelve_hours_to_the_instant() {
        Deposit deposit = deposit("a.txt");
        ReleaseMade made = sealed(deposit.id(), "desk").orThrow();
        OpenLink.Opening.Opened opened = open(gateway.inside, made.links().getFirst());
        java.time.Instant end = gateway.clock.instant().plus(SealedSessions.LIFE);

        gateway.clock.set(end.minusMillis(1));
        assertThat(claim(opened, deposit)).isInstanceOf(Answer.Done.class);
        gateway.clock.set(end);
        assertThat(refusal(claim(opened, deposit)).code()).isEqualTo("session-over");
        gateway.inside.link.waiting().due();
        assertThat(sessions()).isZero();
    }

    private Answer<org.sluice.gateway.domain.link.LinkFile> claim(OpenLink.Opening.Opened opened, Deposit deposit) {
        return Claims.claim(gateway.inside, opened.linkId(), opened.epochs(), deposit.id(), opened.sealed());
    }

    @Test
    void a_receipt_a_revocation_and_an_expiry_drop_what_the_link_opened() {
        Deposit deposit = deposit("a.txt");
        ReleaseMade made = sealed(deposit.id(), "desk", "other-desk").orThrow();
        fetched(made.links().getFirst(), deposit);
        OpenLink.Opening.Opened opened = open(gateway.inside, made.links().getFirst());
        gateway.inside.fetch.confirm(opened.linkId(), opened.epochs()).orThrow();
        assertThat(wraps(opened.linkId())).isZero();
        assertThat(sessions()).isZero();

        String second = made.links().get(1).link().id();
        open(gateway.inside, made.links().get(1));
        assertThat(wraps(second)).isEqualTo(1);
        gateway.clock.set(made.links().get(1).link().expires());
        gateway.inside.link.waiting().due();
        assertThat(wraps(second)).isZero();
        assertThat(sessions()).isZero();

        ReleaseMade third = sealed(deposit("b.txt").id(), "desk").orThrow();
        open(gateway.inside, third.links().getFirst());
        gateway.inside
                .links
                .revoke(HOST, third.links().getFirst().link().id(), "made up")
                .orThrow();
        assertThat(wraps(third.links().getFirst().link().id())).isZero();
        assertThat(sessions()).isZero();
    }

    @Test
    void without_the_owners_key_nothing_is_sealed() {
        gateway.vouch("org-a", "ali", "desk");
        Deposit theirs = gateway.assessment("bea", "b.txt", CONTENT);
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", theirs.id(), "org-b", Optional.of("made up"))
                .orThrow();
        Answer<ReleaseMade> made = gateway.inside.release.create(
                HOST,
                "bea",
                new ReleaseOrder(
                        java.util.List.of(theirs.id()),
                        java.util.List.of("desk"),
                        "planning (made up)",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(org.sluice.gateway.domain.release.Way.MAIL),
                        Optional.of(org.sluice.gateway.domain.release.Way.PHONE),
                        LinkWishes.USUAL.sealed(true, Map.of())));

        assertThat(refusal(made).code()).isEqualTo("sealing-key-missing");
        assertThat(refusal(made).message()).contains("sluice seal keygen");
        assertThat(wrap(theirs)).isPresent();
    }

    @Test
    void what_is_released_unsealed_or_to_an_inbox_is_not_sealed() {
        Deposit deposit = deposit("a.txt");
        ReleaseMade open = gateway.release("ali", deposit.id(), "desk").orThrow();
        assertThat(refusal(sealed(deposit.id(), "desk")).code()).isEqualTo("released-unsealed");
        gateway.inside
                .links
                .revokeRelease(HOST, open.release().id(), "to seal it")
                .orThrow();
        assertThat(refusal(sealed(deposit.id(), "desk", "bea:members")).code()).isEqualTo("sealed-links-only");
        assertThat(sealed(deposit.id(), "desk")).isInstanceOf(Answer.Done.class);
    }

    @Test
    void the_owner_issues_a_link_again_with_the_private_key_and_nobody_without() throws WrapRefused {
        Deposit deposit = deposit("a.txt");
        ReleaseMade made = sealed(deposit.id(), "desk").orThrow();
        String link = made.links().getFirst().link().id();

        assertThat(refusal(gateway.inside.links.reissue(HOST, link)).code()).isEqualTo("sealed");
        assertThatThrownBy(() -> opened(link, "org-a", SealingKey.generate(new SecureRandom())))
                .isInstanceOf(WrapRefused.class);
        LinkWishes wrong = LinkWishes.USUAL.sealed(true, Map.of(deposit.id(), DataKey.random(new SecureRandom())));
        assertThat(refusal(gateway.inside.links.reissue(HOST, link, wrong)).code())
                .isEqualTo("wrong-key");
        // A refused act leaves the old link as it is.
        assertThat(open(gateway.inside, made.links().getFirst()).sealed()).isPresent();

        ReleaseMade.HandOver again = gateway.inside
                .links
                .reissue(HOST, link, opened(link, "org-a", owner))
                .orThrow();
        assertThat(fetched(again, deposit)).isEqualTo(CONTENT);
        assertThat(wraps(link)).isZero();
    }

    @Test
    void another_recipient_is_added_by_the_owners_key_alone() throws WrapRefused {
        Deposit deposit = deposit("a.txt");
        ReleaseMade made = sealed(deposit.id(), "desk").orThrow();

        assertThat(refusal(sealed(deposit.id(), "other-desk")).code()).isEqualTo("sealed");
        assertThat(refusal(release(deposit.id(), LinkWishes.USUAL, "other-desk"))
                        .code())
                .isEqualTo("sealed");
        LinkWishes keys = opened(made.links().getFirst().link().id(), "org-a", owner);
        ReleaseMade added = release(deposit.id(), keys, "other-desk").orThrow();
        assertThat(fetched(added.links().getFirst(), deposit)).isEqualTo(CONTENT);
    }

    @Test
    void after_sealing_a_label_only_becomes_stricter_and_the_links_go_on() {
        Deposit deposit = deposit("a.txt");
        ReleaseMade made = sealed(deposit.id(), "desk").orThrow();

        assertThat(refusal(gateway.inside.label.label(HOST, deposit.id(), Map.of("location", "national")))
                        .code())
                .isEqualTo("sealed");
        assertThat(gateway.label(deposit.id(), "share-with=ocha-imos").label().shareWith())
                .isPresent();
        assertThat(fetched(made.links().getFirst(), deposit)).isEqualTo(CONTENT);
    }

    @Test
    void whatever_else_needs_the_content_is_told_that_it_is_sealed() {
        Deposit deposit = deposit("a.txt");
        sealed(deposit.id(), "desk").orThrow();

        try (Visit visit = gateway.visit("ali")) {
            assertThat(refusal(gateway.inside.own.read(visit, gateway.get(deposit.id())))
                            .code())
                    .isEqualTo("sealed");
        }
        assertThat(gateway.inside.inspect.due()).isZero();
        // Rotation passes it over: there is nothing to wrap anew.
        assertThat(gateway.inside.stewardship.rotate().rotate(HOST, Channel.CONFIDENTIAL))
                .isInstanceOf(Answer.Done.class);
    }

    @Test
    void destroying_it_drops_every_wrap() {
        Deposit deposit = deposit("a.txt");
        ReleaseMade made = sealed(deposit.id(), "desk").orThrow();
        gateway.inside.links.revokeRelease(HOST, made.release().id(), "made up").orThrow();

        gateway.inside
                .stewardship
                .destroy()
                .destroy(HOST, "ali", deposit.id(), "made up")
                .orThrow();

        assertThat(gateway.inside.ledger.<java.util.List<SealedDeposits.OwnerWrap>, RuntimeException>read(
                        sql -> SealedDeposits.wraps(sql, deposit.id())))
                .isEmpty();
        assertThat(wraps(made.links().getFirst().link().id())).isZero();
    }

    @Test
    void only_a_public_key_whose_fingerprint_somebody_read_is_registered() {
        SealingKey other = SealingKey.generate(new SecureRandom());
        KeepSealed keep = gateway.inside.link.sealed();
        assertThat(refusal(keep.register(
                                HOST, "org-b", other.reveal(), other.publicKey().fingerprint()))
                        .code())
                .isEqualTo("bad-key");
        assertThat(refusal(keep.register(
                                HOST,
                                "org-b",
                                other.publicKey().text(),
                                owner.publicKey().fingerprint()))
                        .code())
                .isEqualTo("bad-fingerprint");
        assertThat(refusal(keep.register(
                                new org.sluice.gateway.domain.audit.Actor.PersonActor("ali", "org-a"),
                                "org-b",
                                other.publicKey().text(),
                                other.publicKey().fingerprint()))
                        .code())
                .isEqualTo("not-yours");
        assertThat(refusal(keep.wraps(
                                new org.sluice.gateway.domain.audit.Actor.PersonActor("bea", "org-b"),
                                sealedDeposit().id()))
                        .code())
                .isEqualTo("not-yours");
    }

    private Deposit sealedDeposit() {
        Deposit deposit = deposit("c.txt");
        sealed(deposit.id(), "desk").orThrow();
        return deposit;
    }

    private Optional<Keys.WrapRow> wrap(Deposit deposit) {
        return gateway.inside.ledger.read(sql -> Keys.wrap(sql, deposit.id()));
    }

    private int wraps(String linkId) {
        return gateway.inside
                .ledger
                .<java.util.List<String>, RuntimeException>read(sql -> SealedLinks.deposits(sql, linkId))
                .size();
    }

    private long sessions() {
        return gateway.inside.ledger.read(sql -> sql.createQuery("SELECT count(*) FROM sealed_session")
                .mapTo(Long.class)
                .one());
    }
}
