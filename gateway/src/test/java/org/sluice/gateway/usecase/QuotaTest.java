package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Limits;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What a participant's files may take together, and what one may have. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class QuotaTest {
    private static final String TYPE = "assessments-reports";
    private static final int FRAME = 65_536;
    private static final long LARGEST = 3L * FRAME;

    private final TestDatabase kind;
    private GatewayFixture gateway;

    QuotaTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(
                kind, new Limits(100L * FRAME, Map.of(Channel.RESTRICTED, LARGEST)), "turkey-cross-border");
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR);
        gateway.person("berivan", "org-b", Role.DEPOSITOR, Role.RELEASER);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private void quota(long bytes) {
        gateway.inside.quotas.set(HOST, "org-a", Optional.of(bytes)).orThrow();
    }

    private Quotas.Usage usage() {
        return gateway.inside.quotas.usage().stream()
                .filter(one -> one.participantId().equals("org-a"))
                .findFirst()
                .orElseThrow();
    }

    private Answer<Upload> begin(Visit visit, Channel channel, String name, Optional<Long> size, boolean fresh) {
        Spot spot = Spot.of(channel, TYPE, name).orThrow();
        return gateway.inside.receive.begin(visit, new ReceiveDeposit.Incoming(spot, spot.label(), size, fresh));
    }

    @Test
    void a_file_that_fills_the_quota_to_the_last_byte_is_taken_and_one_byte_more_is_not() {
        quota(FRAME + 10);
        try (Visit visit = gateway.visit("ali")) {
            Answer<Upload> more = begin(visit, Channel.CONFIDENTIAL, "more.bin", Optional.of(FRAME + 11L), true);
            assertThat(refusal(more).code()).isEqualTo("quota-full");
            assertThat(refusal(more).message()).contains("org-a", "64 KiB", "administrator");
            assertThat(gateway.inside.ledger.read(Deposits::allReceiving)).isEmpty();
            assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.DEPOSIT_REFUSED);

            Upload fits = begin(visit, Channel.CONFIDENTIAL, "fits.bin", Optional.of(FRAME + 10L), true)
                    .orThrow();
            GatewayFixture.write(fits, 0, new byte[FRAME + 10]).orThrow();
            fits.complete().orThrow();

            assertThat(usage().left()).isZero();
            assertThat(refusal(begin(visit, Channel.CONFIDENTIAL, "next.bin", Optional.empty(), true))
                            .code())
                    .isEqualTo("quota-full");
            // An empty file takes nothing.
            Upload empty = begin(visit, Channel.CONFIDENTIAL, "empty.bin", Optional.of(0L), true)
                    .orThrow();
            assertThat(empty.complete().orThrow().size()).isZero();
        }
    }

    @Test
    void beyond_four_gibibytes_it_is_counted_to_the_byte() {
        long five = 5L << 30;
        quota(five);
        try (Visit visit = gateway.visit("ali")) {
            assertThat(refusal(begin(visit, Channel.CONFIDENTIAL, "more.bin", Optional.of(five + 1), true))
                            .code())
                    .isEqualTo("quota-full");
            Upload fits = begin(visit, Channel.CONFIDENTIAL, "fits.bin", Optional.of(five), true)
                    .orThrow();
            fits.abandon();
            gateway.upload(visit, Channel.CONFIDENTIAL, TYPE, "large.bin", new byte[1])
                    .orThrow();
            // As if it had come; nobody reads it.
            long large = (1L << 32) + 1;
            gateway.inside.ledger.write(
                    tx -> tx.sql().execute("UPDATE deposit SET size = ? WHERE name = 'large.bin'", large));
            assertThat(usage().used()).isEqualTo(large);
            assertThat(usage().left()).isEqualTo(five - large);
            assertThat(refusal(begin(visit, Channel.CONFIDENTIAL, "b.bin", Optional.of(five - large + 1), true))
                            .code())
                    .isEqualTo("quota-full");
            begin(visit, Channel.CONFIDENTIAL, "b.bin", Optional.of(five - large), true)
                    .orThrow()
                    .abandon();
        }
    }

    @Test
    void label_files_take_room_too_and_are_refused_where_there_is_none() {
        quota(FRAME);
        try (Visit visit = gateway.visit("ali")) {
            Spot label = Spot.of(Channel.CONFIDENTIAL, TYPE, "a.csv.label.yaml").orThrow();
            byte[] said = GatewayFixture.bytes("purpose: " + "é".repeat(40) + "\n");
            gateway.inside.sideFiles.put(visit, label, said).orThrow();
            assertThat(usage().used()).as("in bytes").isEqualTo(said.length);

            quota(2L * said.length - 1);
            assertThat(refusal(gateway.inside.sideFiles.put(visit, label.named("b.csv.label.yaml"), said))
                            .code())
                    .isEqualTo("quota-full");
            assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.SIDE_FILE_WRONG);
            assertThat(gateway.audited(EventKind.SIDE_FILE_REFUSED)).hasSize(1);
        }
    }

    @Test
    void an_upload_of_unknown_length_stops_at_the_quota_and_goes_on_once_there_is_room() {
        byte[] content = new byte[4 * FRAME + 5];
        java.util.Arrays.fill(content, (byte) 7);
        Deposit before = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "before.bin", new byte[FRAME]);
        quota(3L * FRAME);
        try (Visit visit = gateway.visit("ali")) {
            Upload upload = begin(visit, Channel.CONFIDENTIAL, "long.bin", Optional.empty(), true)
                    .orThrow();
            Refusal full = refusal(GatewayFixture.write(upload, 0, content));
            assertThat(full.code()).isEqualTo("quota-full");
            assertThat(full.kind()).isEqualTo(Refusal.Kind.BUSY);
            assertThat(refusal(upload.complete())).isEqualTo(full);
        }
        assertThat(usage().used()).isEqualTo(3L * FRAME);
        assertThat(gateway.notices("ali")).contains(Notice.Kind.DEPOSIT_STOPPED, Notice.Kind.DEPOSIT_INTERRUPTED);
        assertThat(gateway.audited(EventKind.DEPOSIT_REFUSED))
                .singleElement()
                .asString()
                .contains("quota-full");
        assertThat(gateway.get(before.id())).isEqualTo(before);

        quota(5L * FRAME + 5);
        try (Visit visit = gateway.visit("ali")) {
            Upload again = begin(visit, Channel.CONFIDENTIAL, "long.bin", Optional.of((long) content.length), false)
                    .orThrow();
            assertThat(again.size()).isEqualTo(2L * FRAME);
            GatewayFixture.write(again, 2 * FRAME, content).orThrow();
            Deposit whole = again.complete().orThrow();
            assertThat(GatewayFixture.read(gateway.inside.own.read(visit, whole).orThrow()))
                    .isEqualTo(content);
        }
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.DEPOSIT_STOPPED);
    }

    @Test
    void versions_that_were_superseded_and_uploads_under_way_take_room_and_what_is_removed_gives_it_back() {
        gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "a.bin", new byte[1000]);
        gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "a.bin", new byte[500]);
        assertThat(usage().used()).isEqualTo(1500);
        assertThat(usage().superseded()).isEqualTo(1000);

        try (Visit visit = gateway.visit("ali")) {
            Upload running = begin(visit, Channel.CONFIDENTIAL, "b.bin", Optional.empty(), true)
                    .orThrow();
            running.write(0, new byte[200], 0, 200).orThrow();
            assertThat(usage().used()).isBetween(1700L, 1700L + Quotas.MOST_GRANTED);
            Deposit closed = running.complete().orThrow();
            assertThat(usage().used()).isEqualTo(1700);
            gateway.inside.own.remove(visit, closed).orThrow();
        }
        assertThat(usage().used()).isEqualTo(1500);
        assertThat(usage().files()).isEqualTo(2);
    }

    @Test
    void writing_onto_a_finished_file_counts_the_whole_copy_before_it_is_made() {
        gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "a.bin", new byte[3 * FRAME]);
        quota(5L * FRAME);
        try (Visit visit = gateway.visit("ali")) {
            Upload onto = begin(visit, Channel.CONFIDENTIAL, "a.bin", Optional.empty(), false)
                    .orThrow();
            assertThat(refusal(onto.write(10, new byte[1], 0, 1)).code()).isEqualTo("quota-full");
            onto.abandon();
        }
        assertThat(usage().used()).isEqualTo(3L * FRAME);
    }

    @Test
    void a_large_file_leaves_room_for_small_ones_beside_it() {
        quota(40L * FRAME);
        try (Visit visit = gateway.visit("ali")) {
            Upload large = begin(visit, Channel.CONFIDENTIAL, "large.bin", Optional.empty(), true)
                    .orThrow();
            GatewayFixture.write(large, 0, new byte[FRAME]).orThrow();
            for (int i = 0; i < 20; i++) {
                Upload small = begin(visit, Channel.CONFIDENTIAL, i + ".bin", Optional.empty(), true)
                        .orThrow();
                small.write(0, new byte[100], 0, 100).orThrow();
                small.complete().orThrow();
            }
            large.abandon();
        }
        assertThat(usage().used()).isEqualTo(FRAME + 2000);
    }

    @Test
    void two_hundred_uploads_at_once_never_take_more_than_the_quota() throws Exception {
        long quota = 64L * FRAME;
        quota(quota);
        List<Callable<Boolean>> uploads = new ArrayList<>();
        Visit visit = gateway.visit("ali");
        for (int i = 0; i < 200; i++) {
            String name = "p" + i + ".bin";
            uploads.add(() -> {
                if (!(begin(visit, Channel.CONFIDENTIAL, name, Optional.empty(), true)
                        instanceof Answer.Done<Upload> begun)) {
                    return false;
                }
                Upload upload = begun.value();
                if (GatewayFixture.write(upload, 0, new byte[FRAME + 7]) instanceof Answer.Done<Long>) {
                    return upload.complete() instanceof Answer.Done<Deposit>;
                }
                upload.abandon();
                return false;
            });
        }
        int whole = 0;
        try (ExecutorService many = Executors.newFixedThreadPool(32)) {
            for (var done : many.invokeAll(uploads)) {
                whole += done.get() ? 1 : 0;
            }
        } finally {
            visit.close();
        }
        long stored = gateway.inside.ledger.read(Deposits::all).stream()
                .filter(deposit -> deposit.state() != DepositState.REMOVED)
                .mapToLong(Deposit::size)
                .sum();
        assertThat(stored).isLessThanOrEqualTo(quota).isEqualTo(usage().used());
        assertThat(whole).isBetween(10, 63);
    }

    @Test
    void one_file_of_a_channel_has_a_largest_size() {
        try (Visit visit = gateway.visit("ali")) {
            Refusal known = refusal(begin(visit, Channel.RESTRICTED, "x.bin", Optional.of(LARGEST + 1), true));
            assertThat(known.code()).isEqualTo("file-too-large");
            assertThat(known.message()).contains("/restricted/", "192 KiB");

            Upload upload = begin(visit, Channel.RESTRICTED, "y.bin", Optional.empty(), true)
                    .orThrow();
            GatewayFixture.write(upload, 0, new byte[(int) LARGEST]).orThrow();
            assertThat(refusal(upload.write(LARGEST, new byte[1], 0, 1)).code()).isEqualTo("file-too-large");
            upload.abandon();

            Upload exact = begin(visit, Channel.RESTRICTED, "z.bin", Optional.of(LARGEST), true)
                    .orThrow();
            GatewayFixture.write(exact, 0, new byte[(int) LARGEST]).orThrow();
            assertThat(exact.complete().orThrow().size()).isEqualTo(LARGEST);
            assertThat(begin(visit, Channel.CONFIDENTIAL, "x.bin", Optional.of(LARGEST + 1), true))
                    .isInstanceOf(Answer.Done.class);
        }
    }

    @Test
    void the_usual_quota_counts_where_none_was_set_and_again_when_it_is_taken_back() {
        assertThat(usage().quota()).isEqualTo(100L * FRAME);
        assertThat(usage().own()).isFalse();
        quota(0);
        assertThat(usage().own()).isTrue();
        try (Visit visit = gateway.visit("ali")) {
            assertThat(gateway.inside.quotas.space(visit)).isEqualTo(new Space(0, 0));
            assertThat(refusal(begin(visit, Channel.CONFIDENTIAL, "a.bin", Optional.empty(), true))
                            .code())
                    .isEqualTo("quota-full");
        }
        gateway.inside.quotas.set(HOST, "org-a", Optional.empty()).orThrow();
        assertThat(usage().own()).isFalse();
        assertThat(gateway.audited(EventKind.QUOTA_SET)).hasSize(2);
    }

    @Test
    void only_an_administrator_sets_a_quota_and_only_of_somebody_who_is_there() {
        Actor berivan = new Actor.PersonActor("berivan", "org-b");
        assertThat(refusal(gateway.inside.quotas.set(berivan, "org-b", Optional.of(1L << 40)))
                        .code())
                .isEqualTo("not-an-administrator");
        assertThat(refusal(gateway.inside.quotas.set(HOST, "nobody", Optional.empty()))
                        .code())
                .isEqualTo("unknown-participant");
    }
}
