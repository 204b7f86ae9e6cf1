package org.sluice.gateway.usecase;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** What keeps a deposit from being destroyed, such as an incident that is looked into. Reads only. */
@FunctionalInterface
public interface HoldCheck {
    /** Everything that holds it, each in a sentence that names it and says how it ends; none where nothing does. */
    List<String> on(Handle sql, String depositId);

    default boolean held(Handle sql, String depositId) {
        return !on(sql, depositId).isEmpty();
    }
}
