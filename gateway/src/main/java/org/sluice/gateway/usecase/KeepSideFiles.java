package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.deposit.SideName;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.policy.Mistake;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.SideFiles;
import org.sluice.gateway.store.Tx;

/**
 * Keeps the files that speak of a file beside them, and lets them speak. They are no deposits, and nobody but their person
 * sees them. Thread-safe.
 */
public final class KeepSideFiles {
    /** How long one waits for the file that it speaks of. */
    public static final Duration WAIT = Duration.ofDays(7);

    /** Those of one person that wait for their files. */
    static final int MOST_WAITING = 10_000;

    private final Ledger ledger;
    private final ReceiveDeposit receive;
    private final OwnDeposits own;
    private final SideLabels labels;
    private final CheckHashes hashes;
    private final SideNotes notes;

    public KeepSideFiles(
            Ledger ledger, ReceiveDeposit receive, OwnDeposits own, SideLabels labels, CheckHashes hashes) {
        this.ledger = ledger;
        this.receive = receive;
        this.own = own;
        this.labels = labels;
        this.hashes = hashes;
        this.notes = new SideNotes(ledger);
    }

    public List<SideFile> list(Visit visit, Channel channel, String type, String path) {
        return visit.isCut() || visit.closed(channel).isPresent()
                ? List.of()
                : ledger.read(sql -> SideFiles.folder(sql, visit.person().id(), channel, type, path));
    }

    public Optional<SideFile> find(Visit visit, Spot spot) {
        return visit.isCut() || visit.closed(spot.channel()).isPresent()
                ? Optional.empty()
                : ledger.read(sql -> SideFiles.find(sql, visit.person().id(), spot));
    }

    /**
     * Keeps a side file in place of an earlier one of its name, and lets it speak of a file that is here. One that can't be
     * used is refused and not kept, and a notice says why; the file beside it stays as it is.
     *
     * @param content all of it; its name must be that of a side file
     */
    public Answer<SideFile> put(Visit visit, Spot spot, byte[] content) {
        SideName name = SideName.of(spot.name()).orElseThrow();
        return readable(spot, content)
                .then(text -> put(
                        visit,
                        new SideFile(
                                ledger.newId("l"),
                                visit.person().id(),
                                spot,
                                name,
                                text,
                                ledger.now(),
                                Optional.empty())));
    }

    private Answer<SideFile> put(Visit visit, SideFile file) {
        Optional<Refusal> barred = receive.mayPut(visit, file.spot());
        if (barred.isPresent()) {
            return Answer.refused(barred.get());
        }
        Optional<Refusal> wrong = receive.room(visit, file.spot(), file.size())
                .or(() -> file.name().arriving() ? Optional.empty() : wrong(file));
        if (wrong.isPresent()) {
            return refuse(visit, file, wrong.get());
        }
        Answer<SideFile> kept = ledger.write(tx -> keep(tx, visit, file));
        return switch (kept) {
            case Answer.Done<SideFile> done -> done;
            case Answer.Refused<SideFile> refused -> refuse(visit, file, refused.refusal());
        };
    }

    private Optional<Refusal> wrong(SideFile file) {
        return switch (file.name().kind()) {
            case LABEL -> {
                List<Mistake> mistakes = labels.mistakes(file);
                yield mistakes.isEmpty() ? Optional.empty() : Optional.of(SideNotes.refusal(file, mistakes));
            }
            case HASH -> hashes.against(file);
        };
    }

    private SideFile keep(Tx tx, Visit visit, SideFile file) {
        Participants.holdActive(tx, visit.person().participantId(), file.at()).orThrow();
        SideFiles.find(tx.sql(), file.personId(), file.spot()).ifPresent(old -> SideFiles.remove(tx, old.id()));
        if (SideFiles.waiting(tx.sql(), file.personId()) >= MOST_WAITING) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.BUSY,
                    "too-many-side-files",
                    "More than " + MOST_WAITING + " label files and the like wait for their files. Remove some, or put"
                            + " their files beside them."));
        }
        SideFiles.add(tx, file);
        notes.mended(tx, file);
        tx.append(event(EventKind.SIDE_FILE_KEPT, visit.actor(), file));
        if (!file.name().arriving() && !file.name().ofFolder()) {
            Deposits.current(tx.sql(), file.personId(), file.subject())
                    .ifPresent(deposit -> speak(tx, visit, deposit, file));
        }
        return file;
    }

    private void speak(Tx tx, Visit visit, Deposit deposit, SideFile file) {
        switch (file.name().kind()) {
            case LABEL -> {
                // A floor may have put it into a channel that asks for a code, out of which its label could take it
                // again.
                visit.closed(deposit.channel()).ifPresent(refusal -> {
                    throw new RefusedException(refusal);
                });
                labels.apply(tx, visit.actor(), deposit, file);
            }
            case HASH -> {
                hashes.said(tx, deposit, file);
                SideFiles.applied(tx, file.id(), deposit.id());
            }
        }
    }

    private Answer<SideFile> refuse(Visit visit, SideFile file, Refusal refusal) {
        ledger.write(tx -> {
            notes.wrong(tx, file, refusal);
            tx.append(event(EventKind.SIDE_FILE_REFUSED, visit.actor(), file).with("reason", refusal.code()));
            return file;
        });
        return Answer.refused(refusal);
    }

    /** Takes one away; what it has said of a deposit stays said. */
    public Answer<SideFile> remove(Visit visit, SideFile file) {
        return mayTouch(visit, file)
                .then(mine -> ledger.write(tx -> {
                    Participants.holdActive(tx, visit.person().participantId(), ledger.now())
                            .orThrow();
                    removed(tx, visit.actor(), file);
                    return file;
                }));
    }

    /** Renames within the folder, as clients do that upload under a name of their own first. */
    public Answer<SideFile> rename(Visit visit, SideFile file, Spot to) {
        if (SideName.of(to.name()).isEmpty()) {
            return Answer.refused(Refusal.conflict(
                    "side-file",
                    "\"" + file.spot().name() + "\" speaks of another file and can't become a deposit. Upload it under"
                            + " the new name."));
        }
        return mayTouch(visit, file).then(mine -> put(visit, to, file.bytes())).then(kept -> {
            if (!to.equals(file.spot())) {
                ledger.write(tx -> {
                    removed(tx, visit.actor(), file);
                    return file;
                });
            }
            return Answer.done(kept);
        });
    }

    /** Makes a side file of what was uploaded under a name that told nothing and is renamed to a side file's. */
    public Answer<SideFile> from(Visit visit, Deposit deposit, Spot to) {
        if (deposit.size() > SideFile.LONGEST) {
            return Answer.refused(tooLong(to));
        }
        return own.read(visit, deposit)
                .then(content -> put(visit, to, all(content)))
                .then(kept -> own.remove(visit, deposit).then(gone -> Answer.done(kept)));
    }

    /** Drops those whose file has not come; returns how many. A folder's label waits for nothing. */
    public int due() {
        Instant now = ledger.now();
        int dropped = 0;
        for (SideFile file : ledger.read(sql -> SideFiles.unused(sql, now.minus(WAIT)))) {
            boolean folders = file.name().ofFolder() && !file.name().arriving();
            if (!folders && drop(file)) {
                dropped++;
            }
        }
        return dropped;
    }

    private boolean drop(SideFile file) {
        return ledger.write(tx -> {
                    boolean there = Deposits.receiving(tx.sql(), file.personId(), file.subject())
                            .or(() -> Deposits.current(tx.sql(), file.personId(), file.subject()))
                            .isPresent();
                    if (there || !SideFiles.remove(tx, file.id())) {
                        return false;
                    }
                    if (file.depositId().isEmpty() && !file.name().arriving()) {
                        notes.unused(tx, file, WAIT.toDays());
                    }
                    tx.append(event(EventKind.SIDE_FILE_REMOVED, new Actor.SystemActor("side files"), file));
                    return true;
                })
                .orThrow();
    }

    private void removed(Tx tx, Actor actor, SideFile file) {
        if (SideFiles.remove(tx, file.id())) {
            notes.mended(tx, file);
            if (file.name().kind() == SideName.Kind.HASH) {
                hashes.takenBack(tx, file);
            }
            tx.append(event(EventKind.SIDE_FILE_REMOVED, actor, file));
        }
    }

    private Answer<SideFile> mayTouch(Visit visit, SideFile file) {
        if (visit.isCut()) {
            return Answer.refused(Refusal.forbidden("session-ended", "This session was ended; log in again."));
        }
        Optional<Refusal> closed = visit.closed(file.spot().channel());
        if (closed.isPresent()) {
            return Answer.refused(closed.get());
        }
        return file.personId().equals(visit.person().id())
                ? Answer.done(file)
                : Answer.refused(Refusal.unknown("file", file.spot().name()));
    }

    private static Answer<String> readable(Spot spot, byte[] content) {
        if (content.length > SideFile.LONGEST) {
            return Answer.refused(tooLong(spot));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            // No database of ours keeps this character in a text.
            return text.indexOf('\0') < 0 ? Answer.done(text) : Answer.refused(noText(spot));
        } catch (CharacterCodingException e) {
            return Answer.refused(noText(spot));
        }
    }

    private static Refusal noText(Spot spot) {
        return Refusal.wrong(
                "no-text",
                "\"" + spot.name() + "\" is no text in UTF-8. Save it with a plain text editor as UTF-8 and upload it"
                        + " again.");
    }

    public static Refusal tooLong(Spot spot) {
        return Refusal.wrong(
                "side-file-too-long",
                "\"" + spot.name() + "\" has more than " + (SideFile.LONGEST >> 10)
                        + " KiB, which no file that speaks of another has. If it is a file of its own, rename it.");
    }

    private static byte[] all(SeekableByteChannel content) {
        try (content) {
            ByteBuffer into = ByteBuffer.allocate(Math.toIntExact(content.size()));
            while (into.hasRemaining() && content.read(into) >= 0) {
                // It fills what it can.
            }
            return into.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name holds the name of the file beside it, which may be nobody's to read: so the record has its hash. */
    private static AuditEvent event(EventKind kind, Actor actor, SideFile file) {
        return new AuditEvent(
                kind,
                actor,
                Map.of(
                        "folder",
                        new Spot(file.spot().channel(), file.spot().type(), "", "").folder(),
                        "kind",
                        file.name().kind().word(),
                        "size",
                        Integer.toString(file.size()),
                        "sha256",
                        Sha256.hex(file.bytes())));
    }
}
