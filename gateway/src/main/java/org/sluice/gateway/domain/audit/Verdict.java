package org.sluice.gateway.domain.audit;

import java.util.List;

/** What the verification of an export found. */
public sealed interface Verdict {
    /**
     * Nothing is wrong.
     *
     * @param records how many records the export holds
     * @param redacted how many of them had their payload erased
     * @param first the first record's number, 0 for an empty chain
     * @param last the last record's number, 0 for an empty chain
     * @param checkpoints how many signed checkpoints agree with the chain
     */
    record Sound(long records, long redacted, long first, long last, long checkpoints) implements Verdict {}

    /**
     * Something is wrong.
     *
     * @param findings at least one, in the order of the file
     * @param more how many further findings were counted but not kept
     */
    record Broken(List<Finding> findings, long more) implements Verdict {
        public Broken {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("A broken chain needs a finding that says why.");
            }
        }
    }
}
