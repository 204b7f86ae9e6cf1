package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.deposit.SideName;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.policy.KnownWords;
import org.sluice.gateway.policy.LabelFile;
import org.sluice.gateway.policy.Mistake;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.SideFiles;
import org.sluice.gateway.store.Tx;

/**
 * What the label files of a person say: of a file that is about to come, and of one that is here. A folder's label counts
 * for files that come after it, also in the folders inside it; what a nearer folder says goes before that, and what a
 * file's own label file says before all. Thread-safe.
 */
public final class SideLabels implements OnDeposited {
    /** The folder says these; in a label file they only confirm it. */
    private static final Set<String> FIXED = Set.of(LabelKey.CHANNEL.word(), LabelKey.TYPE.word());

    /** Keys that take words of people's own. */
    private static final Set<String> FREE =
            Set.of("purpose", "period", "area", "case", LabelKey.CONSENTED_PURPOSES.word());

    private static final String NAMED =
            "This may hold a person's name or identity number, and a label is seen where the file is not. Write a case code"
                    + " or other words instead. If it is no person's, leave the line out and ask the gateway's administrator"
                    + " to say it with --anyway.";

    private final Ledger ledger;
    private final Rulebook rules;
    private final LabelDeposit labels;
    private final WarnOfNames names;
    private final SecondFactor second;
    private final SideNotes notes;

    public SideLabels(Ledger ledger, Rulebook rules, LabelDeposit labels, WarnOfNames names, SecondFactor second) {
        this.ledger = ledger;
        this.rules = rules;
        this.labels = labels;
        this.names = names;
        this.second = second;
        this.notes = new SideNotes(ledger);
    }

    /** {@link #labelFor(String, Spot)} for whoever is logged in; a refusal goes on record, without the file's name. */
    public Answer<Label> labelFor(Visit visit, Spot spot) {
        Answer<Label> label = labelFor(visit.person().id(), spot);
        if (label instanceof Answer.Refused<Label> refused) {
            ledger.record(new AuditEvent(
                    EventKind.DEPOSIT_REFUSED,
                    visit.actor(),
                    Map.of(
                            "folder", new Spot(spot.channel(), spot.type(), "", "").folder(),
                            "reason", refused.refusal().code())));
        }
        return label;
    }

    /**
     * What is said beforehand of a file that this person is about to put there. A label file that can't be read any more, as
     * a protocol has changed since, refuses, and its person is told: what it narrowed must not be open because its words are
     * gone.
     */
    Answer<Label> labelFor(String personId, Spot spot) {
        List<SideFile> files = ledger.read(sql -> speakingOf(sql, personId, spot));
        if (files.isEmpty()) {
            return Answer.done(spot.label());
        }
        KnownWords known = ledger.read(sql -> KnownWords.of(rules.all(sql)));
        Label label = spot.label();
        for (SideFile file : files) {
            switch (LabelFile.beside(file.text(), label, known)) {
                case LabelFile.Read.Good good -> label = good.label();
                case LabelFile.Read.Bad bad -> {
                    Refusal refusal = SideNotes.refusal(file, bad.mistakes());
                    ledger.write(tx -> {
                        notes.wrong(tx, file, refusal);
                        return file;
                    });
                    return Answer.refused(refusal);
                }
            }
        }
        return Answer.done(label);
    }

    /** Those that count for a file, the most particular last. */
    private static List<SideFile> speakingOf(Handle sql, String personId, Spot spot) {
        List<SideFile> files = ofFolders(sql, personId, spot);
        for (String name : SideName.finished(spot.name())) {
            Optional<SideFile> own = SideFiles.of(sql, personId, spot.named(name), SideName.Kind.LABEL);
            if (own.isPresent()) {
                files.add(own.get());
                break;
            }
        }
        return files;
    }

    private static List<SideFile> ofFolders(Handle sql, String personId, Spot spot) {
        List<SideFile> files = new ArrayList<>();
        List<String> folders = spot.folders();
        for (int depth = 0; depth <= folders.size(); depth++) {
            String path = String.join("/", folders.subList(0, depth));
            Spot folder = new Spot(spot.channel(), spot.type(), path, "");
            SideFiles.of(sql, personId, folder, SideName.Kind.LABEL).ifPresent(files::add);
        }
        return files;
    }

    /** What is wrong with a label file, by its own words; nothing if it can be used. */
    List<Mistake> mistakes(SideFile file) {
        KnownWords known = ledger.read(sql -> KnownWords.of(rules.all(sql)));
        return switch (LabelFile.beside(file.text(), file.spot().label(), known)) {
            case LabelFile.Read.Bad bad -> bad.mistakes();
            case LabelFile.Read.Good good ->
                good.said().stream()
                        .filter(said -> FREE.contains(said.key()))
                        .filter(said -> named(said.value()))
                        .map(said -> new Mistake(said.line(), said.column(), said.key(), NAMED))
                        .toList();
        };
    }

    /** The same of what a client says beside a file that it sends. */
    Answer<Map<String, String>> withoutNames(Map<String, String> said) {
        return said.entrySet().stream()
                .filter(one -> FREE.contains(one.getKey()) && named(one.getValue()))
                .findFirst()
                .<Answer<Map<String, String>>>map(
                        one -> Answer.refused(Refusal.wrong("bad-label", "The label's " + one.getKey() + ": " + NAMED)))
                .orElseGet(() -> Answer.done(said));
    }

    private boolean named(String text) {
        return names.of("It", Optional.of(text), false) instanceof Answer.Refused<Boolean>;
    }

    /**
     * Gives a deposit what its own label file says, as its person's act.
     *
     * @throws RefusedException before anything is written, if it can't have this label
     */
    void apply(Tx tx, Actor actor, Deposit deposit, SideFile file) {
        say(tx, actor, deposit, changes(tx.sql(), deposit, file));
        SideFiles.applied(tx, file.id(), deposit.id());
    }

    /**
     * Gives a deposit that came into another folder what is said there and was not said where it lay, as far as
     * {@link FolderWords} takes it; the rest of its label stays.
     *
     * @throws RefusedException before anything is written, if it can't have this label
     */
    void cameFrom(Tx tx, Visit visit, Deposit deposit, Spot from) {
        List<SideFile> said = ofFolders(tx.sql(), deposit.personId(), from);
        for (SideFile file : ofFolders(tx.sql(), deposit.personId(), deposit.spot())) {
            if (!said.contains(file)) {
                visit.closed(deposit.channel()).ifPresent(refusal -> {
                    throw new RefusedException(refusal);
                });
                Deposit fresh = Deposits.find(tx.sql(), deposit.id()).orElseThrow();
                say(tx, visit.actor(), fresh, FolderWords.of(fresh.label(), changes(tx.sql(), fresh, file)));
            }
        }
    }

    private Map<String, String> changes(Handle sql, Deposit deposit, SideFile file) {
        KnownWords known = KnownWords.of(rules.all(sql));
        switch (LabelFile.beside(file.text(), deposit.spot().label(), known)) {
            case LabelFile.Read.Good good -> {
                Map<String, String> changes = new LinkedHashMap<>(good.changes());
                changes.keySet().removeAll(FIXED);
                return changes;
            }
            case LabelFile.Read.Bad bad -> throw new RefusedException(SideNotes.refusal(file, bad.mistakes()));
        }
    }

    private void say(Tx tx, Actor actor, Deposit deposit, Map<String, String> changes) {
        boolean says = !changes.isEmpty()
                && !LabelDeposit.changed(deposit.label(), changes).orThrow().equals(deposit.label());
        if (says) {
            labels.in(tx, actor, deposit.id(), changes);
        }
    }

    /** A label file that came while its file was still on its way, or under the name that it has only now. */
    @Override
    public void deposited(Tx tx, Deposit deposit, Instant now) {
        Optional<SideFile> file = SideFiles.of(tx.sql(), deposit.personId(), deposit.spot(), SideName.Kind.LABEL)
                .filter(found -> !found.depositId().equals(Optional.of(deposit.id())));
        if (file.isEmpty()) {
            return;
        }
        try {
            // Nobody is here who could have given a code: what a floor has put into a channel that asks for one stays
            // there.
            if (deposit.channel() != deposit.folder() && second.closed(false).contains(deposit.channel())) {
                throw new RefusedException(SecondFactor.closed(deposit.channel(), deposit.personId()));
            }
            apply(tx, new Actor.PersonActor(deposit.personId(), deposit.participantId()), deposit, file.get());
        } catch (RefusedException e) {
            // The file is deposited all the same, under the label that it has.
            notes.wrong(tx, file.get(), e.refusal().message());
        }
    }
}
