package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.crypto.BodyReader;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.derive.Anonymiser;
import org.sluice.gateway.domain.derive.Recipe;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Vocabulary;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.inspect.TableFile;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.OrgCodes;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Versions;

/** Makes an anonymised version of a table by a recipe, for its owner's depositors alone. Thread-safe. */
public final class DeriveDeposit {
    private static final int LONGEST_VERSION = 32 << 20;
    private static final int TRIES = 100;
    private static final String ENDING = ".csv";

    private final Ledger ledger;
    private final Bodies bodies;
    private final ReceiveDeposit receive;
    private final OwnDeposits own;
    private final SettleDeposits settle;
    private final LabelDeposit labels;
    private final Vocabulary words;
    private final InspectDeposits inspect;

    public DeriveDeposit(
            Ledger ledger,
            Bodies bodies,
            ReceiveDeposit receive,
            OwnDeposits own,
            SettleDeposits settle,
            LabelDeposit labels,
            Vocabulary words,
            InspectDeposits inspect) {
        this.ledger = ledger;
        this.bodies = bodies;
        this.receive = receive;
        this.own = own;
        this.settle = settle;
        this.labels = labels;
        this.words = words;
        this.inspect = inspect;
    }

    /**
     * What was done, or would be.
     *
     * @param sheet the sheet that it was made from; empty for a CSV
     * @param leftOut the sheets that are not in it
     * @param hiddenRows rows of the sheet that nobody sees, which are not in it
     * @param warnings what the recipe does not settle
     * @param remains what an inspection still finds in the version
     * @param derived the new deposit, once it is stored
     */
    public record Made(
            long rows,
            List<Anonymiser.Change> changes,
            String sheet,
            List<String> leftOut,
            long hiddenRows,
            List<String> warnings,
            List<Finding> remains,
            Optional<Deposit> derived) {
        public Made {
            changes = List.copyOf(changes);
            leftOut = List.copyOf(leftOut);
            warnings = List.copyOf(warnings);
            remains = List.copyOf(remains);
        }
    }

    /**
     * How a version is stored.
     *
     * @param name ends in .csv, since that is what is in it
     */
    public record Storing(String name, Channel folder, Map<String, String> label) {
        public Storing {
            label = Map.copyOf(label);
        }
    }

    /** Says what a recipe would do to each column, by counts alone. Changes nothing. */
    public Answer<Made> look(String personId, String depositId, Recipe recipe) {
        return readable(personId, depositId, recipe).then(deposit -> {
            Anonymiser pass = new Anonymiser(recipe, Map.of());
            CsvText csv = new CsvText(LONGEST_VERSION);
            return read(deposit, recipe, pass, csv).then(read -> Answer.done(made(pass, read, csv, Optional.empty())));
        });
    }

    /** Follows the recipe and stores the outcome as a deposit of its own: a CSV that is a version of the first. */
    public Answer<Made> store(Actor actor, String personId, String depositId, Recipe recipe, Storing storing) {
        if (!storing.name().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
            return Answer.refused(Refusal.wrong(
                    "bad-name",
                    "A version is a CSV, and \"" + storing.name() + "\" would say otherwise: call it \""
                            + stem(storing.name()) + ENDING + "\"."));
        }
        return readable(personId, depositId, recipe).then(deposit -> {
            Anonymiser first = new Anonymiser(recipe, Map.of());
            return read(deposit, recipe, first, new CsvText(LONGEST_VERSION)).then(whole -> {
                Map<String, String> codes = codes(first.organisations());
                Anonymiser second = new Anonymiser(recipe, codes);
                CsvText csv = new CsvText(LONGEST_VERSION);
                return read(deposit, recipe, second, csv)
                        .then(read -> upload(actor, personId, deposit, storing, csv.bytes())
                                .then(derived -> Answer.done(made(second, read, csv, Optional.of(derived)))));
            });
        });
    }

    /** What a version is called where nobody says it: after the deposit, without taking its place. */
    public Answer<String> usualName(String personId, String depositId) {
        return owned(personId, depositId).then(deposit -> Answer.done(stem(deposit.name()) + "-anonymised" + ENDING));
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private Made made(Anonymiser pass, TableFile.Outcome read, CsvText csv, Optional<Deposit> derived) {
        List<String> warnings = new ArrayList<>(pass.warnings());
        if (csv.guarded() > 0) {
            warnings.add(
                    csv.guarded() == 1
                            ? "1 cell begins like a formula; it has an apostrophe in front."
                            : csv.guarded() + " cells begin like a formula; they have an apostrophe in front.");
        }
        return new Made(
                pass.rows(),
                pass.changes(),
                read.sheet(),
                read.otherSheets(),
                read.hiddenRows(),
                warnings,
                inspect.findings(csv.bytes()),
                derived);
    }

    private Answer<Deposit> readable(String personId, String depositId, Recipe recipe) {
        Optional<String> mistake = recipe.mistake();
        if (mistake.isPresent()) {
            return Answer.refused(Refusal.wrong("bad-recipe", mistake.get()));
        }
        return owned(personId, depositId);
    }

    private Answer<Deposit> owned(String personId, String depositId) {
        return ledger.read(sql -> {
            Optional<Person> person = Persons.find(sql, personId);
            Optional<Deposit> deposit =
                    Deposits.find(sql, depositId).filter(found -> found.state() == DepositState.DEPOSITED);
            if (person.isEmpty()) {
                return Answer.refused(Refusal.unknown("person", personId));
            }
            boolean barred = Participants.find(sql, person.get().participantId())
                    .map(participant -> participant.barred(ledger.now()).isPresent())
                    .orElse(true);
            if (deposit.isEmpty()
                    || barred
                    || !person.get().is(Role.DEPOSITOR)
                    || !deposit.get().participantId().equals(person.get().participantId())) {
                return Answer.refused(Refusal.unknown("deposit", depositId));
            }
            return Answer.done(deposit.get());
        });
    }

    private Answer<TableFile.Outcome> read(Deposit deposit, Recipe recipe, Anonymiser pass, CsvText csv) {
        TableFile.Outcome read;
        try (DataKey key = ledger.read(sql -> bodies.unwrap(sql, deposit));
                BodyReader content = bodies.open(deposit, key)) {
            read = TableFile.rows(content, words, recipe.sheet(), new TableFile.Rows() {
                @Override
                public void hidden(int column) {
                    pass.hidden(column);
                }

                @Override
                public void row(List<String> cells) {
                    pass.row(cells).ifPresent(csv::row);
                }
            });
        } catch (SealedContent e) {
            return Answer.refused(SealedContent.refusal(deposit.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (read.why().isPresent() || csv.full()) {
            String why = csv.full()
                    ? Gap.Why.TOO_BIG.word()
                    : read.why().orElseThrow().word();
            return Answer.refused(Refusal.of(
                    Refusal.Kind.CONFLICT,
                    "no-table",
                    "No version can be made of " + deposit.id() + " here (" + why
                            + "): it takes a CSV or XLSX of at most 100,000 rows and 2,000 columns."));
        }
        if (recipe.sheet().isPresent() && read.sheet().isEmpty()) {
            return Answer.refused(Refusal.wrong(
                    "unknown-sheet",
                    "There is no sheet \"" + recipe.sheet().get() + "\"; "
                            + (read.otherSheets().isEmpty()
                                    ? "a CSV is one table without a name."
                                    : "there are: " + String.join(", ", read.otherSheets()) + ".")));
        }
        if (!pass.headed() || !pass.unknown().isEmpty()) {
            return Answer.refused(
                    Refusal.wrong(
                            "unknown-column",
                            "The table has no column " + String.join(", ", pass.unknown())
                                    + ". Name columns by their heading or their letter, and say which row the headings are in."));
        }
        if (!pass.noCounts().isEmpty()) {
            return Answer.refused(Refusal.wrong(
                    "no-counts",
                    "Most cells of the column " + String.join(", ", pass.noCounts())
                            + " are no numbers, so it holds no counts. Take it out of the counts; leave it out, make it"
                            + " coarser or code it, as fits what it holds."));
        }
        return Answer.done(read);
    }

    /** Codes as the register has them; new organisations get one of chance, so that no code tells who came first. */
    private Map<String, String> codes(Set<String> organisations) {
        Map<String, String> codes = new HashMap<>();
        ledger.write(tx -> {
                    for (String name : organisations) {
                        String key = Vocabulary.normal(name);
                        Optional<String> known = OrgCodes.find(tx.sql(), key);
                        for (int i = 0; known.isEmpty() && i < TRIES; i++) {
                            String code = "ORG-" + (10_000 + ledger.random().nextInt(90_000));
                            known = OrgCodes.add(tx, key, name, code, ledger.now()) ? Optional.of(code) : known;
                        }
                        codes.put(key, known.orElseThrow());
                    }
                    return codes;
                })
                .orThrow();
        return codes;
    }

    private Answer<Deposit> upload(Actor actor, String personId, Deposit original, Storing storing, byte[] csv) {
        Person person = ledger.read(sql -> Persons.find(sql, personId)).orElseThrow();
        try (Visit visit = new Visit(person)) {
            return receive.begin(visit, storing.folder(), original.type(), storing.name(), true)
                    .then(upload -> upload.write(0, csv, 0, csv.length).then(length -> upload.complete()))
                    .then(derived -> {
                        Answer<Deposit> labelled = storing.label().isEmpty()
                                ? Answer.done(derived)
                                : labels.label(actor, derived.id(), storing.label());
                        if (labelled instanceof Answer.Refused<Deposit>) {
                            // Under no label that was meant for it, it is not what was asked for.
                            var unused = own.remove(visit, derived);
                            return labelled;
                        }
                        Answer<Boolean> linked = link(actor, personId, original, derived);
                        settle.orderlyEnd(visit);
                        return linked.then(done -> Answer.done(ledger.read(sql -> Deposits.find(sql, derived.id()))
                                .orElseThrow()));
                    });
        }
    }

    private Answer<Boolean> link(Actor actor, String personId, Deposit original, Deposit derived) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Versions.add(tx, new Versions.Version(derived.id(), original.id(), "anonymised"), personId, now);
            tx.append(new AuditEvent(
                    EventKind.VERSION_STORED,
                    actor,
                    Map.of("deposit", derived.id(), "of", original.id(), "kind", "anonymised", "person", personId)));
            return true;
        });
    }

    /** The register of codes; a coordinator's alone. */
    public Answer<List<OrgCodes.Code>> register(String personId) {
        return ledger.read(sql -> {
            Person person = Persons.find(sql, personId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("person", personId)));
            return person.is(Role.COORDINATOR)
                    ? Answer.done(OrgCodes.all(sql))
                    : Answer.refused(Refusal.forbidden(
                            "not-a-coordinator", "Only coordinators read which organisation a code stands for."));
        });
    }
}
