package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.sluice.crypto.Passwords;

/** Whoever floods the password check finds a queue. */
final class PasswordDeskTest {
    private static final int GUESSES = 16;

    private final PasswordDesk desk = new PasswordDesk(new Passwords(new SecureRandom()));
    private final String hash = desk.hash(desk.generate(Passwords.Spelling.LETTERS));

    @Test
    void two_guesses_for_one_link_at_the_same_time_are_one_check_and_one_please_wait() throws Exception {
        List<Optional<Boolean>> answers = atOnce(i -> "one-link");
        assertThat(answers).contains(Optional.empty()).contains(Optional.of(false));
    }

    @Test
    void when_eight_wait_the_next_is_told_to_come_back() throws Exception {
        List<Optional<Boolean>> answers = atOnce(i -> "link-" + i);
        // Two are at it and eight wait; of sixteen at once some must find the line full, and none is checked wrongly.
        assertThat(answers)
                .contains(Optional.empty())
                .contains(Optional.of(false))
                .doesNotContain(Optional.of(true));
    }

    @Test
    void a_link_is_free_for_the_next_guess_when_one_ended() {
        assertThat(desk.matches("one-link", "wrong", hash)).contains(false);
        assertThat(desk.matches("one-link", "wrong", hash)).contains(false);
    }

    private interface Link {
        String of(int number);
    }

    private List<Optional<Boolean>> atOnce(Link link) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(GUESSES)) {
            CyclicBarrier together = new CyclicBarrier(GUESSES);
            List<Callable<Optional<Boolean>>> guesses = new ArrayList<>();
            for (int i = 0; i < GUESSES; i++) {
                String id = link.of(i);
                guesses.add(() -> {
                    together.await();
                    return desk.matches(id, "wrong", hash);
                });
            }
            List<Optional<Boolean>> answers = new ArrayList<>();
            for (Future<Optional<Boolean>> future : threads.invokeAll(guesses)) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
