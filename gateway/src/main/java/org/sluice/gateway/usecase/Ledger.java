package org.sluice.gateway.usecase;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Id;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.store.Database;
import org.sluice.gateway.store.Query;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.WriteDoor;

/** What every use case needs: the records, the one door for writing, the clock, and chance. Thread-safe. */
public record Ledger(Database database, WriteDoor door, InstantSource clock, SecureRandom random) {

    /** A step inside one unit of work. Refusing rolls all of it back. */
    public interface Step<T> {
        T run(Tx tx);
    }

    public Instant now() {
        // The records keep milliseconds: finer instants would compare unequal with what comes back from them.
        return Instant.ofEpochMilli(clock.instant().toEpochMilli());
    }

    public String newId(String prefix) {
        return Id.random(prefix, random);
    }

    public <T, X extends Exception> T read(Query<T, X> query) throws X {
        return database.read(query);
    }

    /** One unit of work. A {@link RefusedException} inside rolls it back and comes out as the refusal it carries. */
    public <T> Answer<T> write(Step<T> step) {
        try {
            return Answer.done(door.unitOfWork(step::run));
        } catch (RefusedException e) {
            return Answer.refused(e.refusal());
        }
    }

    /** The record of a refused act: a unit of its own, since the act's was rolled back or never begun. */
    public void record(AuditEvent event) {
        door.record(event);
    }
}
