package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Where an original may not go, its version is offered; and a correction reaches all who have what it corrects. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class VersionsTest {
    private static final byte[] CORRECTED = "corrected".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FIRST = "the made-up first version".getBytes(StandardCharsets.UTF_8);

    private final TestDatabase kind;
    private GatewayFixture gateway;

    VersionsTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("relief-b", "members");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("bo", "relief-b", Role.RELEASER);
        gateway.person("bea", "relief-b", Role.RELEASER);
        gateway.contact("donor", Optional.empty(), "public");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void where_the_original_is_refused_the_version_that_may_go_is_offered() {
        Deposit original = gateway.assessment("amal", "full.txt", FIRST);
        Deposit version = strategy();
        assertThat(refusal(gateway.release("amal", strategyNaming().id(), "donor"))
                        .message())
                .doesNotContain(version.id());
        Deposit refused = strategyNaming();
        gateway.inside
                .versions
                .mark(HOST, Optional.of("amal"), version.id(), refused.id(), "anonymised")
                .orThrow();
        Refusal said = refusal(gateway.release("amal", refused.id(), "donor"));
        assertThat(said.message()).contains("The anonymised version " + version.id());
        assertThat(said.code()).isEqualTo("refused-by-protocol");
        assertThat(refusal(gateway.inside.versions.mark(
                                HOST, Optional.of("bo"), version.id(), original.id(), "anonymised"))
                        .code())
                .isEqualTo("not-the-owner");
        assertThat(refusal(gateway.inside.versions.mark(
                                HOST, Optional.of("amal"), refused.id(), version.id(), "anonymised"))
                        .code())
                .isEqualTo("circle");
    }

    @Test
    void a_correction_goes_to_those_who_took_the_former_and_to_nobody_else() throws Exception {
        Deposit former = gateway.assessment("amal", "a.txt", FIRST);
        gateway.release("amal", former.id(), "bo", "bea").orThrow();
        try (Visit visit = gateway.visit("bo")) {
            Inbox.Item item = gateway.inside.inbox.items(visit).getFirst();
            gateway.inside.inbox.read(visit, item, () -> {}).orThrow().close();
        }
        Deposit corrected = gateway.assessment("amal", "a.txt", "corrected".getBytes(StandardCharsets.UTF_8));
        assertThat(gateway.get(former.id()).supersededBy()).contains(corrected.id());
        KeepVersions.Corrected made = gateway.inside
                .versions
                .correct(HOST, "amal", correction(corrected))
                .orThrow();
        assertThat(made.made().release().recipients()).extracting(Recipient::id).isEqualTo(List.of("bo"));
        Deposit again = gateway.assessment("amal", "b.txt", FIRST);
        assertThat(refusal(correct(again)).code()).isEqualTo("nobody-has-it");
    }

    @Test
    void nobody_marks_a_file_of_theirs_as_a_version_of_anothers() {
        gateway.participant("lead", "coordinators");
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.person("ben", "relief-b", Role.DEPOSITOR);
        Deposit original = gateway.assessment("amal", "full.txt", FIRST);
        Deposit own = gateway.assessment("ben", "own.txt", FIRST);
        assertThat(refusal(marking("ben", own, original)).code()).isEqualTo("not-the-owner");
        assertThat(refusal(marking("amal", own, original)).code()).isEqualTo("not-the-owner");
        assertThat(refusal(marking("nobody", own, original)).code()).isEqualTo("unknown-person");
        marking("cora", own, original).orThrow();
    }

    private Answer<?> marking(String as, Deposit version, Deposit original) {
        return gateway.inside.versions.mark(HOST, Optional.of(as), version.id(), original.id(), "consolidated");
    }

    @Test
    void one_who_took_it_under_two_audiences_gets_the_correction_once() throws Exception {
        gateway.inside
                .register
                .setAudiences(HOST, "relief-b", Set.of("members", "coordinators"))
                .orThrow();
        Deposit former = gateway.assessment("amal", "a.txt", FIRST);
        gateway.release("amal", former.id(), "bo:members").orThrow();
        take("bo");
        gateway.clock.advance(Duration.ofHours(1));
        gateway.release("amal", former.id(), "bo:coordinators").orThrow();
        take("bo");
        Deposit corrected = gateway.assessment("amal", "a.txt", CORRECTED);
        KeepVersions.Corrected made = correct(corrected).orThrow();
        assertThat(made.made().release().recipients())
                .extracting(Recipient::id, Recipient::audience)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("bo", "coordinators"));
        assertThat(made.leftOut()).isEmpty();

        // Where the later one counts no more, the earlier one may still.
        gateway.inside
                .register
                .setAudiences(HOST, "relief-b", Set.of("members"))
                .orThrow();
        Deposit again = gateway.assessment("amal", "a.txt", FIRST);
        assertThat(correct(again).orThrow().made().release().recipients())
                .extracting(Recipient::audience)
                .containsExactly("members");
    }

    @Test
    void who_cannot_get_a_correction_is_named_and_keeps_nobody_else_from_it() throws Exception {
        gateway.participant("relief-c", "members");
        gateway.person("chadi", "relief-c", Role.RELEASER);
        Deposit former = gateway.assessment("amal", "a.txt", FIRST);
        gateway.release("amal", former.id(), "bo", "chadi").orThrow();
        take("bo");
        take("chadi");
        gateway.inside.cut.withdrawNow(HOST, "relief-c", "left (made up)").orThrow();
        Deposit corrected = gateway.assessment("amal", "a.txt", CORRECTED);
        KeepVersions.Corrected made = correct(corrected).orThrow();
        assertThat(made.made().release().recipients()).extracting(Recipient::id).containsExactly("bo");
        assertThat(made.leftOut()).singleElement().satisfies(one -> {
            assertThat(one.recipient()).isEqualTo("chadi");
            assertThat(one.reason()).contains("relief-c");
        });
        assertThat(gateway.audited(EventKind.RELEASE_REFUSED))
                .singleElement()
                .asString()
                .contains("\"to\":\"chadi\"");

        gateway.inside.cut.withdrawNow(HOST, "relief-b", "left (made up)").orThrow();
        Deposit again = gateway.assessment("amal", "a.txt", FIRST);
        Refusal refusal = refusal(correct(again));
        assertThat(refusal.code()).isEqualTo("nobody-may-have-it");
        assertThat(refusal.details()).hasSize(2);
        // What speaks against all of it is said as it is.
        assertThat(refusal(correct(corrected)).code()).isEqualTo("superseded");
    }

    private Answer<KeepVersions.Corrected> correct(Deposit corrected) {
        return gateway.inside.versions.correct(HOST, "amal", correction(corrected));
    }

    private static KeepVersions.Correction correction(Deposit corrected) {
        return new KeepVersions.Correction(
                corrected.id(), "corrected figures", Optional.of(Way.MAIL), Optional.of(Way.PHONE), LinkWishes.USUAL);
    }

    private void take(String person) throws Exception {
        try (Visit visit = gateway.visit(person)) {
            for (Inbox.Item item : gateway.inside.inbox.items(visit)) {
                gateway.inside.inbox.read(visit, item, () -> {}).orThrow().close();
            }
        }
    }

    private Deposit strategy() {
        return label(gateway.deposit("amal", Channel.RESTRICTED, "sector-strategy", "coded.txt", FIRST), "none");
    }

    private Deposit strategyNaming() {
        return label(gateway.deposit("amal", Channel.RESTRICTED, "sector-strategy", "named.txt", FIRST), "named");
    }

    private Deposit label(Deposit deposit, String organizations) {
        return gateway.label(
                deposit.id(),
                "organizations=" + organizations,
                "location=district",
                "population=aggregated",
                "activity=broad",
                "persons=none");
    }
}
