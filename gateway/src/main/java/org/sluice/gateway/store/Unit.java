package org.sluice.gateway.store;

/**
 * A change that happens wholly or not at all. It runs on the writer's thread, so it must be short and do nothing but SQL:
 * everybody else's changes wait for it. On PostgreSQL two gateways can
 * lock the same rows in opposite order; the server then ends one of the two units with an exception (SQLSTATE 40P01), and
 * its caller may simply try again.
 */
@FunctionalInterface
public interface Unit<T, X extends Exception> {
    /** Does the change. Throwing undoes it, and so does a result of null. */
    T run(Tx tx) throws X;
}
