package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.scan.Scan;
import org.sluice.gateway.store.Scans;

/**
 * Where a virus scanner is set, nothing leaves that it did not call clean; what it once found infected does not leave even
 * when the scanner is no longer set.
 */
public final class ScannedFirst implements ExitRule {
    private static final String WAITING = "being-scanned";

    private final boolean scans;

    /** @param scans whether a scanner is set */
    public ScannedFirst(boolean scans) {
        this.scans = scans;
    }

    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        return against(exit.deposit(), Scans.find(sql, exit.deposit().id()));
    }

    /** What waits for its turn is held for a moment, which nobody needs to be told; what waits for the scanner is. */
    @Override
    public Optional<Refusal> holding(Handle sql, Deposit deposit, Instant now) {
        Optional<Scan> scan = Scans.find(sql, deposit.id());
        return against(deposit, scan)
                .filter(refusal -> !refusal.code().equals(WAITING)
                        || scan.flatMap(Scan::why).isPresent());
    }

    @Override
    public boolean readsContent() {
        return true;
    }

    @Override
    public boolean waiting(Handle sql, Deposit deposit) {
        return scans
                && Scans.find(sql, deposit.id())
                        .map(Scan::state)
                        .orElse(Scan.State.WAITING)
                        .equals(Scan.State.WAITING);
    }

    private Optional<Refusal> against(Deposit deposit, Optional<Scan> scan) {
        String id = deposit.id();
        if (scan.isEmpty()) {
            return scans ? Optional.of(waiting(id, Optional.empty())) : Optional.empty();
        }
        return switch (scan.get().state()) {
            case CLEAN -> Optional.empty();
            case INFECTED ->
                Optional.of(Refusal.of(
                        Refusal.Kind.REFUSED,
                        "infected",
                        "The virus scanner found " + scan.get().signature().orElse("something") + " in the deposit "
                                + id + ". It goes to nobody. Clean the file where it came from and upload it again; if"
                                + " the scanner was mistaken, an administrator has it scanned anew once its signatures"
                                + " are newer: sluice deposit rescan " + id));
            case WAITING -> scans ? Optional.of(waiting(id, scan.get().why())) : Optional.empty();
            case TOO_LARGE ->
                scans
                        ? Optional.of(Refusal.of(
                                Refusal.Kind.NEEDS,
                                "too-large-to-scan",
                                "The deposit " + id + " (" + deposit.size() + " bytes) is larger than what the virus"
                                        + " scanner looks through, so it is held. The gateway's administrator raises the"
                                        + " scanner's limits and clamd-stream-max, and then: sluice deposit rescan "
                                        + id))
                        : Optional.empty();
        };
    }

    private static Refusal waiting(String id, Optional<String> why) {
        return Refusal.of(
                Refusal.Kind.NEEDS,
                WAITING,
                why.map(words -> "The deposit " + id + " waits for the virus scanner, which is asked again and again. "
                                + words)
                        .orElse("The deposit " + id + " is being scanned for viruses; try again in a moment."));
    }
}
