package org.sluice.gateway.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.audit.AuditLine;
import org.sluice.gateway.domain.audit.Checkpoint;
import org.sluice.gateway.domain.audit.ExportEnd;
import org.sluice.gateway.domain.audit.ExportHeader;
import org.sluice.gateway.domain.audit.ExportedRecord;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.audit.Signer;

/**
 * Writes the whole chain as JSON Lines: a header, every record with the checkpoints behind the line that they sign, and a
 * signed end mark. Memory is bounded, and no database connection is held while a slow reader takes the bytes.
 */
public final class AuditExport {
    private static final int PAGE = 500;

    private final OutputStream out;
    private final MessageDigest digest = Sha256.start();
    private AuditHead written = new AuditHead(0, AuditLine.GENESIS);
    private long records;

    private AuditExport(OutputStream out) {
        this.out = out;
    }

    /**
     * Exports the chain as it stands when the last page is read.
     *
     * @return the last line of the export
     * @throws IOException when the stream fails; what was written until then has no end mark and does not verify
     */
    public static AuditHead write(OutputStream out, Database database, Signer signer, InstantSource clock)
            throws IOException {
        return new AuditExport(out).write(database, signer, clock);
    }

    private AuditHead write(Database database, Signer signer, InstantSource clock) throws IOException {
        line(new ExportHeader(signer.fingerprint()).line());
        Page page;
        do {
            long first = written.seq() + 1;
            page = database.read(sql -> Page.read(sql, first));
            write(page);
        } while (written.seq() < page.head().seq());
        var end = ExportEnd.sign(
                written.seq(),
                written.hash(),
                clock.instant(),
                records,
                HexFormat.of().formatHex(digest.digest()),
                signer);
        line(end.line());
        out.flush();
        return written;
    }

    private void write(Page page) throws IOException {
        if (page.records().isEmpty() && page.head().seq() > written.seq()) {
            throw new IOException("The audit ends at record " + written.seq() + ", but its head names "
                    + page.head().seq() + ": records are missing from the database.");
        }
        int next = 0;
        if (written.seq() == 0) {
            next = checkpointsOf(0, page.checkpoints(), next);
        }
        for (AuditRecord record : page.records()) {
            line(new ExportedRecord(record.line(), record.salt(), record.payload()).line());
            written = new AuditHead(record.seq(), record.hash());
            records++;
            next = checkpointsOf(record.seq(), page.checkpoints(), next);
        }
    }

    private int checkpointsOf(long seq, List<Checkpoint> checkpoints, int from) throws IOException {
        int next = from;
        while (next < checkpoints.size() && checkpoints.get(next).seq() <= seq) {
            line(checkpoints.get(next++).line());
        }
        return next;
    }

    private void line(String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        digest.update(bytes);
        out.write(bytes);
    }

    /**
     * Some records, and the head in the same snapshot: an export ends only at the head of its last page, so that whatever
     * was erased while it ran is explained by a record that it holds.
     */
    private record Page(List<AuditRecord> records, List<Checkpoint> checkpoints, AuditHead head) {
        static Page read(Handle sql, long first) {
            List<AuditRecord> records = AuditLog.read(sql, first, PAGE);
            long last = records.isEmpty() ? first - 1 : records.getLast().seq();
            return new Page(records, AuditLog.checkpoints(sql, first == 1 ? 0 : first, last), AuditLog.head(sql));
        }
    }
}
