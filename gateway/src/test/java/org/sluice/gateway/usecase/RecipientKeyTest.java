package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.crypto.age.AgeSecretKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.RecipientKeys;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.Gpg;
import org.sluice.gateway.testkit.TestDatabase;

/** Public keys for which senders seal files: who registers, who confirms, and when none is given out. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RecipientKeyTest {
    private final TestDatabase database;
    private GatewayFixture gateway;
    private KeepRecipientKeys keys;

    RecipientKeyTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(database);
        keys = gateway.inside.link.recipientKeys();
        gateway.participant("bridge", "members");
        gateway.person("amal", "bridge", Role.DEPOSITOR, Role.ADMINISTRATOR);
        gateway.participant("ocha", "ocha-imos");
        gateway.person("olga", "ocha", Role.RELEASER);
        gateway.person("dina", "ocha", Role.RELEASER);
        gateway.contact("imo", Optional.of("ocha"), "ocha-imos");
        gateway.contact("donor", Optional.empty(), "partner-bodies");
        gateway.inside
                .terms
                .setSpeakers(GatewayFixture.HOST, "ocha", Duty.DATA_PROTECTION, List.of("dina"))
                .orThrow();
        gateway.inside
                .terms
                .setSpeakers(GatewayFixture.HOST, "ocha", Duty.FOCAL_POINT, List.of("olga", "dina"))
                .orThrow();
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static Actor as(String person) {
        return new Actor.HostAdministrator(Optional.of(person));
    }

    private static String fresh() {
        return AgeSecretKey.generate(new SecureRandom()).publicKey().spelled();
    }

    private RecipientKey added(String holder) {
        return keys.add(as("olga"), holder, "the desk", fresh()).orThrow();
    }

    private RecipientKey confirmed(String holder) {
        RecipientKey key = added(holder);
        return keys.confirm(as("dina"), key.id(), "dina", key.fingerprint()).orThrow();
    }

    private List<String> given(String recipient) {
        return switch (keys.of(recipient)) {
            case Answer.Done<List<RecipientKey>> done ->
                done.value().stream().map(RecipientKey::id).toList();
            case Answer.Refused<List<RecipientKey>> refused -> {
                assertThat(refused.refusal().code()).isEqualTo("no-key");
                yield List.of();
            }
        };
    }

    private static String code(Answer<?> answer) {
        return GatewayFixture.refusal(answer).code();
    }

    @Test
    void a_key_counts_only_after_a_second_person_compared_its_fingerprint() {
        RecipientKey key = added("ocha");
        assertThat(given("ocha")).isEmpty();
        assertThat(given("nobody")).isEmpty();
        assertThat(gateway.notices("dina")).containsExactly(Notice.Kind.RECIPIENT_KEY_TO_CONFIRM);
        String spoken = key.fingerprint().toUpperCase(java.util.Locale.ROOT).replace(" ", "-");
        keys.confirm(as("dina"), key.id(), "dina", spoken).orThrow();
        assertThat(given("ocha")).containsExactly(key.id());
        assertThat(given("imo")).containsExactly(key.id());
        assertThat(given("olga")).containsExactly(key.id());
        assertThat(gateway.audited(EventKind.RECIPIENT_KEY_ADDED)).hasSize(1);
        assertThat(gateway.audited(EventKind.RECIPIENT_KEY_CONFIRMED)).hasSize(1);
        assertThat(code(keys.confirm(as("dina"), key.id(), "dina", spoken))).isEqualTo("key-confirmed");
    }

    @Test
    void who_registered_a_key_does_not_confirm_it() {
        RecipientKey key = keys.add(as("dina"), "ocha", "the desk", fresh()).orThrow();
        assertThat(code(keys.confirm(as("dina"), key.id(), "dina", key.fingerprint())))
                .isEqualTo("same-person");
        assertThat(given("ocha")).isEmpty();
    }

    @Test
    void another_fingerprint_and_another_person_confirm_nothing() {
        RecipientKey key = added("ocha");
        String other = AgeSecretKey.generate(new SecureRandom()).publicKey().fingerprint();
        assertThat(code(keys.confirm(as("dina"), key.id(), "dina", other))).isEqualTo("fingerprint-differs");
        assertThat(gateway.audited(EventKind.RECIPIENT_KEY_REFUSED)).hasSize(1);
        assertThat(code(keys.confirm(as("amal"), key.id(), "amal", key.fingerprint())))
                .isEqualTo("not-its-data-protection-contact");
        assertThat(code(keys.confirm(as("olga"), key.id(), "dina", key.fingerprint())))
                .isEqualTo("not-oneself");
        assertThat(given("ocha")).isEmpty();
    }

    @Test
    void who_does_not_speak_for_a_participant_registers_no_key_for_it() {
        gateway.person("omar", "ocha", Role.DEPOSITOR);
        assertThat(code(keys.add(as("omar"), "ocha", "mine", fresh()))).isEqualTo("not-its-focal-point");
        assertThat(keys.add(as("amal"), "ocha", "its", fresh()).orThrow().addedBy())
                .isEqualTo("amal");
    }

    @Test
    void a_revoked_key_is_given_to_nobody_and_is_never_confirmed() {
        RecipientKey key = confirmed("ocha");
        keys.revoke(as("olga"), key.id()).orThrow();
        keys.revoke(as("olga"), key.id()).orThrow();
        assertThat(given("ocha")).isEmpty();
        assertThat(gateway.audited(EventKind.RECIPIENT_KEY_REVOKED)).hasSize(1);
        RecipientKey second = added("ocha");
        keys.revoke(as("olga"), second.id()).orThrow();
        assertThat(code(keys.confirm(as("dina"), second.id(), "dina", second.fingerprint())))
                .isEqualTo("key-revoked");
        gateway.person("sami", "bridge", Role.RELEASER);
        assertThat(code(keys.revoke(as("sami"), added("ocha").id()))).isEqualTo("not-yours");
    }

    @Test
    void keys_of_a_barred_participant_and_of_its_contacts_are_given_to_nobody() {
        RecipientKey key = confirmed("ocha");
        RecipientKey own = confirmed("imo");
        assertThat(given("imo")).containsExactly(own.id());
        gateway.inside.cut.suspend(GatewayFixture.HOST, "ocha", "a test").orThrow();
        assertThat(given("ocha")).isEmpty();
        assertThat(given("imo")).isEmpty();
        assertThat(given("olga")).isEmpty();
        gateway.inside.cut.resume(GatewayFixture.HOST, "ocha").orThrow();
        assertThat(given("ocha")).containsExactly(key.id());
        gateway.inside.cut.withdrawNow(GatewayFixture.HOST, "ocha", "a test").orThrow();
        assertThat(given("ocha")).isEmpty();
        assertThat(given("imo")).isEmpty();
    }

    @Test
    void a_contact_whose_term_ended_is_given_no_key_at_the_very_instant() {
        confirmed("imo");
        Instant end = gateway.clock.instant().plusSeconds(60);
        gateway.inside
                .terms
                .setEnd(GatewayFixture.HOST, "imo", Optional.of(end))
                .orThrow();
        gateway.clock.set(end.minusMillis(1));
        assertThat(given("imo")).isNotEmpty();
        gateway.clock.set(end);
        assertThat(given("imo")).isEmpty();
    }

    @Test
    void a_contact_of_nobody_has_a_key_that_ones_own_data_protection_contact_confirms() {
        RecipientKey key =
                keys.add(GatewayFixture.HOST, "donor", "its desk", fresh()).orThrow();
        keys.confirm(as("dina"), key.id(), "dina", key.fingerprint()).orThrow();
        assertThat(given("donor")).containsExactly(key.id());
        assertThat(given("imo")).isEmpty();
    }

    @Test
    void what_is_no_key_and_what_stands_there_already_is_refused() {
        String key = fresh();
        assertThat(keys.add(as("olga"), "ocha", "a", key).orThrow().spelled()).isEqualTo(key);
        assertThat(code(keys.add(as("olga"), "ocha", "b", key))).isEqualTo("key-known");
        String secret = AgeSecretKey.generate(new SecureRandom()).reveal();
        assertThat(code(keys.add(as("olga"), "ocha", "c", secret))).isEqualTo("bad-key");
        assertThat(code(keys.add(as("olga"), "ocha", "two\nlines", fresh()))).isEqualTo("bad-name");
        assertThat(code(keys.add(as("olga"), "nobody", "d", fresh()))).startsWith("unknown");
    }

    private RecipientKey postQuantum(String holder) {
        String spelled =
                AgeSecretKey.generatePostQuantum(new SecureRandom()).publicKey().spelled();
        return keys.add(as("olga"), holder, "the desk", spelled).orThrow();
    }

    @Test
    void a_post_quantum_key_and_another_never_count_for_one_holder_together() {
        RecipientKey old = confirmed("ocha");
        RecipientKey fresh = postQuantum("ocha");
        Refusal refusal = GatewayFixture.refusal(keys.confirm(as("dina"), fresh.id(), "dina", fresh.fingerprint()));
        assertThat(refusal.code()).isEqualTo("mixed-keys");
        assertThat(refusal.message()).contains("sluice recipient-key revoke " + old.id());
        assertThat(given("ocha")).containsExactly(old.id());
        keys.revoke(as("olga"), old.id()).orThrow();
        keys.confirm(as("dina"), fresh.id(), "dina", fresh.fingerprint()).orThrow();
        RecipientKey second = postQuantum("ocha");
        keys.confirm(as("dina"), second.id(), "dina", second.fingerprint()).orThrow();
        assertThat(given("ocha")).containsExactlyInAnyOrder(fresh.id(), second.id());

        RecipientKey third = added("ocha");
        assertThat(code(keys.confirm(as("dina"), third.id(), "dina", third.fingerprint())))
                .isEqualTo("mixed-keys");
        // As two confirmations in one moment could leave it on PostgreSQL.
        gateway.inside.ledger.write(tx -> RecipientKeys.confirm(tx, third.id(), "dina", gateway.clock.instant()));
        assertThat(code(keys.of("ocha"))).isEqualTo("mixed-keys");
        assertThat(code(keys.of("imo"))).isEqualTo("mixed-keys");
    }

    @Test
    void an_openpgp_key_counts_until_it_expires_and_is_given_out_as_it_was_read() throws Exception {
        try (Gpg gpg = new Gpg()) {
            String armoured = gpg.curve("20260101T000000", "desk", "Expire-Date: 20260401T000000");
            RecipientKey key = keys.add(as("olga"), "ocha", "the desk", "A line before\n" + armoured)
                    .orThrow();
            assertThat(key.kind()).isEqualTo(RecipientKey.Kind.OPENPGP);
            assertThat(key.fingerprint().replace(" ", "")).isEqualTo(gpg.fingerprint("desk"));
            assertThat(given("ocha")).isEmpty();
            keys.confirm(as("dina"), key.id(), "dina", gpg.fingerprint("desk")).orThrow();
            assertThat(given("imo")).containsExactly(key.id());
            assertThat(keys.of("imo").orThrow().getFirst().spelled()).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK");
            Instant end = Instant.parse("2026-04-01T00:00:00Z");
            gateway.clock.set(end.minusMillis(1));
            assertThat(given("ocha")).containsExactly(key.id());
            assertThat(keys.ended(key)).isEmpty();
            gateway.clock.set(end);
            assertThat(given("ocha")).isEmpty();
            assertThat(given("imo")).isEmpty();
            assertThat(keys.ended(key))
                    .hasValueSatisfying(why -> assertThat(why).contains("expired"));
            keys.revoke(as("olga"), key.id()).orThrow();
            assertThat(code(keys.add(as("olga"), "ocha", "the desk", armoured))).isEqualTo("bad-key");
        }
    }

    @Test
    void a_secret_openpgp_key_is_refused_and_stands_nowhere() throws Exception {
        try (Gpg gpg = new Gpg()) {
            gpg.curve("20260101T000000", "desk");
            String secret = new String(
                    gpg.done(
                            "20260201T000000", new byte[0], "--armor", "--export-secret-keys", gpg.fingerprint("desk")),
                    java.nio.charset.StandardCharsets.US_ASCII);
            Refusal refusal = GatewayFixture.refusal(keys.add(as("olga"), "ocha", "the desk", secret));
            assertThat(refusal.code()).isEqualTo("secret-key");
            assertThat(refusal.message()).contains("SECRET").doesNotContain("BEGIN");
            assertThat(keys.list()).isEmpty();
        }
    }

    @Test
    void a_holder_has_keys_of_one_kind() throws Exception {
        try (Gpg gpg = new Gpg()) {
            RecipientKey age = confirmed("ocha");
            String armoured = gpg.curve("20260101T000000", "desk");
            Refusal refusal = GatewayFixture.refusal(keys.add(as("olga"), "ocha", "the desk", armoured));
            assertThat(refusal.code()).isEqualTo("other-kind");
            assertThat(refusal.message()).contains("revoke").contains(age.id());
            // A contact's own keys are another holder's.
            keys.add(as("olga"), "imo", "its desk", armoured).orThrow();
            keys.revoke(as("olga"), age.id()).orThrow();
            keys.add(as("olga"), "ocha", "the desk", armoured).orThrow();
            assertThat(code(keys.add(as("olga"), "ocha", "again", fresh()))).isEqualTo("other-kind");
        }
    }
}
