package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.Token;
import org.sluice.crypto.envelope.Envelope;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.SealedDeposits;

/** Delivers and confirms the claimed files of an opened link. Thread-safe. */
public final class FetchFile {
    private final Ledger ledger;
    private final Bodies bodies;
    private final LiveAccess live;
    private final LinkAccess access;
    /** The one running stream of each file on a link: a new one takes over from a stalled one. */
    private final ConcurrentHashMap<String, Delivery> streams = new ConcurrentHashMap<>();

    public FetchFile(Ledger ledger, Rulebook rules, Bodies bodies, LiveAccess live) {
        this.ledger = ledger;
        this.bodies = bodies;
        this.live = live;
        this.access = new LinkAccess(rules);
    }

    /** In which form a file leaves. */
    public enum Leaving {
        AS_IT_IS,
        /** In the packing of its link. */
        PACKED,
        /** In a bundle, whose maker seals it for whom it was told. */
        BUNDLED
    }

    /** What a HEAD may know: the claimed file, without a stream and without a record. */
    public Answer<Deposit> look(String linkId, Map<String, Long> epochs, String depositId) {
        return look(linkId, epochs, depositId, false);
    }

    /** @param packed as in {@link ClaimFiles#claimed(String, Map, boolean)} */
    public Answer<Deposit> look(String linkId, Map<String, Long> epochs, String depositId, boolean packed) {
        Instant now = ledger.now();
        return ledger.read(sql -> ViewLink.standing(sql, access, linkId, epochs, now)
                .then(standing -> AsPacked.only(sql, standing, packed))
                .then(standing -> claimedAndPermitted(sql, standing, depositId, now)));
    }

    /** How far a file is that leaves right now, from this node. */
    Optional<Long> running(String linkId, String depositId) {
        return Optional.ofNullable(streams.get(linkId + " " + depositId)).map(one -> one.from + one.sent.get());
    }

    /** How the files of a link are packed while they are sent. */
    public Packing packing(String linkId) {
        return ledger.read(sql -> AsPacked.of(sql, linkId));
    }

    private Answer<Deposit> claimedAndPermitted(
            org.jdbi.v3.core.Handle sql, LinkAccess.Standing standing, String depositId, Instant now) {
        Optional<LinkFile> file = Links.file(sql, standing.link().id(), depositId);
        if (file.isEmpty()) {
            return Answer.refused(Refusal.unknown("file", depositId));
        }
        if (!file.get().open()) {
            return Answer.refused(ClaimFiles.notClaimed());
        }
        return access.permitted(sql, standing, depositId, now);
    }

    /**
     * Begins one stream of a claimed file. Registers first and checks afterwards; the caller closes it.
     *
     * @param from first byte that will be sent; {@code to} the one after the last
     * @param cut stops the stream at once, from any thread
     */
    public Answer<Delivery> begin(
            String linkId, Map<String, Long> epochs, String depositId, long from, long to, Runnable cut) {
        return begin(linkId, epochs, depositId, from, to, cut, Optional.empty());
    }

    /** @param sealed the secret that opens what is sealed, as the recipient's cookie holds it */
    public Answer<Delivery> begin(
            String linkId,
            Map<String, Long> epochs,
            String depositId,
            long from,
            long to,
            Runnable cut,
            Optional<Token> sealed) {
        return begin(linkId, epochs, depositId, from, to, cut, Leaving.AS_IT_IS, sealed);
    }

    /**
     * The same.
     *
     * @param leaving in which form; what is to leave packed never leaves as it is
     * @param sealed the secret that opens what is sealed, as the recipient's cookie holds it
     */
    public Answer<Delivery> begin(
            String linkId,
            Map<String, Long> epochs,
            String depositId,
            long from,
            long to,
            Runnable cut,
            Leaving leaving,
            Optional<Token> sealed) {
        boolean packed = leaving != Leaving.AS_IT_IS;
        Optional<Link> link = ledger.read(sql -> Links.find(sql, linkId));
        if (link.isEmpty()) {
            return Answer.refused(Refusal.unknown("link", linkId));
        }
        Delivery delivery = new Delivery(linkId, depositId, from, cut, packed);
        delivery.pass = live.enter(
                new LiveAccess.Running(
                        "download",
                        link.get().contactId(),
                        epochs.keySet(),
                        Optional.of(linkId),
                        Optional.of(link.get().releaseId()),
                        "download of " + depositId + " by " + link.get().contactId(),
                        delivery::stop),
                () -> look(linkId, epochs, depositId, packed) instanceof Answer.Done<Deposit>);
        Delivery before = streams.put(delivery.key(), delivery);
        if (before != null) {
            before.stop();
        }
        try {
            Answer<Delivery> begun = ledger.write(tx -> {
                Instant now = ledger.now();
                LinkAccess.Standing standing =
                        ViewLink.standing(tx.sql(), access, linkId, epochs, now).orThrow();
                AsPacked.only(tx.sql(), standing, packed).orThrow();
                Deposit deposit =
                        claimedAndPermitted(tx.sql(), standing, depositId, now).orThrow();
                SealedSessions.against(tx.sql(), linkId, deposit, sealed, now).ifPresent(refusal -> {
                    throw new RefusedException(refusal);
                });
                delivery.of(standing, deposit);
                AuditEvent started = event(EventKind.LINK_DELIVERY_STARTED, standing, deposit)
                        .with("from", Long.toString(from))
                        .with("to", Long.toString(to));
                if (leaving == Leaving.PACKED) {
                    delivery.keys =
                            LinkPacking.keys(tx.sql(), standing.link(), now).orThrow();
                    delivery.envelope = delivery.keys.isEmpty()
                            ? Optional.empty()
                            : Optional.of(SpelledKeys.envelope(delivery.keys, now));
                }
                tx.append(
                        delivery.keys.isEmpty()
                                ? started
                                : started.with("sealed_for", SpelledKeys.fingerprints(delivery.keys)));
                return delivery;
            });
            if (begun instanceof Answer.Refused<Delivery>) {
                delivery.leave();
            } else {
                delivery.open(sealed);
            }
            return begun;
        } catch (IOException e) {
            delivery.leave();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            delivery.leave();
            throw e;
        }
    }

    /** One running stream. For one thread, but {@link #stop} which any may call. */
    public final class Delivery implements AutoCloseable {
        private final String linkId;
        private final String depositId;
        private final long from;
        private final Runnable cut;
        private final boolean packed;
        private LiveAccess.Pass pass = () -> {};
        private volatile List<RecipientKey> keys = List.of();
        private volatile Optional<Envelope> envelope = Optional.empty();
        private volatile boolean stopped;
        private LinkAccess.@org.jspecify.annotations.Nullable Standing standing;
        private @org.jspecify.annotations.Nullable Deposit deposit;
        private @org.jspecify.annotations.Nullable SeekableByteChannel body;
        /** Written by the one thread that sends; others look how far it is. */
        private final AtomicLong sent = new AtomicLong();

        private Delivery(String linkId, String depositId, long from, Runnable cut, boolean packed) {
            this.packed = packed;
            this.linkId = linkId;
            this.depositId = depositId;
            this.from = from;
            this.cut = cut;
        }

        private String key() {
            return linkId + " " + depositId;
        }

        private void of(LinkAccess.Standing standing, Deposit deposit) {
            this.standing = standing;
            this.deposit = deposit;
        }

        private void open(Optional<Token> sealed) throws IOException {
            Deposit opening = java.util.Objects.requireNonNull(deposit);
            try (DataKey key = ledger.read(sql -> SealedDeposits.sealed(sql, opening.id())
                    ? SealedSessions.key(sql, linkId, opening, sealed, ledger.now())
                            .orThrow()
                    : bodies.unwrap(sql, opening))) {
                body = new StandingChannel(bodies.open(opening, key), this::stopped, this::barred);
            }
        }

        /** Why not a byte more may leave, if so: asked again while it runs, as a cut could come from another node. */
        private Optional<Refusal> barred() {
            Map<String, Long> epochs =
                    java.util.Objects.requireNonNull(standing).epochs();
            return switch (look(linkId, epochs, depositId, packed)) {
                case Answer.Refused<Deposit> refused -> Optional.of(refused.refusal());
                case Answer.Done<Deposit> done -> keyGone();
            };
        }

        /** A key that was revoked while a file is sealed for it gets no more of that file. */
        private Optional<Refusal> keyGone() {
            if (keys.isEmpty()) {
                return Optional.empty();
            }
            Link link = java.util.Objects.requireNonNull(standing).link();
            List<RecipientKey> still = ledger.read(sql -> LinkPacking.keys(sql, link, ledger.now()))
                            instanceof Answer.Done<List<RecipientKey>> done
                    ? done.value()
                    : List.of();
            return still.containsAll(keys) ? Optional.empty() : Optional.of(LinkPacking.keyGone());
        }

        /** The keys for which it is to be sealed while it is sent; none where it is not. */
        public List<RecipientKey> keys() {
            return keys;
        }

        /** For whom it is to be sealed while it is sent; nothing where it is not. */
        public Optional<Envelope> envelope() {
            return envelope;
        }

        /** The plain bytes, position at the first to be sent left to the caller. */
        public SeekableByteChannel body() {
            return java.util.Objects.requireNonNull(body);
        }

        public Deposit deposit() {
            return java.util.Objects.requireNonNull(deposit);
        }

        public boolean stopped() {
            return stopped;
        }

        /** {@code bytes} more were handed over and the write returned. */
        public void sent(long bytes) {
            sent.addAndGet(bytes);
        }

        void stop() {
            stopped = true;
            cut.run();
        }

        private void leave() {
            streams.remove(key(), this);
            pass.close();
            if (body != null) {
                try {
                    body.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        /** Ends the stream and records how far it came; the claim ends with the last byte. */
        @Override
        public void close() {
            try {
                leave();
            } finally {
                Deposit delivered = deposit;
                LinkAccess.Standing side = standing;
                if (delivered != null && side != null) {
                    ended(side, delivered, from, sent.get());
                }
            }
        }
    }

    private void ended(LinkAccess.Standing standing, Deposit deposit, long from, long sent) {
        ledger.write(tx -> {
            Links.delivered(tx, standing.link().id(), deposit.id(), from, from + sent);
            boolean complete = Links.complete(tx, standing.link().id(), deposit.id(), deposit.size(), ledger.now());
            tx.append(event(EventKind.LINK_DELIVERY_ENDED, standing, deposit)
                    .with("from", Long.toString(from))
                    .with("bytes", Long.toString(sent))
                    .with("complete", Boolean.toString(complete)));
            return complete;
        });
    }

    /** The recipient's word that all arrived safely: closes the link. */
    public Answer<Link> confirm(String linkId, Map<String, Long> epochs) {
        Instant now = ledger.now();
        Answer<Link> confirmed = ledger.write(tx -> {
            LinkAccess.Standing standing =
                    ViewLink.standing(tx.sql(), access, linkId, epochs, now).orThrow();
            if (access.files(tx.sql(), standing).stream()
                    .noneMatch(file -> file.completed().isPresent())) {
                throw new RefusedException(Refusal.conflict(
                        "nothing-delivered", "Nothing was downloaded in whole yet, so there is nothing to confirm."));
            }
            if (!Links.close(tx, linkId, Link.Closing.CONFIRMED, now)) {
                throw new RefusedException(Refusal.conflict("link-closed", "This link was closed a moment ago."));
            }
            tx.append(new AuditEvent(
                    EventKind.LINK_CONFIRMED,
                    new Actor.LinkHolder(linkId),
                    Map.of(
                            "link", linkId,
                            "release", standing.release().id(),
                            "recipient", standing.contact().id())));
            return Links.find(tx.sql(), linkId).orElseThrow();
        });
        return confirmed.then(link -> {
            live.cut(running -> running.linkId().filter(linkId::equals).isPresent());
            return confirmed;
        });
    }

    static AuditEvent event(EventKind kind, LinkAccess.Standing standing, Deposit deposit) {
        return new AuditEvent(
                kind,
                new Actor.LinkHolder(standing.link().id()),
                Map.of(
                        "link", standing.link().id(),
                        "release", standing.release().id(),
                        "recipient", standing.contact().id(),
                        "deposit", deposit.id(),
                        "sha256", deposit.sha256().orElse("")));
    }
}
