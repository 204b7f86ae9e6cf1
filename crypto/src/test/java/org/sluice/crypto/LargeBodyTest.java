package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the frames of bodies lie that are too large to be written in a test. */
final class LargeBodyTest {
    private static final long GIB = 1L << 30;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void a_hundred_gibibytes_and_far_more_fit() {
        assertThat(BodyFormat.MOST_FRAMES * BodyFormat.FRAME).isEqualTo(128 * 1024 * GIB);
    }

    @Test
    void the_frames_of_a_large_body_lie_one_behind_the_other() {
        long resumedAt = 40 * GIB / BodyFormat.FRAME;
        BodyRuns runs = new BodyRuns(List.of(BodyRun.fresh(0, RANDOM), BodyRun.fresh(resumedAt, RANDOM)));
        long last = 100 * GIB / BodyFormat.FRAME - 1;

        assertThat(runs.inOrder(last)).isTrue();
        assertThat(runs.of(resumedAt - 1)).isZero();
        assertThat(runs.of(resumedAt)).isEqualTo(1);
        assertThat(runs.of(last)).isEqualTo(1);
        assertThat(runs.offsetOf(0)).isEqualTo(BodyFormat.HEADER + BodyFormat.RUN_RECORD);
        for (long frame : List.of(2 * GIB / BodyFormat.FRAME, 4 * GIB / BodyFormat.FRAME, resumedAt + 1, last)) {
            assertThat(runs.offsetOf(frame) - runs.offsetOf(frame - 1)).isEqualTo(BodyFormat.FRAME_RECORD);
        }
        assertThat(runs.offsetOfRunRecord(1))
                .isEqualTo(runs.offsetOf(resumedAt - 1) + BodyFormat.FRAME_RECORD)
                .isEqualTo(runs.offsetOf(resumedAt) - BodyFormat.RUN_RECORD);
        assertThat(runs.offsetOf(last))
                .isEqualTo(BodyFormat.HEADER + 2L * BodyFormat.RUN_RECORD + last * BodyFormat.FRAME_RECORD)
                .isGreaterThan(100 * GIB);
    }
}
