package org.sluice.gateway.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;

/** A program that writes without end and prints the number of each unit that was answered, until somebody kills it. */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) {
        Database database = Database.open(DatabaseAddress.sqlite(Path.of(arguments[0])));
        WriteDoor door = database.writeDoor(InstantSource.system(), new SecureRandom());
        door.perform(tx -> tx.sql().execute("CREATE TABLE IF NOT EXISTS note (number BIGINT)"));
        for (int thread = 0; thread < 4; thread++) {
            new Thread(() -> write(door)).start();
        }
    }

    private static void write(WriteDoor door) {
        while (true) {
            long number = door.unitOfWork(tx -> {
                long next = tx.sql()
                        .createQuery("SELECT count(*) + 1 FROM note")
                        .mapTo(Long.class)
                        .one();
                tx.sql().execute("INSERT INTO note VALUES (?)", next);
                tx.append(new AuditEvent(
                        EventKind.DEPOSIT_COMPLETED,
                        new Actor.SystemActor("killed"),
                        Map.of("number", Long.toString(next))));
                return next;
            });
            System.out.println(number);
        }
    }
}
