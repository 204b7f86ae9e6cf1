package org.sluice.gateway.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.sluice.gateway.audit.AuditVerifier;
import org.sluice.gateway.domain.audit.Verdict;
import org.sluice.gateway.store.AuditExport;
import org.sluice.gateway.store.Database;

/** Exports and verifies a whole chain, as an auditor would. */
public final class Audits {
    private Audits() {}

    /** The export as text. */
    public static String export(Database database, TestKey key) {
        var out = new ByteArrayOutputStream();
        try {
            AuditExport.write(out, database, key, InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The verdict on an export. */
    public static Verdict verify(String export, TestKey key) {
        try {
            return new AuditVerifier(List.of(key)).verify(stream(export));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The verdict on an export beside a witnessed checkpoint. */
    public static Verdict verify(String export, TestKey key, String witnessed) {
        try {
            return new AuditVerifier(List.of(key)).verify(stream(export), witnessed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The verdict on the chain as it stands in the database. */
    public static Verdict verdict(Database database) {
        var key = new TestKey("audit");
        return verify(export(database, key), key);
    }

    private static ByteArrayInputStream stream(String export) {
        return new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8));
    }
}
