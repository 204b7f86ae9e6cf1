package org.sluice.gateway.testkit;

import java.security.SecureRandom;
import org.sluice.gateway.store.Database;
import org.sluice.gateway.store.DatabaseAddress;
import org.sluice.gateway.store.WriteDoor;

/** A fresh database, its write door and the clock behind it, for one test. */
public record TestStore(DatabaseAddress address, Database database, WriteDoor door, MovableClock clock)
        implements AutoCloseable {

    static TestStore open(DatabaseAddress address) {
        var clock = new MovableClock();
        var database = Database.open(address);
        return new TestStore(address, database, database.writeDoor(clock, new SecureRandom()), clock);
    }

    @Override
    public void close() {
        door.close();
        database.close();
        TestDatabase.remove(address);
    }
}
