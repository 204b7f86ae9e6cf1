package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.policy.Mistake;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Tx;

/** What a person is told of a side file. Thread-safe. */
final class SideNotes {
    /** Mistakes told at once; a file that is no label at all could have thousands. */
    private static final int MOST = 20;

    private final Ledger ledger;

    SideNotes(Ledger ledger) {
        this.ledger = ledger;
    }

    static Refusal refusal(SideFile file, List<Mistake> mistakes) {
        return new Refusal(
                Refusal.Kind.WRONG,
                "bad-label",
                "\"" + file.spot().name() + "\" can't be used. " + shown(mistakes.getFirst())
                        + (mistakes.size() > 1 ? " There are " + (mistakes.size() - 1) + " more; see /notices/." : ""),
                mistakes.stream().map(SideNotes::shown).toList());
    }

    /** As people count: the column helps nobody who looks at a file in a plain editor. */
    private static String shown(Mistake mistake) {
        return "Line " + mistake.line() + (mistake.path().isEmpty() ? "" : ", " + mistake.path()) + ": "
                + mistake.message();
    }

    /** The last word about a file of this name is the one that counts. */
    void wrong(Tx tx, SideFile file, Refusal refusal) {
        List<String> details = refusal.details().isEmpty() ? List.of(refusal.message()) : refusal.details();
        wrong(tx, file, String.join("\n    ", details.stream().limit(MOST).toList()));
    }

    void wrong(Tx tx, SideFile file, String mistakes) {
        mended(tx, file);
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        file.personId(),
                        ledger.now(),
                        Notice.Kind.SIDE_FILE_WRONG,
                        Map.of(
                                "file", file.spot().name(),
                                "folder", file.spot().folder(),
                                "person", file.personId(),
                                "mistakes", mistakes),
                        Optional.empty()));
    }

    /** What was said of an earlier file of this name holds no more. */
    void mended(Tx tx, SideFile file) {
        Notices.dropOf(
                tx,
                Notice.Kind.SIDE_FILE_WRONG,
                Map.of(
                        "file", file.spot().name(),
                        "folder", file.spot().folder(),
                        "person", file.personId()));
    }

    void unused(Tx tx, SideFile file, long days) {
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        file.personId(),
                        ledger.now(),
                        Notice.Kind.SIDE_FILE_UNUSED,
                        Map.of(
                                "file",
                                file.spot().name(),
                                "folder",
                                file.spot().folder(),
                                "subject",
                                file.name().subject(),
                                "days",
                                Long.toString(days)),
                        Optional.empty()));
    }
}
