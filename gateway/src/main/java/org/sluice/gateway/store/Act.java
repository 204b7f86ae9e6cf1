package org.sluice.gateway.store;

/** A {@link Unit} without a result. */
@FunctionalInterface
public interface Act<X extends Exception> {
    /** Does the change. Throwing undoes it. */
    void run(Tx tx) throws X;
}
