package org.sluice.gateway.usecase;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;

/**
 * Failures of nobody known, counted per network and written once a minute: a flood of guesses must not become a flood of
 * records. At most {@value #MOST_NETWORKS} networks are told apart in one minute; the rest are counted together. Thread-safe.
 */
public final class StrangersCount {
    private static final int MOST_NETWORKS = 1000;

    private final Ledger ledger;
    private final ConcurrentHashMap<String, AtomicLong> counts = new ConcurrentHashMap<>();

    public StrangersCount(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Counts one failure.
     *
     * @param door {@code sftp}, {@code link} or {@code api}
     */
    public void refused(String door, String network) {
        String key = door + " " + (counts.size() < MOST_NETWORKS ? network : "others");
        counts.computeIfAbsent(key, unseen -> new AtomicLong()).incrementAndGet();
    }

    /** Writes what was counted and begins anew; called every minute and at the end. */
    public void flush() {
        for (String key : counts.keySet()) {
            AtomicLong count = counts.remove(key);
            if (count != null) {
                int space = key.indexOf(' ');
                ledger.record(new AuditEvent(
                        EventKind.STRANGERS_REFUSED,
                        new Actor.Stranger(key.substring(space + 1)),
                        Map.of("door", key.substring(0, space), "count", Long.toString(count.get()))));
            }
        }
    }
}
