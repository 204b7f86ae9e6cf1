package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Folders;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Tx;

/**
 * Folders that a person makes inside an information type, to keep files apart; the label of a file does not come from them.
 * The last name of a {@link Spot} is the folder's own here. Thread-safe.
 */
public final class OwnFolders {
    /** Folders of one person; more is no order but a loop of some client's. */
    public static final int MOST = 1_000;

    private final Ledger ledger;
    private final ReceiveDeposit receive;
    private final AudienceFolders audiences;

    public OwnFolders(Ledger ledger, ReceiveDeposit receive, AudienceFolders audiences) {
        this.ledger = ledger;
        this.receive = receive;
        this.audiences = audiences;
    }

    /** The names of the folders right inside one, in order. */
    public List<String> inside(Visit visit, Channel channel, String type, String path) {
        String below = path.isEmpty() ? "" : path + "/";
        return ledger.read(sql -> Folders.paths(sql, of(visit, channel, type))).stream()
                .filter(one -> one.startsWith(below) && one.length() > below.length())
                .map(one -> one.substring(below.length()).split("/", 2)[0])
                .distinct()
                .toList();
    }

    /** Whether there is such a folder. */
    public boolean there(Visit visit, Spot folder) {
        return ledger.read(sql -> Folders.there(sql, of(visit, folder), folder.whole()));
    }

    public Answer<Spot> make(Visit visit, Spot folder) {
        if (folder.addressed() && folder.path().isEmpty()) {
            return Answer.refused(reserved());
        }
        if (folder.folders().size() >= Spot.DEEPEST) {
            return Answer.refused(
                    Refusal.wrong("too-deep", "Folders may lie " + Spot.DEEPEST + " deep. Make this one higher up."));
        }
        Optional<Refusal> refused = receive.mayPut(visit, folder);
        if (refused.isPresent()) {
            return Answer.refused(refused.get());
        }
        return write(visit, folder, EventKind.FOLDER_MADE, tx -> {
            free(tx.sql(), visit, folder);
            if (!Folders.add(tx, of(visit, folder), folder.whole(), MOST, ledger.now())) {
                throw refused(tooMany());
            }
        });
    }

    /** Removes an empty folder. */
    public Answer<Spot> remove(Visit visit, Spot folder) {
        return write(visit, folder, EventKind.FOLDER_REMOVED, tx -> {
            mustBe(tx.sql(), visit, folder);
            if (!Folders.isEmpty(tx.sql(), of(visit, folder), folder.whole())
                    || !Folders.remove(tx, of(visit, folder), folder.whole())) {
                throw refused(Refusal.conflict(
                        "not-empty", "The folder \"" + folder.name() + "\" is not empty, so it stays."));
            }
        });
    }

    /** Renames or moves a folder that no file lies in, with the folders inside it. */
    public Answer<Spot> rename(Visit visit, Spot folder, Spot to) {
        if (!of(visit, folder).equals(of(visit, to))) {
            return Answer.refused(Refusal.conflict(
                    "other-folder",
                    "A folder can't move to another channel or information type, since those are part of the label of"
                            + " what is put into it. Make it there."));
        }
        if (to.addressed() || folder.addressed()) {
            return Answer.refused(reserved());
        }
        if ((to.whole() + "/").startsWith(folder.whole() + "/")) {
            return Answer.refused(Refusal.wrong("into-itself", "A folder can't move into itself."));
        }
        Optional<Refusal> refused = receive.mayPut(visit, to);
        if (refused.isPresent()) {
            return Answer.refused(refused.get());
        }
        return write(visit, to, EventKind.FOLDER_RENAMED, tx -> {
            mustBe(tx.sql(), visit, folder);
            if (Folders.holdsFiles(tx.sql(), of(visit, folder), folder.whole())) {
                throw refused(Refusal.conflict(
                        "holds-files",
                        "Files lie in the folder \"" + folder.name()
                                + "\", and what is deposited keeps its place. Make a new folder for what comes next."));
            }
            free(tx.sql(), visit, to);
            Folders.rename(tx, of(visit, folder), folder.whole(), to.whole());
            tooDeep(tx.sql(), of(visit, to), to.whole());
        });
    }

    private Answer<Spot> write(Visit visit, Spot folder, EventKind kind, Consumer<Tx> change) {
        if (visit.isCut()) {
            return Answer.refused(Refusal.forbidden("session-ended", "This session was ended; log in again."));
        }
        if (!visit.person().is(Role.DEPOSITOR)) {
            return Answer.refused(
                    Refusal.forbidden("not-a-depositor", "Only who deposits files has folders to put them into."));
        }
        return ledger.write(tx -> {
            Participants.holdActive(tx, visit.person().participantId(), ledger.now())
                    .orThrow();
            change.accept(tx);
            // Its name may say as much as a file's, and nothing depends on it: the record does without.
            tx.append(new AuditEvent(
                    kind, visit.actor(), Map.of("folder", "/" + folder.channel().word() + "/" + folder.type() + "/")));
            return folder;
        });
    }

    /** The place is free, and the folder that it is in is there. */
    private void free(Handle sql, Visit visit, Spot folder) {
        Folders.Of of = of(visit, folder);
        if (!folder.path().isEmpty()
                && !Folders.there(sql, of, folder.path())
                && !audiences.leads(sql, visit, folder.path())) {
            throw refused(Refusal.unknown("folder", folder.path()));
        }
        if (Folders.there(sql, of, folder.whole())) {
            throw refused(Refusal.conflict("folder-exists", "The folder \"" + folder.name() + "\" is there already."));
        }
        String person = visit.person().id();
        if (Deposits.current(sql, person, folder).isPresent()
                || Deposits.receiving(sql, person, folder).isPresent()) {
            throw refused(Refusal.conflict("file-exists", "A file of the name \"" + folder.name() + "\" is there."));
        }
    }

    private static void mustBe(Handle sql, Visit visit, Spot folder) {
        if (!Folders.there(sql, of(visit, folder), folder.whole())) {
            throw refused(Refusal.unknown("folder", folder.whole()));
        }
    }

    private static void tooDeep(Handle sql, Folders.Of of, String below) {
        if (Folders.paths(sql, of).stream()
                .filter(path -> (path + "/").startsWith(below + "/"))
                .anyMatch(path -> path.split("/").length > Spot.DEEPEST)) {
            throw refused(Refusal.wrong("too-deep", "Folders may lie " + Spot.DEEPEST + " deep."));
        }
    }

    static Refusal tooMany() {
        return Refusal.conflict(
                "too-many-folders",
                "You have " + MOST + " folders, and nobody may have more. Remove some that are empty.");
    }

    private static Refusal reserved() {
        return Refusal.forbidden(
                "audience-folder",
                "A first folder that begins with @ names an audience or a person: what is put there goes to them at once."
                        + " Those folders are there by themselves; give yours a name without the @.");
    }

    private static Folders.Of of(Visit visit, Spot spot) {
        return of(visit, spot.channel(), spot.type());
    }

    private static Folders.Of of(Visit visit, Channel channel, String type) {
        return new Folders.Of(visit.person().id(), channel, type);
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
