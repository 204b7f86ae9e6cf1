package org.sluice.gateway.usecase;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sluice.gateway.blob.BodyFiles;
import org.sluice.gateway.blob.StoredBody;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.KeptDocuments;

/** Deletes bodies that no row needs: a crash between a body and its row, or a deletion that failed. Thread-safe. */
public final class SweepBodies {
    /** So long, because a database restored from a backup does not know the newest bodies: somebody may find a newer one. */
    static final Duration AGE = Duration.ofDays(7);

    private final Ledger ledger;
    private final BodyFiles files;

    public SweepBodies(Ledger ledger, BodyFiles files) {
        this.ledger = ledger;
        this.files = files;
    }

    /** Returns how many were deleted. */
    public int sweep() throws IOException {
        Instant before = ledger.now().minus(AGE);
        List<String> old = new ArrayList<>();
        files.sweep(body -> {
            if (isOlder(body, before)) {
                old.add(body.id());
            }
        });
        int deleted = 0;
        for (String id : old) {
            if (!ledger.read(sql -> Deposits.needsBody(sql, id) || KeptDocuments.needsBody(sql, id))
                    && files.delete(id)) {
                deleted++;
            }
        }
        return deleted;
    }

    private static boolean isOlder(StoredBody body, Instant before) {
        return body.lastModified().isBefore(before);
    }
}
