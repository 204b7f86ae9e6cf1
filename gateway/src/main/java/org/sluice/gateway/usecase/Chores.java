package org.sluice.gateway.usecase;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;

/**
 * Runs what the gateway does by itself, each chore apart from the others: one that fails keeps none back. Its failure is
 * logged and goes on record once, and again when it fails for another reason or after it went well. Thread-safe.
 */
public final class Chores {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final Ledger ledger;
    private final Map<String, String> failing = new ConcurrentHashMap<>();

    public Chores(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Whether it went well. */
    boolean run(String chore, Runnable act) {
        try {
            act.run();
            failing.remove(chore);
            return true;
        } catch (RuntimeException e) {
            failed(chore, e);
            return false;
        }
    }

    private void failed(String chore, RuntimeException e) {
        // An exception's own words may say more than the audit may hold; a refusal's are meant to be read.
        String why = e instanceof RefusedException refused
                ? refused.refusal().code() + ": " + refused.refusal().message()
                : e.getClass().getSimpleName();
        if (why.equals(failing.get(chore))) {
            return;
        }
        LOG.error(
                "The chore \"{}\" failed; it comes again, and this is not repeated while it fails like this", chore, e);
        try {
            ledger.record(new AuditEvent(
                    EventKind.CHORE_FAILED,
                    new Actor.SystemActor("chores"),
                    Map.of("chore", chore, "reason", Words.cut(why))));
            failing.put(chore, why);
        } catch (RuntimeException unrecorded) {
            LOG.error("That the chore \"{}\" failed could not be put on record", chore, unrecorded);
        }
    }
}
