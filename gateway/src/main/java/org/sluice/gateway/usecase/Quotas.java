package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.ByteSize;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Limits;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Room;

/**
 * How much of a participant's may rest here, and how large one file may be. Counted are the plain bytes of every body that
 * exists: uploads under way, and versions that newer ones took the place of.
 *
 * <p>Where nobody says beforehand how large a file is, its upload is granted room piece by piece, and what was granted counts
 * for all others at once: so the uploads of one node never go beyond a quota together, however many they are. Another node
 * sees what this one's uploads brought when they end, so there a quota can be passed by what is on its way elsewhere.
 * Thread-safe.
 */
public final class Quotas {
    /** What an upload is granted at most at a time, and at least where there is so much. */
    static final long MOST_GRANTED = 8L << 20;

    static final long LEAST_GRANTED = 64L << 10;

    /** No upload takes more than this part of what is left, so that small files find room beside large ones. */
    private static final long SHARE = 8;

    private final Ledger ledger;
    private final Bodies bodies;
    private final Limits limits;
    /** Up to which size uploads of this node may grow without asking again, by deposit. */
    private final Map<String, Long> granted = new ConcurrentHashMap<>();
    /** One look and one grant at a time for each participant. */
    private final Map<String, Object> doors = new ConcurrentHashMap<>();

    public Quotas(Ledger ledger, Bodies bodies, Limits limits) {
        this.ledger = ledger;
        this.bodies = bodies;
        this.limits = limits;
    }

    /**
     * What a participant's files take.
     *
     * @param own whether the quota was set for this participant
     * @param superseded of the bytes used, those of versions that newer ones took the place of
     */
    public record Usage(String participantId, long quota, boolean own, long used, long files, long superseded) {
        public long left() {
            return Math.max(0, quota - used);
        }
    }

    /** The room of a session's participant, as {@code df} shows it: less is left than of the quota where the disk has less. */
    public Space space(Visit visit) {
        String participant = visit.person().participantId();
        Map<String, Long> now = Map.copyOf(granted);
        return ledger.read(sql -> {
            long quota = quota(sql, participant);
            long used = used(Room.taken(sql, participant), now, "");
            return new Space(
                    quota, Math.clamp(Math.min(quota - used, bodies.space().left()), 0, quota));
        });
    }

    public List<Usage> usage() {
        return ledger.read(sql -> Participants.all(sql).stream()
                .map(participant -> usage(sql, participant.id()))
                .toList());
    }

    private Usage usage(Handle sql, String participantId) {
        Optional<Long> own = Room.quota(sql, participantId);
        return new Usage(
                participantId,
                own.orElse(limits.quota()),
                own.isPresent(),
                used(Room.taken(sql, participantId), Map.copyOf(granted), ""),
                Room.files(sql, participantId),
                Room.superseded(sql, participantId));
    }

    /** @param bytes absent for the usual quota; less than is used already destroys nothing and lets nothing more in */
    public Answer<Usage> set(Actor actor, String participantId, Optional<Long> bytes) {
        return ledger.write(tx -> {
            Entitled.administrator(tx, actor, "sets a quota", ledger.now());
            Participant participant = Participants.find(tx.sql(), participantId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("participant", participantId)));
            bytes.ifPresentOrElse(
                    quota -> Room.set(tx, participant.id(), quota, ledger.now()),
                    () -> Room.unset(tx, participant.id()));
            tx.append(new AuditEvent(
                    EventKind.QUOTA_SET,
                    actor,
                    Map.of(
                            "participant",
                            participant.id(),
                            "bytes",
                            bytes.map(String::valueOf).orElse("usual"))));
            return usage(tx.sql(), participant.id());
        });
    }

    /**
     * Before the first byte: whether a file fits, as far as anybody can know.
     *
     * @param size bytes, where the client said how many will come
     * @param instead an unfinished upload that this one goes on with or takes the place of
     */
    Optional<Refusal> atBegin(Visit visit, Channel channel, Optional<Long> size, Optional<Deposit> instead) {
        Optional<Refusal> tooLarge =
                size.filter(bytes -> bytes > limits.largest(channel)).map(bytes -> tooLarge(channel));
        if (tooLarge.isPresent() || size.equals(Optional.of(0L))) {
            return tooLarge;
        }
        String participant = visit.person().participantId();
        return ledger.read(sql -> {
            long quota = quota(sql, participant);
            long used = used(
                    Room.taken(sql, participant),
                    Map.copyOf(granted),
                    instead.map(Deposit::id).orElse(""));
            return size.orElse(1L) > quota - used
                    ? Optional.of(full(participant, quota, used, size))
                    : Optional.empty();
        });
    }

    /** In the midst of an upload: whether a deposit may grow to this size. Cheap, but for once in many. */
    Optional<Refusal> mayGrow(Deposit deposit, long size) {
        if (size > limits.largest(deposit.folder())) {
            return Optional.of(tooLarge(deposit.folder()));
        }
        Long sofar = granted.get(deposit.id());
        if (sofar != null && size <= sofar) {
            return Optional.empty();
        }
        String participant = deposit.participantId();
        synchronized (doors.computeIfAbsent(participant, id -> new Object())) {
            // Looked at before the rows are read: what was committed since counts twice rather than not at all.
            Map<String, Long> now = Map.copyOf(granted);
            return ledger.read(sql -> {
                long quota = quota(sql, participant);
                long used = used(Room.taken(sql, participant), now, deposit.id());
                long left = quota - used - size;
                if (left < 0) {
                    long arrived = Math.max(deposit.size(), now.getOrDefault(deposit.id(), 0L));
                    return Optional.of(full(participant, quota, used + arrived, Optional.empty()));
                }
                long ahead = Math.min(left, Math.clamp(left / SHARE, LEAST_GRANTED, MOST_GRANTED));
                granted.put(deposit.id(), size + ahead);
                return Optional.empty();
            });
        }
    }

    /** An upload began again under another row. */
    void moved(String from, String to) {
        Long was = granted.remove(from);
        if (was != null) {
            granted.put(to, was);
        }
    }

    /** An upload has ended: from now on its row says what it takes. */
    void ended(String depositId) {
        granted.remove(depositId);
    }

    private long quota(Handle sql, String participantId) {
        return Room.quota(sql, participantId).orElse(limits.quota());
    }

    /** @param without a deposit that is left out */
    private static long used(Room.Taken taken, Map<String, Long> granted, String without) {
        return taken.kept()
                + taken.receiving().entrySet().stream()
                        .filter(upload -> !upload.getKey().equals(without))
                        .mapToLong(upload -> Math.max(upload.getValue(), granted.getOrDefault(upload.getKey(), 0L)))
                        .sum();
    }

    private static Refusal full(String participant, long quota, long used, Optional<Long> size) {
        return Refusal.of(
                Refusal.Kind.BUSY,
                "quota-full",
                "The files of \"" + participant + "\" may take " + ByteSize.text(quota) + " together and take "
                        + ByteSize.text(used)
                        + size.map(bytes -> "; this one has " + ByteSize.text(bytes) + " more")
                                .orElse("")
                        + ". What is stored is safe. Remove unfinished uploads, have what is no longer needed destroyed, or"
                        + " ask the gateway's administrator for a larger quota.");
    }

    private Refusal tooLarge(Channel channel) {
        return Refusal.of(
                Refusal.Kind.CONFLICT,
                "file-too-large",
                "A file in /" + channel.word() + "/ may have at most " + ByteSize.text(limits.largest(channel))
                        + ", and this one has more. Send it in parts, or ask the gateway's administrator for a higher limit.");
    }
}
