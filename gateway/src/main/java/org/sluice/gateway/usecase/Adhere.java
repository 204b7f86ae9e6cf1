package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.crypto.BodyId;
import org.sluice.crypto.BodyReader;
import org.sluice.crypto.BodyWriter;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.FileName;
import org.sluice.gateway.domain.participant.Adherence;
import org.sluice.gateway.domain.participant.Signature;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.store.Adherences;
import org.sluice.gateway.store.Participants;

/** Keeps adherence documents, and says who signed what. Thread-safe. */
public final class Adhere {
    /** Bytes that a document may have: it comes in one request. */
    public static final int MOST_BYTES = 5 << 20;

    private final Ledger ledger;
    private final Rulebook rules;
    private final Bodies bodies;

    public Adhere(Ledger ledger, Rulebook rules, Bodies bodies) {
        this.ledger = ledger;
        this.rules = rules;
        this.bodies = bodies;
    }

    /** @param function of the signatory in the participant */
    // The bytes pass through to the body and are compared by nobody.
    @SuppressWarnings("ArrayRecordComponent")
    public record Order(
            String participantId,
            Set<String> protocols,
            String signatory,
            String function,
            LocalDate signed,
            String fileName,
            byte[] document) {
        public Order {
            protocols = Set.copyOf(protocols);
        }
    }

    /** A protocol on record, with who signed it, and whether that is enough for it to be in force. */
    public record Signatories(String protocol, int least, boolean enough, List<Adherence> adherences) {
        public Signatories {
            adherences = List.copyOf(adherences);
        }
    }

    public Answer<Adherence> record(Actor actor, Order order) {
        Instant now = ledger.now();
        Optional<Refusal> wrong = wrong(order, now);
        if (wrong.isPresent()) {
            return Answer.refused(wrong.get());
        }
        return FileName.of(order.fileName()).then(name -> {
            if (!bodies.hasSpace()) {
                return Answer.refused(DepositNotes.noSpace());
            }
            Adherence adherence = new Adherence(
                    ledger.newId("a"),
                    order.participantId(),
                    order.protocols(),
                    order.signatory(),
                    order.function(),
                    order.signed(),
                    name,
                    order.document().length,
                    sha256(order.document()),
                    BodyId.random(ledger.random()).hex(),
                    now);
            try (DataKey key = DataKey.random(ledger.random())) {
                store(adherence, key, order.document());
                return ledger.write(tx -> {
                    Participants.holdActive(tx, adherence.participantId(), now).orThrow();
                    Set<String> known = new TreeSet<>();
                    rules.all(tx.sql()).stream().map(Protocol::id).forEach(known::add);
                    for (String protocol : adherence.protocols()) {
                        if (!known.contains(protocol)) {
                            throw new RefusedException(Refusal.unknown("protocol", protocol));
                        }
                    }
                    Adherences.add(tx, adherence, bodies.wrapAdherence(tx, adherence, key));
                    tx.append(new AuditEvent(
                            EventKind.ADHERENCE_RECORDED,
                            actor,
                            Map.of(
                                    "adherence", adherence.id(),
                                    "participant", adherence.participantId(),
                                    "protocols", String.join(", ", new TreeSet<>(adherence.protocols())),
                                    "signatory", adherence.signatory(),
                                    "function", adherence.function(),
                                    "signed", adherence.signed().toString(),
                                    "sha256", adherence.sha256())));
                    return adherence;
                });
            }
        });
    }

    /** The document as it was signed; looking at it goes on record. */
    public Answer<byte[]> document(Actor actor, String id) {
        Optional<Adherence> found = ledger.read(sql -> Adherences.find(sql, id));
        if (found.isEmpty()) {
            return Answer.refused(Refusal.unknown("adherence", id));
        }
        Adherence adherence = found.get();
        try (DataKey key = ledger.read(sql -> bodies.unwrapAdherence(sql, adherence));
                BodyReader body = bodies.open(adherence, key)) {
            ByteBuffer into = ByteBuffer.allocate(Math.toIntExact(adherence.size()));
            while (into.hasRemaining() && body.read(into) >= 0) {}
            ledger.record(new AuditEvent(EventKind.ADHERENCE_READ, actor, Map.of("adherence", id)));
            return Answer.done(into.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every protocol on record with its signatories, those of withdrawn participants left out. */
    public List<Signatories> signatories() {
        LocalDate today = LocalDate.ofInstant(ledger.now(), ZoneOffset.UTC);
        return ledger.read(sql -> {
            List<Signature> standing = Adherences.standing(sql);
            List<Adherence> all = Adherences.all(sql).stream()
                    .filter(a ->
                            standing.stream().anyMatch(s -> s.participantId().equals(a.participantId())))
                    .toList();
            Map<String, Integer> least = new java.util.TreeMap<>();
            // Later versions come later and count.
            rules.all(sql)
                    .forEach(protocol ->
                            least.put(protocol.id(), protocol.membership().leastSignatures()));
            return least.entrySet().stream()
                    .map(entry -> new Signatories(
                            entry.getKey(),
                            entry.getValue(),
                            Signature.suffice(entry.getValue(), entry.getKey(), standing, today),
                            all.stream()
                                    .filter(a -> a.protocols().contains(entry.getKey()))
                                    .toList()))
                    .toList();
        });
    }

    private static Optional<Refusal> wrong(Order order, Instant now) {
        if (order.protocols().isEmpty()) {
            return Optional.of(Refusal.wrong("no-protocol", "Name the protocol that the document adheres to."));
        }
        for (String words : List.of(order.signatory(), order.function())) {
            if (words.isBlank() || words.length() > 200 || words.chars().anyMatch(Character::isISOControl)) {
                return Optional.of(Refusal.wrong(
                        "bad-signatory", "Give the signatory's name and function, each on one line of at most 200."));
            }
        }
        if (order.signed().isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            return Optional.of(Refusal.wrong("bad-date", "The adherence document can't be signed in the future."));
        }
        if (order.document().length == 0 || order.document().length > MOST_BYTES) {
            return Optional.of(Refusal.wrong(
                    "bad-document", "The adherence document has between 1 byte and 5 MiB; scan it smaller."));
        }
        return Optional.empty();
    }

    /** Bytes first, row afterwards: what a crash leaves between them has no key, and the sweep takes it. */
    private void store(Adherence adherence, DataKey key, byte[] document) {
        try (BodyWriter writer = bodies.create(adherence.bodyId(), key)) {
            writer.write(document, 0, document.length);
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
