package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;

/**
 * One more thing that must hold, besides the matrix, before a deposit leaves: no hold on it, no pause by its owner, a
 * clearance. Asked when a release is made and again at every later request for the file, so that whatever changes counts
 * from the next request on. Reads only; safe from any thread.
 */
@FunctionalInterface
public interface ExitRule {
    /** What speaks against this exit; nothing where this rule has no word to say. */
    Optional<Refusal> against(Handle sql, Exit exit, Instant now);

    /** What speaks against every exit of a deposit, whoever asks, so that it can be shown before anybody does. */
    default Optional<Refusal> holding(Handle sql, Deposit deposit, Instant now) {
        return Optional.empty();
    }

    /** Whether it judges by what the content is, and so has nothing to say before the first byte. */
    default boolean readsContent() {
        return false;
    }

    /** Whether it only waits for work under way on a deposit, which ends without anybody's doing. */
    default boolean waiting(Handle sql, Deposit deposit) {
        return false;
    }
}
