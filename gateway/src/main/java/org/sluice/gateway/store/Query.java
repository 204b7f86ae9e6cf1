package org.sluice.gateway.store;

import org.jdbi.v3.core.Handle;

/** Something read from one snapshot of the database. */
@FunctionalInterface
public interface Query<T, X extends Exception> {
    /** Reads. The handle must not be kept. */
    T run(Handle sql) throws X;
}
