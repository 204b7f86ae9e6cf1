package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.BodyReader;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.inspect.ContentRules;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Inspection;
import org.sluice.gateway.domain.inspect.Report;
import org.sluice.gateway.domain.inspect.Vocabulary;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.scan.Scan;
import org.sluice.gateway.inspect.Inspector;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Inspections;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.OrgCodes;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Scans;
import org.sluice.gateway.store.Tx;

/**
 * Looks into what has settled, and tells the depositor where its label claims less than was found. What a stop of the
 * gateway interrupted is looked at anew. Thread-safe, but two calls at once would do the same work twice.
 */
public final class InspectDeposits {
    private static final Logger LOG = LoggerFactory.getLogger(InspectDeposits.class);

    /** Up to here a file is looked at within the second in which it settles; larger ones have a thread of their own. */
    private static final long SMALL = 8L << 20;

    private static final int AT_ONCE = 50;
    private static final int FINDINGS_IN_NOTICE = 12;
    private static final Actor ACTOR = new Actor.SystemActor("inspection");

    private final Ledger ledger;
    private final Rulebook rules;
    private final Bodies bodies;
    private final Inspector inspector;
    private final ArrivalChecks arrivals;

    /** @param arrivals come first: where a virus scanner is set, nothing is opened here that it has not called clean */
    public InspectDeposits(Ledger ledger, Rulebook rules, Bodies bodies, Inspector inspector, ArrivalChecks arrivals) {
        this.ledger = ledger;
        this.rules = rules;
        this.bodies = bodies;
        this.inspector = inspector;
        this.arrivals = arrivals;
    }

    /** Looks into all small files that wait, and judges anew where a label changed; returns how many it looked into. */
    public int due() {
        int looked = looked(0, SMALL);
        for (String id : ledger.read(sql -> Inspections.toJudge(sql, AT_ONCE))) {
            judgeAnew(id);
        }
        return looked;
    }

    /** Looks into the large files that wait, one after the other. */
    public int dueLarge() {
        return looked(SMALL + 1, Long.MAX_VALUE);
    }

    private int looked(long least, long most) {
        arrivals.whole().due(least, most);
        int looked = 0;
        List<String> waiting = ledger.read(
                sql -> Inspections.pending(sql, least, most, arrivals.scan().scans(), AT_ONCE));
        for (String id : waiting) {
            Optional<Deposit> deposit = ledger.read(sql -> Deposits.find(sql, id));
            if (deposit.isPresent() && finish(deposit.get(), look(deposit.get()))) {
                looked++;
            }
        }
        return looked;
    }

    private Report look(Deposit deposit) {
        if (deposit.state() == DepositState.REMOVED
                || ledger.read(sql -> Keys.wrap(sql, deposit.id())).isEmpty()) {
            return unread(Gap.Why.DESTROYED);
        }
        if (ledger.read(sql -> Scans.find(sql, deposit.id()))
                .filter(scan -> scan.state() == Scan.State.INFECTED)
                .isPresent()) {
            return unread(Gap.Why.INFECTED);
        }
        Set<String> organisations = ledger.read(InspectDeposits::organisations);
        try (DataKey key = ledger.read(sql -> bodies.unwrap(sql, deposit));
                BodyReader content = bodies.open(deposit, key)) {
            return inspector.inspect(deposit.name(), content, organisations);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The content of {} can't be read, so it was not inspected", deposit.id());
            return unread(Gap.Why.DAMAGED);
        }
    }

    /** What is found in content that is no deposit yet. */
    List<Finding> findings(byte[] content) {
        Set<String> organisations = ledger.read(InspectDeposits::organisations);
        try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel(content)) {
            return inspector.inspect("version", channel, organisations).findings();
        }
    }

    private static Report unread(Gap.Why why) {
        return new Report(List.of(), List.of(new Gap("the file", why)), "looked at nothing");
    }

    /** Names and ids of all that ever signed, and all that ever got a code, as they may stand in a cell. */
    private static Set<String> organisations(Handle sql) {
        Set<String> names = new HashSet<>();
        for (Participant participant : Participants.all(sql)) {
            names.add(Vocabulary.normal(participant.name()));
            names.add(Vocabulary.normal(participant.id()));
        }
        OrgCodes.all(sql).forEach(coded -> names.add(Vocabulary.normal(coded.name())));
        names.remove("");
        return names;
    }

    private boolean finish(Deposit deposit, Report report) {
        return ledger.write(tx -> {
                    // The label may have changed while the file was read: the one that stands now is judged.
                    Deposit now = Deposits.find(tx.sql(), deposit.id()).orElse(deposit);
                    if (!Inspections.finish(tx, deposit.id(), report, now.labelVersion(), ledger.now())) {
                        return false;
                    }
                    List<Finding> above = ContentRules.above(report, counted(tx.sql(), now), List.of());
                    tx.append(new AuditEvent(
                                    EventKind.DEPOSIT_INSPECTED,
                                    ACTOR,
                                    Map.of(
                                            "deposit", deposit.id(),
                                            "participant", deposit.participantId(),
                                            "state", report.state().word(),
                                            "looked", report.looked()))
                            .with(
                                    "found",
                                    sentences(
                                            report.findings(), report.findings().size()))
                            .with(
                                    "not_inspected",
                                    String.join(
                                            "; ",
                                            report.gaps().stream()
                                                    .map(Gap::sentence)
                                                    .toList()))
                            .with("above_claim", Integer.toString(above.size())));
                    tell(tx, now, report, above);
                    return true;
                })
                .orThrow();
    }

    private void judgeAnew(String depositId) {
        ledger.write(tx -> {
                    Deposit deposit = Deposits.find(tx.sql(), depositId).orElseThrow();
                    Inspection known = Inspections.find(tx.sql(), depositId).orElseThrow();
                    if (!Inspections.judged(tx, depositId, known.judgedVersion(), deposit.labelVersion())) {
                        return false;
                    }
                    tell(tx, deposit, known.report(), above(tx.sql(), deposit, known));
                    return true;
                })
                .orThrow();
    }

    List<Finding> above(Handle sql, Deposit deposit, Inspection inspection) {
        return ContentRules.above(inspection.report(), counted(sql, deposit), inspection.accepted());
    }

    org.sluice.gateway.domain.label.Label counted(Handle sql, Deposit deposit) {
        return rules.counted(sql, deposit.label().inChannel(deposit.channel()), ledger.now());
    }

    /** One notice as long as something stands against the label, with what is true now. */
    void tell(Tx tx, Deposit deposit, Report report, List<Finding> above) {
        Notices.dropOf(tx, deposit.id(), Notice.Kind.CONTENT_ABOVE_CLAIM);
        if (above.isEmpty() || deposit.supersededBy().isPresent() || deposit.state() == DepositState.REMOVED) {
            return;
        }
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        deposit.personId(),
                        ledger.now(),
                        Notice.Kind.CONTENT_ABOVE_CLAIM,
                        Map.of(
                                "file", deposit.name(),
                                "folder", "/" + deposit.folder().word() + "/" + deposit.type() + "/",
                                "deposit", deposit.id(),
                                "findings", sentences(above, FINDINGS_IN_NOTICE),
                                "looked", report.looked(),
                                "label", raised(above)),
                        Optional.of(deposit.id())));
    }

    static String sentences(List<Finding> findings, int most) {
        String said = String.join(
                "; ", findings.stream().limit(most).map(Finding::sentence).toList());
        return findings.size() > most ? said + "; and " + (findings.size() - most) + " more" : said;
    }

    /** The label that would cover the findings, as it is typed. */
    static String raised(List<Finding> above) {
        Map<String, org.sluice.gateway.domain.label.Level> least = new java.util.TreeMap<>();
        for (Finding finding : above) {
            finding.kind()
                    .shows()
                    .ifPresent(level -> least.merge(level.dimension().word(), level, (a, b) -> a.atMost(b) ? b : a));
        }
        return String.join(
                " ",
                least.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().word())
                        .toList());
    }
}
