package org.sluice.gateway.usecase;

import org.jdbi.v3.core.Handle;

/** Whether something keeps a deposit from being destroyed, such as an incident that is looked into. Reads only. */
@FunctionalInterface
public interface HoldCheck {
    boolean held(Handle sql, String depositId);
}
