package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Bytes on their way in: in order, continued, taken over, written onto, and after a crash. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class UploadTest extends UploadCase {
    UploadTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void files_of_every_size_around_a_frame_come_back_as_they_went_in() {
        for (int size : List.of(0, 1, FRAME - 1, FRAME, FRAME + 1, (1 << 20) + 3)) {
            byte[] content = content(size, 1);
            Deposit deposit = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "of-" + size + ".bin", content);

            assertThat(deposit.state()).isEqualTo(DepositState.DEPOSITED);
            assertThat(deposit.size()).isEqualTo(size);
            assertThat(deposit.sha256()).contains(sha256(content));
            assertThat(readBack("ali", deposit)).isEqualTo(content);
        }
    }

    @Test
    void an_upload_that_broke_off_keeps_its_full_frames_and_goes_on_from_there() {
        byte[] content = content(3 * FRAME + 100, 2);
        Upload first = begin("ali", "a.bin", true);
        GatewayFixture.write(first, 0, Arrays.copyOf(content, FRAME + 5_000));
        first.abandon();

        Visit again = gateway.visit("ali");
        assertThat(entry(again, "a.bin").size()).isEqualTo(FRAME);
        Upload second = begin(again, "a.bin", false);
        assertThat(second.size()).isEqualTo(FRAME);
        GatewayFixture.write(second, FRAME, content);
        Deposit whole = second.complete().orThrow();

        assertThat(whole.id()).isEqualTo(first.depositId());
        assertThat(whole.sha256()).contains(sha256(content));
        assertThat(readBack("ali", whole)).isEqualTo(content);
        assertThat(gateway.audited(EventKind.DEPOSIT_INTERRUPTED)).hasSize(1);
        assertThat(gateway.audited(EventKind.DEPOSIT_RESUMED)).hasSize(1);
    }

    @Test
    void going_on_at_another_place_is_refused_and_what_had_arrived_stays() {
        byte[] content = content(2 * FRAME + 9, 3);
        Upload first = begin("ali", "a.bin", true);
        GatewayFixture.write(first, 0, Arrays.copyOf(content, FRAME + 1));
        first.abandon();

        Upload wrong = begin("ali", "a.bin", false);
        assertThat(refusal(wrong.write(FRAME + 1, content, FRAME + 1, 100)).code())
                .isEqualTo("resume-elsewhere");
        assertThat(refusal(wrong.complete()).code()).isEqualTo("resume-elsewhere");

        Upload right = begin("ali", "a.bin", false);
        assertThat(right.size()).isEqualTo(FRAME);
        GatewayFixture.write(right, FRAME, content);
        assertThat(readBack("ali", right.complete().orThrow())).isEqualTo(content);
    }

    @Test
    void an_upload_that_begins_again_at_its_first_byte_forgets_what_had_arrived() {
        Upload first = begin("ali", "a.bin", true);
        GatewayFixture.write(first, 0, content(2 * FRAME, 4));
        first.abandon();

        byte[] content = content(1_000, 5);
        Upload second = begin("ali", "a.bin", false);
        GatewayFixture.write(second, 0, content);
        Deposit whole = second.complete().orThrow();

        assertThat(readBack("ali", whole)).isEqualTo(content);
        assertThat(whole.sha256()).contains(sha256(content));
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void opening_to_continue_and_closing_without_a_byte_changes_nothing() {
        byte[] content = content(FRAME + 7, 6);
        Deposit deposit = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "a.bin", content);

        Deposit same = begin("ali", "a.bin", false).complete().orThrow();

        assertThat(same).isEqualTo(deposit);
        assertThat(bodies()).hasSize(1);
        assertThat(gateway.inside.ledger.read(Deposits::allReceiving)).isEmpty();
    }

    @Test
    void appending_to_a_finished_file_makes_a_new_version_and_keeps_the_first() {
        byte[] all = content(2 * FRAME + 50, 7);
        byte[] head = Arrays.copyOf(all, FRAME + 10);
        Deposit first = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "a.bin", head);

        Upload more = begin("ali", "a.bin", false);
        assertThat(more.size()).isEqualTo(head.length);
        GatewayFixture.write(more, head.length, all);
        Deposit second = more.complete().orThrow();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(readBack("ali", second)).isEqualTo(all);
        assertThat(second.sha256()).contains(sha256(all));
        assertThat(gateway.get(first.id()).supersededBy()).contains(second.id());
        assertThat(readBack("ali", gateway.get(first.id()))).isEqualTo(head);
    }

    @Test
    void overwriting_the_middle_keeps_the_tail() {
        byte[] content = content(2 * FRAME + 50, 8);
        gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "a.bin", content);
        byte[] patch = content(100, 9);
        byte[] expected = content.clone();
        System.arraycopy(patch, 0, expected, 70_000, patch.length);

        Upload upload = begin("ali", "a.bin", false);
        upload.write(70_000, patch, 0, patch.length).orThrow();
        Deposit patched = upload.complete().orThrow();

        assertThat(readBack("ali", patched)).isEqualTo(expected);
        assertThat(patched.sha256()).contains(sha256(expected));
    }

    @Test
    void writing_beyond_the_end_of_a_finished_file_is_refused() {
        gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "a.bin", content(10, 1));

        Upload upload = begin("ali", "a.bin", false);
        assertThat(refusal(upload.write(11, new byte[1], 0, 1)).code()).isEqualTo("out-of-order");
        assertThat(refusal(upload.complete()).code()).isEqualTo("out-of-order");
        assertThat(gateway.inside.ledger.read(Deposits::allReceiving)).isEmpty();
    }

    @Test
    void pieces_in_any_order_within_the_window_make_the_same_file() {
        byte[] content = content(3 * FRAME + 100, 11);
        List<Integer> starts = new ArrayList<>();
        for (int from = 0; from < content.length; from += 10_000) {
            starts.add(from);
        }
        java.util.Collections.shuffle(starts, new java.util.Random(4));
        Upload upload = begin("ali", "a.bin", true);
        for (int from : starts) {
            upload.write(from, content, from, Math.min(10_000, content.length - from))
                    .orThrow();
        }
        Deposit whole = upload.complete().orThrow();

        assertThat(whole.size()).isEqualTo(content.length);
        assertThat(whole.sha256()).contains(sha256(content));
        assertThat(readBack("ali", whole)).isEqualTo(content);
    }

    @Test
    void a_hole_at_the_end_is_refused_and_what_came_before_it_can_be_continued() {
        byte[] content = content(3 * FRAME, 12);
        Upload upload = begin("ali", "a.bin", true);
        upload.write(0, content, 0, FRAME + 10).orThrow();
        upload.write(2 * FRAME, content, 2 * FRAME, FRAME).orThrow();

        var gap = refusal(upload.complete());
        assertThat(gap.code()).isEqualTo("gap");
        assertThat(gap.message()).contains("from " + (FRAME + 10) + " to " + 2 * FRAME);
        assertThat(refusal(upload.complete())).isEqualTo(gap);

        Upload again = begin("ali", "a.bin", false);
        assertThat(again.size()).isEqualTo(FRAME);
        GatewayFixture.write(again, FRAME, content);
        assertThat(readBack("ali", again.complete().orThrow())).isEqualTo(content);
    }

    @Test
    void bytes_that_cannot_be_kept_poison_the_upload_and_its_first_refusal_is_repeated() {
        Upload upload = begin("ali", "a.bin", true);
        upload.write(0, new byte[100], 0, 100).orThrow();

        var first = refusal(upload.write(100 + WriteWindow.SPAN, new byte[1], 0, 1));
        assertThat(first.code()).isEqualTo("out-of-order");
        assertThat(refusal(upload.write(100, new byte[100], 0, 100))).isEqualTo(first);
        assertThat(refusal(upload.complete())).isEqualTo(first);
        assertThat(refusal(upload.complete())).isEqualTo(first);
        assertThat(gateway.inside.own.list(gateway.visit("ali"), Channel.CONFIDENTIAL, TYPE, ""))
                .allMatch(entry -> entry.deposit().state() == DepositState.RECEIVING);
    }

    @Test
    void whoever_resumes_may_send_the_last_bytes_again_if_they_are_the_same() {
        byte[] content = content(4 * FRAME + 9, 13);
        Upload first = begin("ali", "a.bin", true);
        GatewayFixture.write(first, 0, Arrays.copyOf(content, 3 * FRAME + 5));
        first.abandon();

        byte[] changed = content.clone();
        changed[3 * FRAME - 1]++;
        Upload other = begin("ali", "a.bin", false);
        assertThat(refusal(other.write(FRAME + 1, changed, FRAME + 1, changed.length - FRAME - 1))
                        .code())
                .isEqualTo("already-sealed");
        other.abandon();

        Upload same = begin("ali", "a.bin", false);
        assertThat(same.size()).isEqualTo(3 * FRAME);
        GatewayFixture.write(same, FRAME + 1, content);
        Deposit whole = same.complete().orThrow();
        assertThat(readBack("ali", whole)).isEqualTo(content);
        assertThat(whole.sha256()).contains(sha256(content));
    }
}
