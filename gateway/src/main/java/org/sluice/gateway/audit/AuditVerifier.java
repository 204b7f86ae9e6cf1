package org.sluice.gateway.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.audit.Checkpoint;
import org.sluice.gateway.domain.audit.Finding.Fault;
import org.sluice.gateway.domain.audit.Verdict;
import org.sluice.gateway.domain.audit.Verifier;

/**
 * Verifies an audit export without the gateway that wrote it. It proves that the export is what the holder of the key
 * exported, and that nothing in it was altered since it was recorded; without a witnessed checkpoint it cannot show that
 * whoever holds both the database and the key wrote the whole chain anew. Safe for any number of threads.
 */
public final class AuditVerifier {
    private final Map<String, Verifier> keys = new TreeMap<>();

    /** @param known the public keys that may have signed checkpoints and the end mark */
    public AuditVerifier(Collection<? extends Verifier> known) {
        known.forEach(key -> keys.put(key.fingerprint(), key));
    }

    /** Verifies an export. */
    public Verdict verify(InputStream export) throws IOException {
        return verify(export, new ChainCheck(keys, null));
    }

    /**
     * Verifies an export against a checkpoint that was kept elsewhere.
     *
     * @param witnessed the checkpoint's line, as it left the host
     */
    public Verdict verify(InputStream export, String witnessed) throws IOException {
        Optional<Checkpoint> checkpoint = genuine(witnessed);
        var check = new ChainCheck(keys, checkpoint.orElse(null));
        if (checkpoint.isEmpty()) {
            check.found(
                    0,
                    0,
                    Fault.CHECKPOINT_WRONG,
                    "The witnessed line is not a checkpoint that a public key given has signed.");
        }
        return verify(export, check);
    }

    private static Verdict verify(InputStream export, ChainCheck check) throws IOException {
        var lines = new LineSource(new BufferedInputStream(export, 1 << 16));
        long number = 0;
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            number++;
            ExportLine parsed = LineSource.text(line.get())
                    .map(ExportParser::parse)
                    .orElseGet(() -> new ExportLine.Malformed("is not UTF-8"));
            check.check(number, parsed, lines.digestBefore());
        }
        return check.verdict(number);
    }

    private Optional<Checkpoint> genuine(String witnessed) {
        if (!(ExportParser.parse(witnessed.strip()) instanceof ExportLine.Signed signed)) {
            return Optional.empty();
        }
        @Nullable Verifier key = keys.get(signed.checkpoint().signer());
        return key != null && signed.checkpoint().signedBy(key) ? Optional.of(signed.checkpoint()) : Optional.empty();
    }
}
