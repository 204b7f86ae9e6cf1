package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.whole.Ending;
import org.sluice.gateway.domain.whole.Wholeness;
import org.sluice.gateway.inspect.whole.WholeFiles;
import org.sluice.gateway.store.Wholes;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** A file that only looks whole goes to nobody, until it comes again or its owner answers for it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class WholeFileTest {
    private static final String TYPE = "assessments-reports";
    private static final byte[] WHOLE = WholeFiles.pdf();
    private static final byte[] CUT = Arrays.copyOf(WHOLE, WHOLE.length - 20);
    private static final Spot BESIDE = new Spot(Channel.CONFIDENTIAL, TYPE, "", "report.pdf.sha256");

    private final TestDatabase database;
    private GatewayFixture gateway;

    WholeFileTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        gateway = new GatewayFixture(database);
        gateway.participant("relief-a", "coordinators");
        gateway.participant("relief-b", "coordinators");
        gateway.person("ali", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("bea", "relief-a", Role.RELEASER);
        gateway.person("cem", "relief-b", Role.DEPOSITOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private Deposit report(byte[] content) {
        return gateway.assessment("ali", "report.pdf", content);
    }

    private Wholeness whole(Deposit deposit) {
        return gateway.inside.ledger.read(sql -> Wholes.find(sql, deposit.id())).orElseThrow();
    }

    private Refusal exit(Deposit deposit) {
        return exits(deposit).getFirst();
    }

    private List<Refusal> exits(Deposit deposit) {
        return ScanCase.exits(gateway, gateway.inside, deposit);
    }

    private Answer<SideFile> said(String text) {
        try (Visit visit = gateway.visit("ali")) {
            return gateway.inside.sideFiles.put(visit, BESIDE, bytes(text));
        }
    }

    private static String sha256(byte[] content) {
        return Sha256.hex(content);
    }

    @Test
    void a_whole_file_is_not_held_for_that() {
        Deposit deposit = report(WHOLE);
        assertThat(whole(deposit).ending()).isEqualTo(Ending.whole("PDF"));
        assertThat(exits(deposit)).isEmpty();
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.CUT_OFF);
    }

    @Test
    void a_file_without_its_end_is_held_and_its_owner_is_told() {
        Deposit deposit = report(CUT);
        assertThat(exit(deposit).code()).isEqualTo("cut-off");
        assertThat(exit(deposit).kind()).isEqualTo(Refusal.Kind.NEEDS);
        assertThat(gateway.notices("ali")).containsOnlyOnce(Notice.Kind.CUT_OFF);
        assertThat(gateway.audited(EventKind.DEPOSIT_CUT_OFF))
                .singleElement()
                .asString()
                .contains(deposit.id())
                .contains("PDF");
        Overview.DepositSeen seen = new Overview(gateway.inside.ledger, gateway.inside.rules)
                .deposit(deposit.id(), Optional.of("ali"))
                .orThrow();
        assertThat(seen.holding()).extracting(Refusal::code).contains("cut-off");
        assertThat(seen.whole().orElseThrow().ending().why()).contains("%%EOF");
    }

    @Test
    void what_was_not_looked_at_yet_is_held_for_the_moment_without_a_word() {
        try (Visit visit = gateway.visit("ali")) {
            Deposit closed = gateway.upload(visit, Channel.CONFIDENTIAL, TYPE, "report.pdf", WHOLE)
                    .orThrow();
            gateway.inside.settle.orderlyEnd(visit);
            assertThat(exit(closed).code()).isEqualTo("being-checked");
            Optional<Refusal> told = gateway.inside.ledger.read(
                    sql -> new WholeFile().holding(sql, gateway.get(closed.id()), gateway.inside.ledger.now()));
            assertThat(told).isEmpty();
        }
    }

    @Test
    void the_whole_file_takes_its_place_and_the_notice_goes() {
        Deposit cut = report(CUT);
        Deposit whole = report(WHOLE);
        assertThat(gateway.get(cut.id()).supersededBy()).contains(whole.id());
        assertThat(exits(whole)).isEmpty();
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.CUT_OFF);
    }

    @Test
    void continuing_the_cut_file_makes_it_whole() {
        report(CUT);
        try (Visit visit = gateway.visit("ali")) {
            Deposit done = gateway.inside
                    .receive
                    .begin(visit, Channel.CONFIDENTIAL, TYPE, "report.pdf", false)
                    .then(upload ->
                            GatewayFixture.write(upload, CUT.length, WHOLE).then(all -> upload.complete()))
                    .orThrow();
            gateway.inside.settle.orderlyEnd(visit);
            gateway.inside.inspect.due();
            assertThat(whole(done).ending()).isEqualTo(Ending.whole("PDF"));
        }
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.CUT_OFF);
    }

    @Test
    void a_depositor_of_the_owner_answers_for_it_and_nobody_else() {
        Deposit deposit = report(CUT);
        CheckWhole whole = gateway.inside.arrivals.whole();
        assertThat(refusal(whole.answer(HOST, "bea", deposit.id(), "I looked")).code())
                .isEqualTo("not-the-owner");
        assertThat(refusal(whole.answer(HOST, "cem", deposit.id(), "I looked")).code())
                .isEqualTo("not-the-owner");
        assertThat(refusal(whole.answer(HOST, "ali", deposit.id(), " ")).code()).isEqualTo("no-note");
        assertThat(whole.answer(HOST, "ali", deposit.id(), "I looked").orThrow().answeredBy())
                .contains("ali");
        assertThat(exits(deposit)).isEmpty();
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.CUT_OFF);
        assertThat(gateway.audited(EventKind.WHOLENESS_ANSWERED)).hasSize(1);
        assertThat(refusal(whole.answer(HOST, "ali", deposit.id(), "again")).code())
                .isEqualTo("nothing-to-answer");
    }

    @Test
    void nobody_answers_for_what_nothing_speaks_against() {
        Deposit deposit = report(WHOLE);
        assertThat(refusal(gateway.inside.arrivals.whole().answer(HOST, "ali", deposit.id(), "I looked"))
                        .code())
                .isEqualTo("nothing-to-answer");
    }

    @Test
    void a_hash_said_before_its_file_is_compared_when_that_has_settled() {
        said(sha256(WHOLE)).orThrow();
        Deposit cut = report(CUT);
        assertThat(whole(cut).hash(cut)).isEqualTo(Wholeness.Hash.DIFFERS);
        assertThat(exit(cut).code()).isEqualTo("hash-differs");
        assertThat(exit(cut).message()).contains(sha256(CUT)).contains(sha256(WHOLE));
        assertThat(gateway.notices("ali")).containsOnlyOnce(Notice.Kind.HASH_DIFFERS);
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.CUT_OFF);
        Deposit whole = report(WHOLE);
        assertThat(whole(whole).hash(whole)).isEqualTo(Wholeness.Hash.MATCHES);
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.HASH_DIFFERS);
        assertThat(gateway.audited(EventKind.HASH_MATCHED)).hasSize(1);
        assertThat(gateway.audited(EventKind.HASH_DIFFERED)).hasSize(1);
    }

    @Test
    void a_hash_said_after_its_file_is_compared_at_once() {
        Deposit deposit = report(bytes("a table of figures"));
        said(sha256(WHOLE) + "  report.pdf\n").orThrow();
        assertThat(exit(deposit).code()).isEqualTo("hash-differs");
        said(deposit.sha256().orElseThrow()).orThrow();
        assertThat(whole(deposit).hash(deposit)).isEqualTo(Wholeness.Hash.MATCHES);
        assertThat(exits(deposit)).isEmpty();
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.HASH_DIFFERS);
    }

    @Test
    void a_hash_that_matches_says_more_than_the_form() {
        Deposit deposit = report(CUT);
        said(sha256(CUT)).orThrow();
        assertThat(exits(deposit)).isEmpty();
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.CUT_OFF);
    }

    @Test
    void a_hash_for_the_next_version_does_not_harm_the_one_that_matched() {
        Deposit first = report(WHOLE);
        said(sha256(WHOLE)).orThrow();
        said(sha256(bytes("next"))).orThrow();
        assertThat(whole(first).holds(first)).isFalse();
        Deposit second = report(bytes("next"));
        assertThat(whole(second).hash(second)).isEqualTo(Wholeness.Hash.MATCHES);
        assertThat(whole(first).hash(first)).isEqualTo(Wholeness.Hash.MATCHES);
    }

    @Test
    void a_hash_held_against_the_version_before_is_lifted_when_its_own_file_comes() {
        Deposit first = report(WHOLE);
        said(sha256(bytes("next"))).orThrow();
        assertThat(whole(first).holds(first)).isTrue();
        report(bytes("next"));
        assertThat(whole(first).hash(first)).isEqualTo(Wholeness.Hash.NOT_SAID);
        assertThat(whole(first).holds(first)).isFalse();
    }

    @Test
    void a_hash_taken_back_is_no_longer_held_against_the_file() {
        Deposit deposit = report(WHOLE);
        said(sha256(CUT)).orThrow();
        assertThat(whole(deposit).holds(deposit)).isTrue();
        try (Visit visit = gateway.visit("ali")) {
            SideFile beside = gateway.inside.sideFiles.find(visit, BESIDE).orElseThrow();
            gateway.inside.sideFiles.remove(visit, beside).orThrow();
        }
        assertThat(whole(deposit).holds(deposit)).isFalse();
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.HASH_DIFFERS);
        Deposit next = report(bytes("next"));
        assertThat(whole(next).hash(next)).isEqualTo(Wholeness.Hash.NOT_SAID);
    }

    @Test
    void an_answer_covers_what_was_known_and_no_hash_that_comes_later() {
        Deposit deposit = report(CUT);
        gateway.inside
                .arrivals
                .whole()
                .answer(HOST, "ali", deposit.id(), "I looked")
                .orThrow();
        said(sha256(WHOLE)).orThrow();
        assertThat(exit(deposit).code()).isEqualTo("hash-differs");
        gateway.inside
                .arrivals
                .whole()
                .answer(HOST, "ali", deposit.id(), "I looked again")
                .orThrow();
        assertThat(whole(deposit).holds(deposit)).isFalse();
    }

    @Test
    void a_hash_that_can_not_be_read_is_told_and_holds_nothing() {
        Deposit deposit = report(WHOLE);
        assertThat(refusal(said("not a hash")).code()).isEqualTo("bad-hash-file");
        assertThat(gateway.notices("ali")).isNotEmpty();
        assertThat(whole(deposit).holds(deposit)).isFalse();
    }
}
