package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.HandOvers;
import org.sluice.gateway.store.InboxDeliveries;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** What was released to a person, fetched with the own log-in. Reading is a recorded delivery under the checks of a link. */
public final class Inbox {
    private final Ledger ledger;
    private final Rulebook rules;
    private final Bodies bodies;
    private final LiveAccess live;
    private final DuringNotice leaving = new DuringNotice();

    public Inbox(Ledger ledger, Rulebook rules, Bodies bodies, LiveAccess live) {
        this.ledger = ledger;
        this.rules = rules;
        this.bodies = bodies;
        this.live = live;
    }

    /**
     * One file in an inbox.
     *
     * @param sender the releaser's participant
     * @param name as it is shown: with the deposit's id where two of one sender and channel have the same name
     */
    public record Item(Release release, Deposit deposit, String sender, String name, String audience) {}

    /** Everything that this person may fetch right now. */
    public List<Item> items(Visit visit) {
        if (visit.isCut()) {
            return List.of();
        }
        Instant now = ledger.now();
        return ledger.read(sql -> items(sql, visit, now));
    }

    private List<Item> items(Handle sql, Visit visit, Instant now) {
        List<Item> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Release release : Releases.liveTo(sql, visit.person().id(), now)) {
            for (String depositId : release.deposits()) {
                Answer<Item> item = item(sql, visit, release, depositId, now);
                if (item instanceof Answer.Done<Item> done && seen.add(depositId)) {
                    Item found = done.value();
                    String place = found.deposit().channel().word() + "/" + found.sender() + "/";
                    items.add(
                            names.add(place + found.name())
                                    ? found
                                    : new Item(
                                            found.release(),
                                            found.deposit(),
                                            found.sender(),
                                            depositId + " " + found.name(),
                                            found.audience()));
                }
            }
        }
        return items;
    }

    private Answer<Item> item(Handle sql, Visit visit, Release release, String depositId, Instant now) {
        Optional<Recipient> recipient = release.recipients().stream()
                .filter(to -> to instanceof Recipient.OfPerson
                        && to.id().equals(visit.person().id()))
                .findFirst();
        Optional<Deposit> deposit = Deposits.find(sql, depositId);
        if (recipient.isEmpty() || deposit.isEmpty() || !release.deposits().contains(depositId)) {
            return Answer.refused(Refusal.unknown("file", depositId));
        }
        if (release.revoked().isPresent()
                || !now.isBefore(release.expires())
                || HandOvers.linksOnly(sql, release.id())
                || deposit.get().state() != DepositState.DEPOSITED) {
            return Answer.refused(Refusal.conflict("release-ended", "This release has ended."));
        }
        for (String side : List.of(release.participantId(), visit.person().participantId())) {
            Optional<Refusal> barred = Participants.find(sql, side)
                    .map(participant -> participant.barred(now))
                    .orElse(Optional.of(Refusal.unknown("participant", side)));
            if (barred.isPresent()) {
                return Answer.refused(barred.get());
            }
        }
        String audience = recipient.get().audience();
        boolean stillOfIt = Participants.find(sql, visit.person().participantId())
                .map(Participant::audiences)
                .orElse(Set.of())
                .contains(audience);
        Exit exit = Exit.of(release, deposit.get(), recipient.get());
        Optional<Refusal> closed = visit.closed(deposit.get().channel());
        if (closed.isPresent()) {
            return Answer.refused(closed.get());
        }
        Optional<Refusal> noticed = leaving.against(sql, exit, now);
        if (noticed.isPresent()) {
            return Answer.refused(noticed.get());
        }
        if (deposit.get().held() || !stillOfIt || !rules.permits(sql, exit, now)) {
            return Answer.refused(Refusal.of(
                    Refusal.Kind.REFUSED,
                    "no-longer-permitted",
                    "This file may no longer be shared with you under the protocol."));
        }
        return Answer.done(new Item(
                release, deposit.get(), release.participantId(), deposit.get().name(), audience));
    }

    /** Opens a file for reading; the caller closes it. {@code cut} ends the session's connection. */
    public Answer<SeekableByteChannel> read(Visit visit, Item item, Runnable cut) {
        if (visit.isCut()) {
            return Answer.refused(Refusal.forbidden("session-ended", "This session was ended; log in again."));
        }
        String id = ledger.newId("i");
        AtomicBoolean stopped = new AtomicBoolean();
        LiveAccess.Pass pass = live.enter(
                new LiveAccess.Running(
                        "inbox-read",
                        visit.person().id(),
                        // Not Set.of, which refuses one participant on both sides.
                        new HashSet<>(List.of(
                                visit.person().participantId(), item.release().participantId())),
                        Optional.empty(),
                        Optional.of(item.release().id()),
                        "reading of " + item.deposit().id() + " by "
                                + visit.person().id(),
                        () -> {
                            stopped.set(true);
                            cut.run();
                        }),
                () -> standing(visit, item).isEmpty());
        try {
            Answer<Item> begun = ledger.write(tx -> begin(tx, visit, item, id));
            return switch (begun) {
                case Answer.Done<Item> done -> Answer.done(open(visit, done.value(), id, pass, stopped::get));
                case Answer.Refused<Item> refused -> {
                    pass.close();
                    ledger.record(event(EventKind.INBOX_READ_REFUSED, visit, item)
                            .with("reason", refused.refusal().code()));
                    yield Answer.refused(refused.refusal());
                }
            };
        } catch (SealedContent e) {
            pass.close();
            return Answer.refused(SealedContent.refusal(item.deposit().id()));
        } catch (IOException e) {
            pass.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            pass.close();
            throw e;
        }
    }

    private Item begin(Tx tx, Visit visit, Item item, String id) {
        Instant now = ledger.now();
        Participants.holdActive(tx, visit.person().participantId(), now).orThrow();
        Participants.holdActive(tx, item.release().participantId(), now).orThrow();
        Release release = Releases.find(tx.sql(), item.release().id())
                .orElseThrow(() -> new RefusedException(
                        Refusal.unknown("release", item.release().id())));
        Item fresh = item(tx.sql(), visit, release, item.deposit().id(), now).orThrow();
        InboxDeliveries.begin(
                tx, id, visit.person().id(), release.id(), fresh.deposit().id(), now);
        tx.append(event(EventKind.INBOX_READ_STARTED, visit, fresh));
        return fresh;
    }

    private SeekableByteChannel open(Visit visit, Item item, String id, LiveAccess.Pass pass, BooleanSupplier stopped)
            throws IOException {
        SeekableByteChannel body;
        try (DataKey key = ledger.read(sql -> bodies.unwrap(sql, item.deposit()))) {
            body = bodies.open(item.deposit(), key);
        }
        return new InboxChannel(
                new StandingChannel(body, () -> visit.isCut() || stopped.getAsBoolean(), () -> standing(visit, item)),
                bytes -> ended(visit, item, id, bytes, pass));
    }

    private Optional<Refusal> standing(Visit visit, Item item) {
        if (visit.isCut()) {
            return Optional.of(Refusal.forbidden("session-ended", "This session was ended."));
        }
        Answer<Item> still = ledger.read(sql -> Releases.find(
                        sql, item.release().id())
                .map(release -> item(sql, visit, release, item.deposit().id(), ledger.now()))
                .orElse(Answer.refused(Refusal.unknown("release", item.release().id()))));
        return still instanceof Answer.Refused<Item> refused ? Optional.of(refused.refusal()) : Optional.empty();
    }

    private void ended(Visit visit, Item item, String id, long bytes, LiveAccess.Pass pass) {
        pass.close();
        ledger.write(tx -> {
            InboxDeliveries.end(tx, id, bytes, ledger.now());
            tx.append(event(EventKind.INBOX_READ_ENDED, visit, item)
                    .with("bytes", Long.toString(bytes))
                    .with("complete", Boolean.toString(bytes >= item.deposit().size())));
            return id;
        });
    }

    private static AuditEvent event(EventKind kind, Visit visit, Item item) {
        return new AuditEvent(
                kind,
                visit.actor(),
                Map.of(
                        "release", item.release().id(),
                        "deposit", item.deposit().id(),
                        "sender", item.sender(),
                        "audience", item.audience(),
                        "sha256", item.deposit().sha256().orElse("")));
    }
}
