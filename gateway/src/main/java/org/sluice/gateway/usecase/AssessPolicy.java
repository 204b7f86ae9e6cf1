package org.sluice.gateway.usecase;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.KeptDocument;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.protocol.Assessment;
import org.sluice.gateway.domain.protocol.Change;
import org.sluice.gateway.domain.protocol.Difference;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.policy.Baseline;
import org.sluice.gateway.policy.Loaded;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.policy.ProtocolTemplate;
import org.sluice.gateway.store.Assessments;
import org.sluice.gateway.store.KeptDocuments;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.store.Tx;

/**
 * Measures a protocol against its template, and keeps the data protection impact assessments without which nothing in it
 * may be wider. Thread-safe.
 */
public final class AssessPolicy {
    private final Ledger ledger;
    private final Rulebook rules;
    private final KeepDocuments documents;

    public AssessPolicy(Ledger ledger, Rulebook rules, KeepDocuments documents) {
        this.ledger = ledger;
        this.rules = rules;
        this.documents = documents;
    }

    /**
     * A protocol that loads, measured.
     *
     * @param wider what lets more pass than its template
     * @param uncovered of that, what no assessment on record covers: it can't be proposed
     */
    public record Measured(Protocol protocol, Baseline baseline, List<Difference> wider, List<Difference> uncovered) {
        public Measured {
            wider = List.copyOf(wider);
            uncovered = List.copyOf(uncovered);
        }
    }

    /**
     * What is assessed and by whom.
     *
     * @param parts keys of the parts that were assessed; empty for everything that is wider
     * @param document the signed document, which is kept sealed
     * @param note where it is, for one that can't be kept here
     */
    public record Order(
            String text,
            List<String> parts,
            String signedBy,
            LocalDate signed,
            Optional<Signed> document,
            Optional<String> note) {
        public Order {
            parts = List.copyOf(parts);
        }
    }

    /** A signed document as it came. */
    // The bytes pass through to the body and are compared by nobody.
    @SuppressWarnings("ArrayRecordComponent")
    public record Signed(String fileName, byte[] bytes) {}

    /** Measures a protocol's text against its template and the assessments on record. */
    public Answer<Measured> measure(String text) {
        return load(text).then(protocol -> Answer.done(ledger.read(sql -> measured(sql, protocol))));
    }

    Measured measured(Handle sql, Protocol protocol) {
        Baseline baseline = Baseline.of(protocol, known(sql));
        List<Difference> wider = baseline.wider(protocol);
        List<Assessment.Read> onRecord = new ArrayList<>();
        for (Assessment assessment : Assessments.of(sql, protocol.id())) {
            // One whose text no longer loads vouches for nothing.
            if (ProtocolFile.load(assessment.text()) instanceof Loaded.Good good) {
                onRecord.add(new Assessment.Read(assessment, good.protocol()));
            }
        }
        return new Measured(protocol, baseline, wider, Assessment.uncovered(wider, protocol, onRecord));
    }

    /** Nothing if the protocol may be proposed as it is; else what is wider and not assessed. */
    Optional<Refusal> against(Handle sql, Protocol protocol) {
        Measured measured = measured(sql, protocol);
        if (measured.baseline() instanceof Baseline.Missing missing) {
            return Optional.of(Refusal.wrong("unknown-template", missing.message()));
        }
        if (measured.uncovered().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                Refusal.Kind.NEEDS,
                "assessment-needed",
                "This lets more pass than " + measured.baseline().words()
                        + ". Make it as narrow, or put a signed data protection impact assessment on record first: sluice"
                        + " policy assess add FILE.",
                measured.uncovered().stream().map(AssessPolicy::line).toList()));
    }

    /** {@code cell a:b: location: district → exact (wider)} */
    public static String line(Difference difference) {
        return difference.key() + ": "
                + String.join(
                        "; ",
                        difference.changes().stream()
                                .filter(Change::wider)
                                .map(Change::sentence)
                                .toList());
    }

    /** Puts an assessment on record. What is not wider needs none and can't be named. */
    public Answer<Assessment> add(Actor actor, String recordedBy, Order order) {
        Instant now = ledger.now();
        return check(order, now).then(fine -> load(order.text())).then(protocol -> {
            String id = ledger.newId("a");
            return order.document()
                    .map(signed -> documents.<Assessment>keep(
                            KeptDocument.Of.ASSESSMENT, id, signed.fileName(), signed.bytes(), (tx, document, wrap) -> {
                                Assessment made =
                                        put(tx, actor, id, recordedBy, order, protocol, Optional.of(document));
                                KeptDocuments.add(tx, document, wrap.apply(tx, document));
                                return made;
                            }))
                    .orElseGet(() ->
                            ledger.write(tx -> put(tx, actor, id, recordedBy, order, protocol, Optional.empty())));
        });
    }

    private Assessment put(
            Tx tx,
            Actor actor,
            String id,
            String recordedBy,
            Order order,
            Protocol protocol,
            Optional<KeptDocument> document) {
        List<String> wider = measured(tx.sql(), protocol).wider().stream()
                .map(Difference::key)
                .toList();
        List<String> parts = order.parts().isEmpty() ? wider : order.parts();
        if (wider.isEmpty() || !wider.containsAll(parts)) {
            throw new RefusedException(new Refusal(
                    Refusal.Kind.WRONG,
                    "not-wider",
                    wider.isEmpty()
                            ? "Nothing in this protocol is wider than its template, so nothing is to be assessed."
                            : "Only what is wider than the template is assessed; name some of these.",
                    wider));
        }
        Assessment assessment = new Assessment(
                id,
                protocol.id(),
                parts,
                order.text(),
                order.signedBy(),
                order.signed(),
                document.map(KeptDocument::sha256),
                document.map(KeptDocument::name),
                order.note(),
                recordedBy,
                ledger.now());
        Assessments.add(tx, assessment);
        AuditEvent event = new AuditEvent(
                EventKind.POLICY_ASSESSED,
                actor,
                Map.of(
                        "assessment", assessment.id(),
                        "protocol", protocol.id(),
                        "version", protocol.version(),
                        "sha256", ProtocolTemplate.digest(order.text()),
                        "signed_by", order.signedBy(),
                        "signed", order.signed().toString(),
                        "parts", cut(String.join(", ", parts))));
        tx.append(assessment.document().map(hex -> event.with("document", hex)).orElse(event));
        return assessment;
    }

    public Answer<Assessment> one(String id) {
        return ledger.read(Assessments::all).stream()
                .filter(a -> a.id().equals(id))
                .findFirst()
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.unknown("assessment", id)));
    }

    /** The signed document; looking at it goes on record. */
    public Answer<byte[]> document(Actor actor, String id) {
        return one(id).then(assessment -> assessment.file().isEmpty()
                ? Answer.refused(Refusal.conflict(
                        "no-document",
                        "The assessment " + id + " was put on record without its document"
                                + assessment
                                        .note()
                                        .map(note -> "; the note says: " + note)
                                        .orElse(".")))
                : documents.read(
                        KeptDocument.Of.ASSESSMENT,
                        id,
                        new AuditEvent(EventKind.POLICY_ASSESSMENT_READ, actor, Map.of("assessment", id))));
    }

    public List<Assessment> all() {
        return ledger.read(Assessments::all);
    }

    private static Answer<Order> check(Order order, Instant now) {
        if (order.document().isEmpty() && order.note().isEmpty()) {
            return Answer.refused(
                    Refusal.wrong("no-document", "Send the signed document, or say in a note where it is kept."));
        }
        Optional<Refusal> wrong = order.document().flatMap(signed -> KeepDocuments.wrong("assessment", signed.bytes()));
        if (wrong.isPresent()) {
            return Answer.refused(wrong.get());
        }
        if (order.signedBy().isBlank() || order.signedBy().length() > 200) {
            return Answer.refused(Refusal.wrong("no-signature", "Say who signed it, in 1 to 200 characters."));
        }
        if (order.signed().isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            return Answer.refused(Refusal.wrong("bad-date", "An assessment can't be signed in the future."));
        }
        return Answer.done(order);
    }

    /** The protocol of a text, or all of its mistakes. */
    static Answer<Protocol> load(String text) {
        return switch (ProtocolFile.load(text)) {
            case Loaded.Good good -> Answer.done(good.protocol());
            case Loaded.Bad bad ->
                Answer.refused(
                        Refusal.Kind.WRONG,
                        "bad-protocol",
                        "This protocol has mistakes; mend them first.",
                        bad.mistakes().stream().map(Object::toString).toList());
        };
    }

    /** What it can be measured against: what is shipped, and what is on record, of one id the latest last. */
    private List<Baseline.Known> known(Handle sql) {
        List<Baseline.Known> known = new ArrayList<>(Baseline.shipped());
        ProtocolDocuments.digests(sql)
                .forEach(digest -> ProtocolDocuments.find(sql, digest)
                        .ifPresent(document -> rules.all(sql).stream()
                                .filter(p -> p.id().equals(document.id())
                                        && p.version().equals(document.version()))
                                .forEach(p -> known.add(new Baseline.Known(p, digest)))));
        return known;
    }

    private static String cut(String text) {
        return text.length() <= 4000 ? text : text.substring(0, 4000) + "…";
    }
}
