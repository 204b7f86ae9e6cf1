package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Something that has clocks. Reads only; safe from any thread. */
@FunctionalInterface
public interface DueSource {
    /** Its open clocks, in any order, overdue ones too. */
    List<Due> due(Handle sql, Instant now);
}
