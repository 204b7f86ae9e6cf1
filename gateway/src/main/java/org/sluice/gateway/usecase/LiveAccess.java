package org.sluice.gateway.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs on this node right now and can be cut: log-in sessions and downloads. Whoever lets somebody in registers first
 * and reads the status afterwards, so that a withdrawal at the same moment finds either the closed door or the open session.
 * Thread-safe.
 */
public final class LiveAccess {
    private static final Logger LOG = LoggerFactory.getLogger(LiveAccess.class);

    /**
     * One running access.
     *
     * @param kind {@code sftp-session}, {@code download} or {@code inbox-read}
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
    }

    /** Held as long as the access runs. */
    public interface Pass extends AutoCloseable {
        @Override
        void close();
    }

    private final ConcurrentHashMap<Long, Running> running = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    public Pass enter(Running access) {
        long number = numbers.incrementAndGet();
        running.put(number, access);
        return () -> running.remove(number);
    }

    public List<Running> list(Predicate<Running> which) {
        return running.values().stream().filter(which).toList();
    }

    /** Cuts all that match and says which they were. One that fails to stop does not save the others. */
    public List<Running> cut(Predicate<Running> which) {
        List<Running> cut = new ArrayList<>();
        running.forEach((number, access) -> {
            if (which.test(access)) {
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
