package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Uploads that another session takes over, or goes on with after a crash. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class TakenOverUploadTest extends UploadCase {
    TakenOverUploadTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_second_upload_of_a_name_by_the_same_person_takes_over() {
        Upload stalled = begin("ali", "a.bin", true);
        GatewayFixture.write(stalled, 0, content(FRAME + 1, 1));
        Upload second = begin("ali", "a.bin", true);
        byte[] content = content(50, 2);
        GatewayFixture.write(second, 0, content);

        assertThat(refusal(stalled.write(FRAME + 1, new byte[1], 0, 1)).code()).isEqualTo("upload-ended");
        Deposit whole = second.complete().orThrow();
        assertThat(refusal(stalled.complete()).code()).isEqualTo("upload-ended");
        assertThat(readBack("ali", whole)).isEqualTo(content);
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void an_upload_that_has_sent_nothing_yet_is_taken_over_too() {
        for (boolean fresh : List.of(true, false)) {
            Upload empty = begin("ali", "a.bin", true);
            Upload second = begin("ali", "a.bin", fresh);
            byte[] content = content(50, 2);
            assertThat(second.size()).isZero();
            GatewayFixture.write(second, 0, content);
            assertThat(readBack("ali", second.complete().orThrow())).isEqualTo(content);
            assertThat(refusal(empty.complete()).code()).isEqualTo("upload-ended");
            gateway.inside
                    .own
                    .remove(
                            gateway.visit("ali"),
                            entry(gateway.visit("ali"), "a.bin").deposit())
                    .orThrow();
        }
    }

    @Test
    void a_new_connection_sees_where_it_can_go_on_while_the_old_one_still_hangs() {
        byte[] content = content(2 * FRAME, 3);
        Visit old = gateway.visit("ali");
        Upload stalled = begin(old, "a.bin", true);
        GatewayFixture.write(stalled, 0, Arrays.copyOf(content, FRAME + 500));

        Visit fresh = gateway.visit("ali");
        assertThat(entry(old, "a.bin").size()).isEqualTo(FRAME + 500);
        assertThat(entry(fresh, "a.bin").size()).isEqualTo(FRAME);
        Upload second = begin(fresh, "a.bin", false);
        assertThat(second.size()).isEqualTo(FRAME);
        GatewayFixture.write(second, FRAME, content);
        assertThat(readBack("ali", second.complete().orThrow())).isEqualTo(content);
    }

    @Test
    void two_persons_of_one_participant_do_not_meet_under_one_name() {
        Upload hers = begin("berivan", "a.bin", true);
        Upload his = begin("ali", "a.bin", true);
        GatewayFixture.write(hers, 0, bytes("hers"));
        GatewayFixture.write(his, 0, bytes("his"));
        Deposit of_her = hers.complete().orThrow();
        Deposit of_him = his.complete().orThrow();

        assertThat(readBack("berivan", of_her)).isEqualTo(bytes("hers"));
        assertThat(readBack("ali", of_him)).isEqualTo(bytes("his"));
        Visit ali = gateway.visit("ali");
        assertThat(refusal(gateway.inside.own.read(ali, of_her)).code()).isEqualTo("unknown-file");
        assertThat(refusal(gateway.inside.own.remove(ali, of_her)).code()).isEqualTo("unknown-file");
        assertThat(refusal(gateway.inside.own.rename(ali, of_her, "mine.bin")).code())
                .isEqualTo("unknown-file");
    }

    @Test
    void after_a_crash_unfinished_bodies_can_be_continued_and_unheard_of_ends_are_dropped() throws IOException {
        byte[] content = content(2 * FRAME + 9, 4);
        Upload cutOff = begin("ali", "cut-off.bin", true);
        GatewayFixture.write(cutOff, 0, Arrays.copyOf(content, FRAME + 77));
        Upload finished = begin("ali", "finished.bin", true);
        GatewayFixture.write(finished, 0, content);
        begin("ali", "never-begun.bin", true);
        finishBodyWithoutItsRow("ali", "crashed.bin", content);
        gateway.inside.close();

        try (Wiring restarted = gateway.another()) {
            assertThat(restarted.receive.recover()).isEqualTo(2);
            // What never had a body is kept too: a folder that is not mounted yet must destroy nothing.
            List<Deposit> left = restarted.ledger.read(Deposits::allReceiving);
            assertThat(left)
                    .extracting(Deposit::name)
                    .containsExactlyInAnyOrder("cut-off.bin", "finished.bin", "never-begun.bin");
            assertThat(left).extracting(Deposit::size).containsExactlyInAnyOrder((long) FRAME, 2L * FRAME, 0L);
            assertThat(bodies()).hasSize(2);

            Visit ali = restarted
                    .logIn
                    .enter(GatewayFixture.knock("ali", GatewayFixture.fingerprint("ali")), () -> {})
                    .orThrow();
            Upload again = restarted
                    .receive
                    .begin(ali, Channel.CONFIDENTIAL, TYPE, "cut-off.bin", false)
                    .orThrow();
            GatewayFixture.write(again, FRAME, content);
            Deposit whole = again.complete().orThrow();
            assertThat(GatewayFixture.read(restarted.own.read(ali, whole).orThrow()))
                    .isEqualTo(content);
        }
    }

    @Test
    void no_plain_byte_of_a_file_reaches_the_disk() throws IOException {
        String marker = "MARKER-of-Zeynep-at-shelter-14";
        byte[] content = bytes((marker + " ").repeat(5_000));
        gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "a.txt", content);
        Upload open = begin("ali", "b.txt", true);
        GatewayFixture.write(open, 0, content);

        assertThat(bodies()).hasSize(2);
        assertThat(filesHolding(marker)).isEmpty();
        // The search itself finds what is there: names are plain in the records.
        assertThat(kind == TestDatabase.SQLITE ? filesHolding("b.txt") : List.of("elsewhere"))
                .isNotEmpty();
        open.abandon();
        assertThat(filesHolding(marker)).isEmpty();
    }
}
