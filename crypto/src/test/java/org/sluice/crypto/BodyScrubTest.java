package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.crypto.Bodies.FRAME;
import static org.sluice.crypto.Bodies.ID;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyScrubTest {

    @Test
    void a_sound_finished_body_passes_without_any_key() throws IOException {
        for (int length : new int[] {0, 1, FRAME, 3 * FRAME + 9}) {
            assertThat(scrub(Bodies.finished(length), true))
                    .isEqualTo(new ScrubReport(ID, ScrubReport.State.FINISHED, length, List.of()));
        }
    }

    @Test
    void every_changed_bit_of_a_small_body_is_found() throws IOException {
        byte[] body = Bodies.finished(3);
        for (int bit = 0; bit < 8 * body.length; bit++) {
            byte[] changed = body.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(scrub(changed, true).state()).as("bit %s", bit).isEqualTo(ScrubReport.State.DAMAGED);
        }
    }

    @Test
    void broken_frames_are_named() throws IOException {
        byte[] body = Bodies.finished(5 * FRAME);
        body[116 + 65_560 + 50] ^= 1;
        body[116 + 4 * 65_560 - 1] ^= 1;
        assertThat(scrub(body, true).damage()).containsExactly("frame 1", "frame 3");
    }

    @Test
    void a_frame_that_the_disk_put_in_the_wrong_place_is_found() throws IOException {
        VectorFile base = VectorFile.load("good-3-frames-1-run.txt");
        byte[] swapped = VectorBody.tamper(base, List.of("swap-frames 0 2"));
        assertThat(scrub(swapped, true).damage()).containsExactly("frame 0", "frame 2");
    }

    @Test
    void a_broken_run_record_is_found() throws IOException {
        byte[] body = Bodies.finished(FRAME);
        body[80] ^= 1;
        assertThat(scrub(body, true).damage()).containsExactly("run records");
    }

    @Test
    void an_unfinished_body_is_no_damage_unless_its_end_was_expected() throws IOException {
        byte[] body = Bodies.unfinished(2);
        byte[] torn = Arrays.copyOf(body, body.length - 10);
        assertThat(scrub(torn, false)).isEqualTo(new ScrubReport(ID, ScrubReport.State.UNFINISHED, FRAME, List.of()));
        assertThat(scrub(torn, true).damage()).containsExactly("end record");
        assertThat(scrub(new byte[0], false).state()).isEqualTo(ScrubReport.State.UNFINISHED);
        assertThat(scrub(new byte[0], true).damage()).containsExactly("header");
    }

    private static ScrubReport scrub(byte[] body, boolean expectFinished) throws IOException {
        return BodyScrub.scrub(new MemoryFile(body), ID, expectFinished);
    }
}
