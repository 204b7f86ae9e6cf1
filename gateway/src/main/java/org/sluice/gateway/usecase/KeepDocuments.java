package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import org.sluice.crypto.BodyId;
import org.sluice.crypto.BodyReader;
import org.sluice.crypto.BodyWriter;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.KeptDocument;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.deposit.FileName;
import org.sluice.gateway.store.KeptDocuments;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.Tx;

/** Keeps signed documents sealed, and gives them back: adherence documents and impact assessments. Thread-safe. */
public final class KeepDocuments {
    /** Bytes that a document may have: it comes in one request. */
    public static final int MOST_BYTES = 5 << 20;

    /** What every PDF begins with: ISO 32000-1, 7.5.2. */
    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private final Ledger ledger;
    private final Bodies bodies;

    public KeepDocuments(Ledger ledger, Bodies bodies) {
        this.ledger = ledger;
        this.bodies = bodies;
    }

    /** What nobody could keep, said before anything else is looked at; {@code what} names the document in words. */
    static Optional<Refusal> wrong(String what, byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MOST_BYTES) {
            return Optional.of(
                    Refusal.wrong("bad-document", "The " + what + " has between 1 byte and 5 MiB; scan it smaller."));
        }
        return Arrays.mismatch(PDF, 0, PDF.length, bytes, 0, Math.min(PDF.length, bytes.length)) < 0
                ? Optional.empty()
                : Optional.of(Refusal.wrong(
                        "bad-document",
                        "The " + what + " is no PDF, whose bytes begin with %PDF-; scan or print it into one."));
    }

    /**
     * Seals the bytes and makes their record in one unit.
     *
     * @param record makes the row; it gets the document and the wrap that the row holds
     */
    <T> Answer<T> keep(KeptDocument.Of of, String id, String fileName, byte[] bytes, Recorder<T> record) {
        return FileName.of(fileName).then(name -> {
            if (!bodies.hasSpace()) {
                return Answer.refused(DepositNotes.noSpace());
            }
            KeptDocument document = new KeptDocument(
                    of,
                    id,
                    name,
                    bytes.length,
                    Sha256.hex(bytes),
                    BodyId.random(ledger.random()).hex());
            try (DataKey key = DataKey.random(ledger.random())) {
                store(document, key, bytes);
                return ledger.write(tx -> record.record(tx, document, (unit, kept) -> bodies.wrap(unit, kept, key)));
            }
        });
    }

    /** Makes the row of a document whose bytes are stored. */
    @FunctionalInterface
    interface Recorder<T> {
        T record(Tx tx, KeptDocument document, BiFunction<Tx, KeptDocument, Keys.WrapRow> wrap);
    }

    /** The document as it was signed; looking at it goes on record as {@code event}. */
    Answer<byte[]> read(KeptDocument.Of of, String id, AuditEvent event) {
        Optional<KeptDocument> found = ledger.read(sql -> KeptDocuments.find(sql, of, id));
        if (found.isEmpty()) {
            return Answer.refused(Refusal.unknown(of.word(), id));
        }
        KeptDocument document = found.get();
        try (DataKey key = ledger.read(sql -> bodies.unwrap(sql, document));
                BodyReader body = bodies.open(document, key)) {
            ByteBuffer into = ByteBuffer.allocate(Math.toIntExact(document.size()));
            while (into.hasRemaining() && body.read(into) >= 0) {}
            ledger.record(event);
            return Answer.done(into.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes first, row afterwards: what a crash leaves between them has no key, and the sweep takes it. */
    private void store(KeptDocument document, DataKey key, byte[] bytes) {
        try (BodyWriter writer = bodies.create(document.bodyId(), key)) {
            writer.write(bytes, 0, bytes.length);
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
