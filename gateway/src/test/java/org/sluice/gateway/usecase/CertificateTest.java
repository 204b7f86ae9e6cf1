package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.fingerprint;
import static org.sluice.gateway.testkit.GatewayFixture.knock;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.Revocation;
import org.sluice.gateway.domain.participant.UserCertificate;
import org.sluice.gateway.testkit.TestDatabase;

/** Certificates, whose signature the SSH library has checked. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CertificateTest extends LogInCase {
    CertificateTest(TestDatabase kind) {
        super(kind);
    }

    private static UserCertificate valid(Instant from, Instant until) {
        UserCertificate usual = certificate("ali");
        return new UserCertificate(
                CA, usual.key(), usual.keyId(), usual.serial(), true, usual.principals(), from, until, Map.of());
    }

    private static UserCertificate of(boolean user, Set<String> principals, Map<String, String> critical) {
        UserCertificate usual = certificate("ali");
        return new UserCertificate(
                CA, usual.key(), usual.keyId(), 17, user, principals, usual.from(), usual.until(), critical);
    }

    private Visit enters() {
        return gateway.inside
                .logIn
                .enter(with(certificate("ali")), cuts::incrementAndGet)
                .orThrow();
    }

    private void revoke(Revocation.By by, String what) {
        gateway.inside
                .authorities
                .revoke(HOST, "org-a", by, what, "laptop stolen (made up)")
                .orThrow();
    }

    @Test
    void a_certificate_of_its_participants_authority_lets_a_person_in_and_is_on_record() {
        assertThat(tries(with(certificate("ali")))).isEqualTo("in");
        assertThat(gateway.audited(EventKind.LOGIN_ACCEPTED).getLast())
                .contains(CA)
                .contains("ali-laptop")
                .contains("\"serial\":\"17\"")
                .contains("SHA256:of-today");
    }

    @Test
    void it_names_its_person_and_a_host_or_nobody_is_refused() {
        assertThat(tries(with(certificate("ayla")))).isEqualTo("certificate-principal");
        assertThat(tries(with(of(true, Set.of(), Map.of())))).isEqualTo("certificate-principal");
        assertThat(tries(with(of(false, Set.of("ali"), Map.of())))).isEqualTo("certificate-type");
    }

    @Test
    void it_is_of_its_own_participants_authority() {
        assertThat(tries(knock("berk", new Proof.OfCertificate(certificate("berk")), HERE)))
                .isEqualTo("authority-unknown");
        UserCertificate other = new UserCertificate(
                "SHA256:nobody", "SHA256:k", "x", 1, true, Set.of("ali"), NOW, NOW.plusSeconds(9), Map.of());
        assertThat(tries(with(other))).isEqualTo("authority-unknown");
    }

    @Test
    void it_is_valid_from_its_first_instant_to_the_last_before_its_end() {
        UserCertificate certificate = valid(NOW.plusSeconds(10), NOW.plusSeconds(20));
        at(NOW.plusSeconds(10).minusMillis(1));
        assertThat(tries(with(certificate))).isEqualTo("certificate-early");
        at(NOW.plusSeconds(10));
        assertThat(tries(with(certificate))).isEqualTo("in");
        at(NOW.plusSeconds(20).minusMillis(1));
        assertThat(tries(with(certificate))).isEqualTo("in");
        at(NOW.plusSeconds(20));
        assertThat(tries(with(certificate))).isEqualTo("certificate-expired");
    }

    @Test
    void a_session_ends_with_its_certificate() {
        Visit visit = enters();
        at(NOW.plus(Duration.ofHours(8)).minusMillis(1));
        gateway.inside.live.cutFallen();
        assertThat(visit.isCut()).isFalse();
        at(NOW.plus(Duration.ofHours(8)));
        gateway.inside.live.cutFallen();
        assertThat(visit.isCut()).isTrue();
    }

    @Test
    void it_is_not_valid_for_longer_than_its_authority_may_give() {
        Instant from = NOW.minusSeconds(1);
        assertThat(tries(with(valid(from, from.plus(Duration.ofDays(30)))))).isEqualTo("in");
        assertThat(tries(with(valid(from, from.plus(Duration.ofDays(30)).plusSeconds(1)))))
                .isEqualTo("certificate-too-long");
        assertThat(tries(with(valid(Instant.EPOCH, Instant.MAX)))).isEqualTo("certificate-too-long");
    }

    @Test
    void its_networks_are_kept_to_and_other_critical_options_refuse() {
        assertThat(tries(with(of(true, Set.of("ali"), Map.of("source-address", "192.0.2.0/24,::1")))))
                .isEqualTo("in");
        assertThat(tries(with(of(true, Set.of("ali"), Map.of("source-address", "198.51.100.0/24")))))
                .isEqualTo("certificate-elsewhere");
        assertThat(tries(with(of(true, Set.of("ali"), Map.of("source-address", "office")))))
                .isEqualTo("certificate-elsewhere");
        assertThat(tries(with(of(true, Set.of("ali"), Map.of("force-command", "internal-sftp")))))
                .isEqualTo("certificate-option");
        assertThat(tries(with(of(true, Set.of("ali"), Map.of("new@example.org", "")))))
                .isEqualTo("certificate-option");
    }

    @Test
    void a_revoked_serial_ends_its_sessions_and_opens_none() {
        Visit visit = enters();
        Visit byKey = gateway.inside.logIn.enter(key("ali", HERE), () -> {}).orThrow();
        revoke(Revocation.By.SERIAL, " 017 ");
        assertThat(visit.isCut()).isTrue();
        assertThat(cuts).hasValue(1);
        assertThat(byKey.isCut()).isFalse();
        assertThat(tries(with(certificate("ali")))).isEqualTo("certificate-revoked");
        assertThat(tries(key("ali", HERE))).isEqualTo("in");
    }

    @Test
    void a_revoked_key_id_ends_its_sessions_and_another_does_not() {
        revoke(Revocation.By.KEY_ID, "another-laptop");
        Visit visit = enters();
        revoke(Revocation.By.KEY_ID, "ali-laptop");
        assertThat(visit.isCut()).isTrue();
        assertThat(tries(with(certificate("ali")))).isEqualTo("certificate-revoked");
    }

    @Test
    void a_revoked_authority_is_gone_for_good_and_a_removed_one_may_come_back() {
        Visit visit = enters();
        gateway.inside.authorities.remove(HOST, "org-a", CA).orThrow();
        assertThat(visit.isCut()).isTrue();
        assertThat(tries(with(certificate("ali")))).isEqualTo("authority-unknown");
        gateway.inside.authorities.add(HOST, "org-a", CA, "x", Optional.empty()).orThrow();
        Visit again = enters();
        revoke(Revocation.By.AUTHORITY, CA);
        assertThat(again.isCut()).isTrue();
        assertThat(gateway.inside.authorities.list("org-a").orThrow()).isEmpty();
        assertThat(refusal(gateway.inside.authorities.add(HOST, "org-a", CA, "x", Optional.empty()))
                        .code())
                .isEqualTo("authority-revoked");
    }

    @Test
    void a_repeated_revocation_is_no_error_and_on_record_once() {
        revoke(Revocation.By.SERIAL, "17");
        revoke(Revocation.By.SERIAL, "17");
        assertThat(gateway.audited(EventKind.CERTIFICATES_REVOKED)).hasSize(1);
        assertThat(gateway.inside.authorities.revocations("org-a").orThrow()).hasSize(1);
        assertThat(gateway.inside.authorities.revocations("org-b").orThrow()).isEmpty();
    }

    @Test
    void what_names_no_certificate_is_not_revoked() {
        for (String none : new String[] {"0", "-1", "x", "18446744073709551616", ""}) {
            assertThat(refusal(gateway.inside.authorities.revoke(HOST, "org-a", Revocation.By.SERIAL, none, "why"))
                            .kind())
                    .as(none)
                    .isEqualTo(org.sluice.gateway.domain.Refusal.Kind.WRONG);
        }
        assertThat(refusal(gateway.inside.authorities.revoke(HOST, "nobody", Revocation.By.SERIAL, "1", "why"))
                        .code())
                .isEqualTo("unknown-participant");
    }

    @Test
    void a_key_is_an_authoritys_or_a_persons_and_never_both() {
        assertThat(refusal(gateway.inside.authorities.add(HOST, "org-b", CA, "x", Optional.empty()))
                        .code())
                .isEqualTo("key-taken");
        assertThat(refusal(gateway.inside.authorities.add(HOST, "org-b", fingerprint("ali"), "x", Optional.empty()))
                        .code())
                .isEqualTo("key-taken");
        assertThat(refusal(gateway.inside.register.addKey(HOST, "berk", CA, "x"))
                        .code())
                .isEqualTo("key-taken");
        assertThat(refusal(gateway.inside.authorities.add(HOST, "org-b", "SHA256:n", "x", Optional.of(0)))
                        .code())
                .isEqualTo("bad-validity");
    }
}
