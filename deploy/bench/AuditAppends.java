import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.store.Database;
import org.sluice.gateway.store.DatabaseAddress;
import org.sluice.gateway.store.WriteDoor;

/**
 * Prints how many audit records a second go through the one write door, each in a unit of its own and durable before the
 * next of its thread: with 1 thread and with 8, on SQLite, or on the database whose address is given.
 */
public final class AuditAppends {
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("sluice-bench");
        DatabaseAddress address = arguments.length > 0
                ? DatabaseAddress.parse(arguments[0])
                : DatabaseAddress.sqlite(folder.resolve("bench.db"));
        try (Database database = Database.open(address);
                WriteDoor door = database.writeDoor(InstantSource.system(), new SecureRandom())) {
            run(door, 1, 2);
            for (int threads : new int[] {1, 8}) {
                System.out.printf("%d thread(s): %.0f appends/s%n", threads, run(door, threads, 5));
            }
        }
    }

    private static double run(WriteDoor door, int threads, int seconds) throws InterruptedException {
        AtomicLong count = new AtomicLong();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = new Thread(() -> {
                while (System.nanoTime() < end) {
                    door.record(new AuditEvent(
                            EventKind.DEPOSIT_READ,
                            new Actor.PersonActor("bench", "made-up"),
                            Map.of("deposit", "d0000000000000000000")));
                    count.incrementAndGet();
                }
            });
            workers[i].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return count.get() / (double) seconds;
    }
}
