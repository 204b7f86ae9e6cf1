package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.Refusal;

/** Writes in any order within the window come out in order, and what can't be kept is refused. */
final class WriteWindowTest {
    private static final int FRAME = 65_536;
    private static final long GIB = 1L << 30;

    private final WindowBudget budget = new WindowBudget(64L << 20);
    private final ByteArrayOutputStream sealed = new ByteArrayOutputStream();

    private record Piece(int from, int to) {}

    @Test
    void pieces_in_any_order_within_the_window_come_out_as_the_file() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] file = content(random, 1 + random.nextInt(2 << 20));
            sealed.reset();
            WriteWindow window = new WriteWindow(budget);
            for (Piece piece : shuffled(pieces(file.length, random), random)) {
                assertThat(take(window, piece.from(), file, piece.from(), piece.to() - piece.from()))
                        .describedAs("seed %d, %s", seed, piece)
                        .isEmpty();
            }
            assertThat(window.gap()).isEmpty();
            assertThat(sealed.toByteArray()).describedAs("seed %d", seed).isEqualTo(file);
            window.close();
            assertThat(budget.taken()).describedAs("seed %d", seed).isZero();
        }
    }

    /** Overlapping pieces and pieces sent twice: a client that is not sure sends the same bytes again. */
    @Test
    void pieces_sent_again_or_overlapping_change_nothing() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] file = content(random, 1 + random.nextInt(FRAME));
            sealed.reset();
            WriteWindow window = new WriteWindow(budget);
            List<Piece> all = new ArrayList<>(pieces(file.length, random));
            for (int more = random.nextInt(40); more > 0; more--) {
                int from = random.nextInt(file.length);
                all.add(new Piece(from, from + 1 + random.nextInt(file.length - from)));
            }
            for (Piece piece : shuffled(all, random)) {
                assertThat(take(window, piece.from(), file, piece.from(), piece.to() - piece.from()))
                        .describedAs("seed %d, %s", seed, piece)
                        .isEmpty();
            }
            assertThat(window.gap()).isEmpty();
            assertThat(sealed.toByteArray()).describedAs("seed %d", seed).isEqualTo(file);
            window.close();
            assertThat(budget.taken()).describedAs("seed %d", seed).isZero();
        }
    }

    @Test
    void whatever_is_written_while_it_waits_is_what_a_disk_would_hold() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int size = 200;
            byte[] disk = new byte[size];
            sealed.reset();
            WriteWindow window = new WriteWindow(budget);
            for (int i = 0; i < 30; i++) {
                int from = 1 + random.nextInt(size - 1);
                byte[] bytes = content(random, 1 + random.nextInt(size - from));
                System.arraycopy(bytes, 0, disk, from, bytes.length);
                assertThat(take(window, from, bytes, 0, bytes.length)).isEmpty();
            }
            for (int i = 1; i < size; i++) {
                // The gaps that are left are filled as they stand on the disk.
                if (i == 1 || random.nextBoolean()) {
                    take(window, i, disk, i, 1);
                }
            }
            take(window, 0, disk, 0, size);
            assertThat(sealed.toByteArray()).describedAs("seed %d", seed).isEqualTo(disk);
            window.close();
            assertThat(budget.taken()).isZero();
        }
    }

    @Test
    void a_hole_is_no_file_and_no_zeros() throws IOException {
        WriteWindow window = new WriteWindow(budget);
        take(window, 0, new byte[10], 0, 10);
        take(window, 11, new byte[10], 0, 10);

        assertThat(window.gap()).map(Refusal::code).contains("gap");
        assertThat(window.gap().orElseThrow().message()).contains("from 10 to 11");
        assertThat(sealed.size()).isEqualTo(10);
    }

    @Test
    void the_window_ends_at_its_last_byte() throws IOException {
        WriteWindow window = new WriteWindow(budget);
        assertThat(take(window, WriteWindow.SPAN - 1, new byte[1], 0, 1)).isEmpty();
        assertThat(take(window, WriteWindow.SPAN, new byte[1], 0, 1))
                .map(Refusal::code)
                .contains("out-of-order");
        assertThat(take(window, WriteWindow.SPAN, new byte[0], 0, 0)).isEmpty();
        window.close();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void what_is_sealed_may_come_again_only_while_it_is_known_to_be_the_same() throws IOException {
        byte[] file = content(new Random(1), 3 * FRAME);
        WriteWindow window = new WriteWindow(budget);
        take(window, 0, file, 0, file.length);

        assertThat(take(window, 2 * FRAME, file, 2 * FRAME, FRAME)).isEmpty();
        assertThat(take(window, file.length - 1, file, file.length - 1, 1)).isEmpty();
        assertThat(take(window, 2 * FRAME - 1, file, 2 * FRAME - 1, 1))
                .map(Refusal::code)
                .contains("already-sealed");
        byte[] other = file.clone();
        other[file.length - 1]++;
        assertThat(take(window, 2 * FRAME, other, 2 * FRAME, FRAME))
                .map(Refusal::code)
                .contains("already-sealed");
        assertThat(sealed.toByteArray()).isEqualTo(file);
    }

    @Test
    void a_piece_that_begins_before_the_end_adds_only_what_is_new() throws IOException {
        byte[] file = content(new Random(2), 1_000);
        WriteWindow window = new WriteWindow(budget);
        take(window, 0, file, 0, 600);
        take(window, 800, file, 800, 200);
        assertThat(take(window, 500, file, 500, 400)).isEmpty();

        assertThat(sealed.toByteArray()).isEqualTo(file);
    }

    @Test
    void all_uploads_together_hold_no_more_than_the_node_gives_them() throws IOException {
        WindowBudget small = new WindowBudget(1 << 20);
        List<WriteWindow> many = new ArrayList<>();
        byte[] piece = new byte[32 * 1024];
        Optional<Refusal> refused = Optional.empty();
        while (refused.isEmpty()) {
            WriteWindow window = new WriteWindow(small);
            many.add(window);
            refused = window.take(1, piece, 0, piece.length, sealed::write);
            assertThat(small.taken()).isLessThanOrEqualTo(1 << 20);
        }

        assertThat(refused.get().code()).isEqualTo("window-full");
        assertThat(many).hasSizeBetween(30, 33);
        many.getFirst().close();
        assertThat(many.getLast().take(1, piece, 0, piece.length, sealed::write))
                .isEmpty();
        many.forEach(WriteWindow::close);
        assertThat(small.taken()).isZero();
    }

    /** A client that sends single bytes with holes between them must not hold more memory than it is counted for. */
    @Test
    void crumbs_are_counted_with_what_they_cost() throws IOException {
        WriteWindow window = new WriteWindow(budget);
        int kept = 0;
        while (take(window, 1 + 2L * kept, new byte[1], 0, 1).isEmpty()) {
            kept++;
        }
        assertThat(kept).isBetween(10_000, 40_000);
        assertThat(budget.taken()).isLessThanOrEqualTo(WriteWindow.SPAN);
    }

    @Test
    void offsets_far_beyond_two_gigabytes_are_counted_right() throws IOException {
        WriteWindow window = new WriteWindow(budget);
        byte[] chunk = content(new Random(3), 1 << 20);
        // A hundred gibibytes pass by without being sealed anywhere.
        for (long passed = 0; passed < 100 * GIB; passed += chunk.length) {
            window.passed(chunk, 0, chunk.length);
        }
        assertThat(window.next()).isEqualTo(100 * GIB);
        assertThat(take(window, 100 * GIB + 100, chunk, 100, 400)).isEmpty();
        assertThat(take(window, 100 * GIB - 50, chunk, chunk.length - 50, 50)).isEmpty();
        assertThat(take(window, 100 * GIB, chunk, 0, 100)).isEmpty();
        assertThat(window.next()).isEqualTo(100 * GIB + 500);
        assertThat(sealed.toByteArray()).isEqualTo(Arrays.copyOf(chunk, 500));
        assertThat(take(window, 0, chunk, 0, 10)).map(Refusal::code).contains("already-sealed");
        assertThat(take(window, 1L << 62, chunk, 0, 10)).map(Refusal::code).contains("out-of-order");
        assertThat(take(window, Long.MAX_VALUE, chunk, 0, 10))
                .map(Refusal::code)
                .contains("bad-offset");
        assertThat(take(window, -1, chunk, 0, 10)).map(Refusal::code).contains("bad-offset");
    }

    private Optional<Refusal> take(WriteWindow window, long at, byte[] bytes, int from, int length) throws IOException {
        return window.take(at, bytes, from, length, sealed::write);
    }

    private static List<Piece> pieces(int size, Random random) {
        List<Piece> pieces = new ArrayList<>();
        for (int from = 0; from < size; ) {
            int to = Math.min(size, from + 1 + random.nextInt(random.nextBoolean() ? 40_000 : 500));
            pieces.add(new Piece(from, to));
            from = to;
        }
        return pieces;
    }

    private static List<Piece> shuffled(List<Piece> pieces, Random random) {
        List<Piece> shuffled = new ArrayList<>(pieces);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static byte[] content(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
