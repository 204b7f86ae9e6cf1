package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.SideName;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.policy.LabelTemplate;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Tx;

/** What a depositor is told of an upload, and what goes on record of it. Thread-safe. */
final class DepositNotes {
    private final Ledger ledger;
    private final Rulebook rules;
    private final WarnOfNames names;

    DepositNotes(Ledger ledger, Rulebook rules, WarnOfNames names) {
        this.ledger = ledger;
        this.rules = rules;
        this.names = names;
    }

    /** Where names are no case's, SFTP can't ask before one is stored; it can be changed until the file has settled. */
    void warnOfName(Tx tx, Deposit deposit) {
        Notices.dropOf(tx, deposit.id(), Notice.Kind.NAME_IN_FILE_NAME);
        if (named(deposit.spot())) {
            Notices.add(
                    tx,
                    new Notice(
                            ledger.newId("n"),
                            deposit.personId(),
                            ledger.now(),
                            Notice.Kind.NAME_IN_FILE_NAME,
                            Map.of(
                                    "file", deposit.name(),
                                    "folder", deposit.spot().folder(),
                                    "deposit", deposit.id()),
                            Optional.of(deposit.id())));
        }
    }

    /**
     * Refuses a file about a case whose name looks like a person's: cases go by their code only (DPISP, principle of
     * confidentiality), and a name that was stored once stays in the record. So neither notice nor record holds it.
     */
    Optional<Refusal> codesOnly(Visit visit, Spot spot, Instant now) {
        boolean refused = named(spot) && ledger.read(sql -> rules.aboutCases(sql, spot.type(), now));
        if (!refused) {
            return Optional.empty();
        }
        Refusal refusal = Refusal.of(
                Refusal.Kind.REFUSED,
                "case-code-only",
                "The name of this file, or of its folder, looks as if it held a person's name or identity number. Files of the type "
                        + spot.type()
                        + " go by their case code only: rename yours, for example to CP-0042.pdf, and send it again.");
        ledger.write(tx -> {
            Notices.add(
                    tx,
                    new Notice(
                            ledger.newId("n"),
                            visit.person().id(),
                            now,
                            Notice.Kind.CASE_CODE_ONLY,
                            Map.of("folder", typeFolder(spot)),
                            Optional.empty()));
            tx.append(new AuditEvent(
                    EventKind.DEPOSIT_REFUSED,
                    visit.actor(),
                    Map.of("folder", typeFolder(spot), "reason", refusal.code(), "words", refusal.message())));
            return true;
        });
        return Optional.of(refusal);
    }

    void askForLabel(Tx tx, Deposit deposit, Instant now) {
        Label counted = rules.counted(tx.sql(), deposit.label(), now);
        List<String> open = counted.undeclared().stream().map(Dimension::word).toList();
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        deposit.personId(),
                        now,
                        Notice.Kind.LABEL_NEEDED,
                        Map.of(
                                "file", deposit.name(),
                                "folder", deposit.spot().folder(),
                                "deposit", deposit.id(),
                                "channel", deposit.channel().word(),
                                "dimensions", String.join(", ", open),
                                "label_file", deposit.name() + SideName.LABEL_ENDING,
                                "lines", lines(counted)),
                        Optional.of(deposit.id())));
    }

    void canBeContinued(Tx tx, Deposit deposit, long size) {
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        deposit.personId(),
                        ledger.now(),
                        Notice.Kind.DEPOSIT_INTERRUPTED,
                        Map.of(
                                "file", deposit.name(),
                                "folder", deposit.spot().folder(),
                                "size", Long.toString(size)),
                        Optional.of(deposit.id())));
    }

    /** An upload that has no room for the rest: what had arrived stays, and everything that was stored before. */
    void stopped(Visit visit, Deposit deposit, Refusal refusal) {
        ledger.write(tx -> {
            Notices.dropOf(tx, deposit.id(), Notice.Kind.DEPOSIT_STOPPED);
            Notices.add(
                    tx,
                    new Notice(
                            ledger.newId("n"),
                            deposit.personId(),
                            ledger.now(),
                            Notice.Kind.DEPOSIT_STOPPED,
                            Map.of(
                                    "file", deposit.name(),
                                    "folder", deposit.spot().folder(),
                                    "reason", refusal.message()),
                            Optional.of(deposit.id())));
            tx.append(event(EventKind.DEPOSIT_REFUSED, visit, deposit)
                    .with("reason", refusal.code())
                    .with("words", refusal.message()));
            return true;
        });
    }

    <T> Answer<T> refuseBelowFloor(Visit visit, Spot spot, Label label, Channel floor, Instant now) {
        Label counted = ledger.read(sql -> rules.counted(sql, label, now));
        List<String> open = counted.undeclared().stream().map(Dimension::word).toList();
        String why = open.isEmpty()
                ? "Files of the type " + label.informationType() + " may not be public."
                : "Nobody said yet what it identifies (" + String.join(", ", open)
                        + "), so it counts as most identifying.";
        Refusal refusal = new Refusal(
                Refusal.Kind.REFUSED,
                "below-floor",
                "\"" + spot.name() + "\" can't go to " + spot.folder() + ": its least channel is " + floor.word() + ". "
                        + why + " Put it into /" + floor.word() + "/" + label.informationType() + "/ instead.",
                List.of(why));
        return refuse(
                visit,
                spot,
                refusal,
                Notice.Kind.BELOW_FLOOR_REFUSED,
                Map.of(
                        "floor",
                        floor.word(),
                        "dimensions",
                        String.join(", ", open),
                        "label_file",
                        spot.name() + SideName.LABEL_ENDING,
                        "lines",
                        lines(counted)));
    }

    /** What to write into a label file, one line below the other as a notice shows them. */
    private static String lines(Label counted) {
        List<Dimension> open = counted.undeclared();
        return String.join("\n    ", LabelTemplate.lines(counted, open.isEmpty() ? List.of(Dimension.values()) : open));
    }

    <T> Answer<T> refuse(Visit visit, Spot spot, Refusal refusal) {
        return refuse(
                visit,
                spot,
                refusal,
                spot.addressed() ? atOnce(refusal) : Notice.Kind.DEPOSIT_REFUSED,
                Map.of(
                        "audience",
                        spot.addressed() ? spot.whole().split("/", 2)[0] : "",
                        "plain",
                        typeFolder(spot),
                        "known",
                        String.join(", ", refusal.details())));
    }

    /** In the reader's language, what a folder "@…" does not take. */
    private static Notice.Kind atOnce(Refusal refusal) {
        return switch (refusal.code()) {
            case AtOnceRule.PERSONAL -> Notice.Kind.AUDIENCE_PERSONAL;
            case AtOnceRule.NAMED_ONLY -> Notice.Kind.AUDIENCE_NAMED_ONLY;
            case Addressees.UNKNOWN -> Notice.Kind.AUDIENCE_UNKNOWN;
            case AtOnceRule.REFUSED, AtOnceRule.NEEDS -> Notice.Kind.AUDIENCE_REFUSED;
            default -> Notice.Kind.DEPOSIT_REFUSED;
        };
    }

    /** Refuses with a record and with a notice, since SFTP clients hide the server's words. */
    private <T> Answer<T> refuse(Visit visit, Spot spot, Refusal refusal, Notice.Kind kind, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("file", spot.name());
        parameters.put("folder", spot.folder());
        parameters.put("reason", refusal.message());
        ledger.write(tx -> {
            Notices.add(
                    tx,
                    new Notice(
                            ledger.newId("n"), visit.person().id(), ledger.now(), kind, parameters, Optional.empty()));
            tx.append(new AuditEvent(
                    EventKind.DEPOSIT_REFUSED,
                    visit.actor(),
                    Map.of(
                            "folder",
                            spot.folder(),
                            "name",
                            spot.name(),
                            "reason",
                            refusal.code(),
                            "words",
                            refusal.message())));
            return spot;
        });
        return Answer.refused(refusal);
    }

    /** Told before the disk is full: the last space belongs to the records, without which nobody could be cut. */
    static Refusal noSpace() {
        return Refusal.of(
                Refusal.Kind.BUSY,
                "no-space",
                "The gateway has no space left for files. What it has is safe; its administrator must make room.");
    }

    /** Whether the name or one of the folders around it looks like a person's. */
    private boolean named(Spot spot) {
        return names.inFileName(spot.name()) || spot.folders().stream().anyMatch(names::inFileName);
    }

    /** A folder without the words of those inside it. */
    private static String typeFolder(Spot spot) {
        return new Spot(spot.channel(), spot.type(), "", spot.name()).folder();
    }

    static AuditEvent event(EventKind kind, Visit visit, Deposit deposit) {
        Spot shown = Exposure.shown(deposit, Optional.empty()).spot();
        AuditEvent event = new AuditEvent(
                kind,
                visit.actor(),
                Map.of(
                        "deposit", deposit.id(),
                        "participant", deposit.participantId(),
                        "channel", deposit.channel().word(),
                        "folder", shown.folder(),
                        "name", shown.name(),
                        "label_version", Long.toString(deposit.labelVersion())));
        return visit.token().map(token -> event.with("token", token.id())).orElse(event);
    }
}
