package org.sluice.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.Passwords;
import org.sluice.crypto.RootShares;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.store.Dialect;
import org.sluice.gateway.usecase.SignCheckpoint;

/** One running gateway: the inside, its listeners and its jobs. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Wiring inside;
    private final Ready ready;
    private final FileChannel lock;

    private Gateway(Wiring inside, Ready ready, FileChannel lock) {
        this.inside = inside;
        this.ready = ready;
        this.lock = lock;
    }

    /** Makes a data directory; refuses one that holds anything. */
    public static DataDirectory init(InitOptions options) throws IOException {
        return new InitialiseNode(options, InstantSource.system()).run();
    }

    /** Starts everything and returns once all listeners are up. Whatever is missing or does not fit stops it with words. */
    public static Gateway start(Path folder) throws IOException {
        DataDirectory data = new DataDirectory(folder);
        if (!Files.exists(data.settings())) {
            throw new IOException(data.root() + " holds no gateway. Make one with: sluice init --data " + data.root());
        }
        Settings settings = Settings.read(data.settings());
        FileChannel lock = lock(data);
        try {
            Wiring inside = new Wiring(data, settings, InstantSource.system(), new Passwords(new SecureRandom()));
            try {
                inside.opened(() -> farewell(inside));
                recover(inside);
                Ready ready = new Listeners(inside).open();
                startJobs(inside);
                inside.ledger.record(system(EventKind.GATEWAY_STARTED).with("custodians", custodians(data)));
                DataDirectory.replace(data.ready(), ready.json() + "\n");
                return new Gateway(inside, ready, lock);
            } catch (IOException | RuntimeException e) {
                inside.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public Ready ready() {
        return ready;
    }

    private static FileChannel lock(DataDirectory data) throws IOException {
        Files.createDirectories(data.lock().getParent());
        FileChannel channel = FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                Files.deleteIfExists(data.ready());
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // The same answer: a gateway of this very process has it.
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("Another gateway serves from " + data.root() + " already.");
    }

    /** Before any door opens: a client that comes back must find how far it had got. */
    private static void recover(Wiring inside) {
        int recovered = inside.receive.recover();
        if (recovered > 0) {
            LOG.info("{} unfinished uploads can be continued by their owners", recovered);
        }
        // A withdrawal whose instant passed while nothing ran takes effect, with its transition plan, before anybody is
        // let in.
        inside.cut.due();
    }

    private static void startJobs(Wiring inside) {
        Lease lease = new Lease(inside.cut, System::nanoTime);
        SignCheckpoint checkpoint = new SignCheckpoint(inside.ledger, inside.auditSigner);
        Jobs jobs = inside.opened(new Jobs("sluice-jobs"));
        jobs.every(Duration.ofSeconds(1), "settle deposits", inside.settle::due);
        jobs.every(Duration.ofMinutes(10), "remind of renames", inside.settle::remindOfRenames);
        jobs.every(Duration.ofSeconds(1), "release at once", inside.atOnce.release()::due);
        Jobs inspecting = inside.opened(new Jobs("sluice-inspect"));
        inspecting.every(Duration.ofMillis(200), "inspect deposits", inside.inspect::due);
        startScans(inside);
        Jobs inspectingLarge = inside.opened(new Jobs("sluice-inspect-large"));
        inspectingLarge.every(Duration.ofSeconds(1), "inspect large deposits", inside.inspect::dueLarge);
        jobs.every(Duration.ofSeconds(10), "end uploads that nobody continues", inside.uploads::due);
        jobs.every(Duration.ofMillis(500), "withdraw on the effective date", inside.cut::due);
        // On a thread of its own: nothing that takes long elsewhere may delay it.
        Jobs cutting = inside.opened(new Jobs("sluice-cut"));
        cutting.every(Duration.ofMillis(500), "cut what may no longer run", inside.live::cutFallen);
        jobs.every(Duration.ofSeconds(10), "tell of consents that ran out", inside.facts::due);
        jobs.every(Duration.ofMinutes(10), "drop label files without a file", inside.sideFiles::due);
        jobs.every(Duration.ofMinutes(1), "ask for reviews", inside.stewardship.clear()::due);
        jobs.every(Duration.ofSeconds(10), "accept unopposed changes", inside.policies.decide()::due);
        jobs.every(Duration.ofMinutes(10), "remind of reviews", inside.policies.review()::due);
        jobs.every(Duration.ofMinutes(1), "remind of incidents", inside.incidents::due);
        jobs.every(Duration.ofMinutes(1), "remind of destructions", inside.requests::due);
        jobs.every(Duration.ofMinutes(1), "remind of data subjects", inside.subjects::due);
        jobs.every(Duration.ofMinutes(1), "keep terms and quarterly lists", inside.terms::due);
        jobs.every(Duration.ofMinutes(1), "remind leavers of files", inside.copies::due);
        jobs.every(Duration.ofMinutes(1), "ask persons to confirm protocols", inside.confirmations::due);
        jobs.every(Duration.ofMinutes(1), "account for ended protocols", inside.ends.end()::due);
        jobs.every(Duration.ofMinutes(1), "remind of contacts to confirm", inside.contacts::due);
        jobs.every(Duration.ofMinutes(1), "count strangers", inside.strangers::flush);
        jobs.every(Duration.ofSeconds(1), "record wrong codes", inside.secondFactor::due);
        jobs.every(Duration.ofMinutes(1), "overwrite what was destroyed", inside.database::purgeLog);
        jobs.every(Duration.ofMinutes(10), "keep to the retention schema", inside.stewardship::due);
        jobs.every(Duration.ofMinutes(1), "renew the intake key", inside.link.waiting()::due);
        jobs.every(Duration.ofHours(1), "delete orphaned bodies", () -> sweep(inside));
        jobs.every(Duration.ofMinutes(5), "sign a checkpoint", () -> sign(inside, checkpoint));
        // On a thread of its own: a mail server that does not answer holds up nothing else.
        Jobs mailing = inside.opened(new Jobs("sluice-mail"));
        mailing.every(Duration.ofSeconds(5), "send mail", inside.outbox::due);
        mailing.every(Duration.ofMinutes(1), "remind recipients", inside.link.remind()::due);
        mailing.every(
                Duration.ofSeconds(5),
                "hand over to contacts with standing ways",
                inside.link.travel().unasked()::due);
        Jobs renewing = inside.opened(new Jobs("sluice-lease"));
        renewing.every(Lease.LOOK, "renew the lease", lease::renew);
        if (inside.database.dialect() == Dialect.POSTGRESQL) {
            // Only a shared database can be changed by another node, and only then is not reading it a danger.
            Jobs watching = inside.opened(new Jobs("sluice-watch"));
            watching.every(Lease.LOOK, "watch the lease", lease::watch);
        }
    }

    private static void startScans(Wiring inside) {
        if (inside.arrivals.scan().scans()) {
            Jobs scanning = inside.opened(new Jobs("sluice-scan"));
            scanning.every(Duration.ofMillis(200), "scan deposits", inside.arrivals.scan()::due);
            Jobs scanningLarge = inside.opened(new Jobs("sluice-scan-large"));
            scanningLarge.every(Duration.ofSeconds(1), "scan large deposits", inside.arrivals.scan()::dueLarge);
        }
    }

    private static void sweep(Wiring inside) {
        try {
            int deleted = inside.sweep.sweep();
            if (deleted > 0) {
                LOG.info("{} bodies that no deposit needs were deleted", deleted);
            }
        } catch (IOException e) {
            LOG.error("The sweep of orphaned bodies broke off; it comes again", e);
        }
    }

    private static void sign(Wiring inside, SignCheckpoint checkpoint) {
        checkpoint.sign().ifPresent(signed -> {
            try {
                Files.write(
                        inside.data.checkpoints(),
                        List.of(signed.line()),
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                LOG.error("The checkpoint of record {} was signed but could not be written down", signed.seq(), e);
            }
        });
    }

    private static AuditEvent system(EventKind kind) {
        return new AuditEvent(
                kind,
                new Actor.SystemActor("gateway"),
                Map.of(
                        "version",
                        Optional.ofNullable(Gateway.class.getPackage().getImplementationVersion())
                                .orElse("unreleased")));
    }

    /** Who holds shares of the root key: a split happens beside the gateway, so that the next start puts it on record. */
    private static String custodians(DataDirectory data) throws IOException {
        if (!Files.exists(data.rootShares())) {
            return "none";
        }
        return RootShares.parse(Files.readString(data.rootShares()).strip())
                .map(kept -> kept.needed() + "-of-" + kept.made() + " " + kept.set())
                .orElse("damaged");
    }

    /** Stops accepting, ends what runs, and closes in reverse order. May be called twice. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(inside.data.ready());
        } catch (IOException e) {
            LOG.warn("{} could not be removed", inside.data.ready(), e);
        }
        inside.close();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("The lock of {} could not be released", inside.data.root(), e);
        }
    }

    /** The last records, after the listeners are closed and before the database is. */
    private static void farewell(Wiring inside) {
        inside.strangers.flush();
        inside.secondFactor.due();
        inside.ledger.record(system(EventKind.GATEWAY_STOPPED));
        sign(inside, new SignCheckpoint(inside.ledger, inside.auditSigner));
    }
}
