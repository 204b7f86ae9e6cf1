package org.sluice.gateway.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs on this node right now and can be cut: log-in sessions and downloads. Whoever lets somebody in registers first
 * and reads the status afterwards, so that a withdrawal at the same moment finds either the closed door or the open session.
 * Thread-safe.
 */
public final class LiveAccess {
    /** The kind of an upload over HTTPS. */
    static final String UPLOAD = "https-upload";

    private static final Logger LOG = LoggerFactory.getLogger(LiveAccess.class);

    /**
     * One running access.
     *
     * @param kind {@code sftp-session}, {@code https-upload}, {@code download} or {@code inbox-read}
     * @param who the person, or the contact of a link
     * @param participants whose withdrawal ends it
     * @param what in words for a list
     * @param cut ends it at once, from any thread, and may be called twice
     */
    public record Running(
            String kind,
            String who,
            Set<String> participants,
            Optional<String> linkId,
            Optional<String> releaseId,
            String what,
            Runnable cut) {
        public Running {
            participants = Set.copyOf(participants);
        }

        /** Whether somebody is in by this who may deposit, rather than fetches something. */
        boolean deposits() {
            return kind.equals("sftp-session") || kind.equals(UPLOAD);
        }
    }

    /** Held as long as the access runs. */
    public interface Pass extends AutoCloseable {
        @Override
        void close();
    }

    private record Entry(Running access, BooleanSupplier stands) {}

    private final ConcurrentHashMap<Long, Entry> running = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** An access that only a cut ends. */
    public Pass enter(Running access) {
        return enter(access, () -> true);
    }

    /** @param stands whether it would be let in still; asked by {@link #cutFallen}, from any thread */
    public Pass enter(Running access, BooleanSupplier stands) {
        long number = numbers.incrementAndGet();
        running.put(number, new Entry(access, stands));
        return () -> running.remove(number);
    }

    public List<Running> list(Predicate<Running> which) {
        return running.values().stream().map(Entry::access).filter(which).toList();
    }

    /** Cuts all that match and says which they were. One that fails to stop does not save the others. */
    public List<Running> cut(Predicate<Running> which) {
        return cutEntries(entry -> which.test(entry.access()));
    }

    /**
     * Cuts what would not be let in any more: its consent was taken back, a period is over, its label was raised. This
     * reaches a stalled reader too, who asks for nothing and so is never refused.
     */
    public List<Running> cutFallen() {
        return cutEntries(LiveAccess::fell);
    }

    private static boolean fell(Entry entry) {
        try {
            return !entry.stands().getAsBoolean();
        } catch (RuntimeException e) {
            LOG.error(
                    "Whether {} of {} may go on can't be read, so it is cut",
                    entry.access().kind(),
                    entry.access().who(),
                    e);
            return true;
        }
    }

    private List<Running> cutEntries(Predicate<Entry> which) {
        List<Running> cut = new ArrayList<>();
        running.forEach((number, entry) -> {
            if (which.test(entry)) {
                Running access = entry.access();
                try {
                    access.cut().run();
                } catch (RuntimeException e) {
                    LOG.error(
                            "Cutting {} of {} failed; it is refused at its next request",
                            access.kind(),
                            access.who(),
                            e);
                }
                running.remove(number);
                cut.add(access);
            }
        });
        return cut;
    }

    public int count() {
        return running.size();
    }
}
