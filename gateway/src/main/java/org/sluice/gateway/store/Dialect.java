package org.sluice.gateway.store;

/** Every difference between the two databases that a statement can meet, in one place. */
public enum Dialect {
    /** One file on this machine, one writer. */
    SQLITE,
    /** A server that several gateways share. */
    POSTGRESQL;

    /** The column type of bytes. */
    public String blob() {
        return switch (this) {
            case SQLITE -> "BLOB";
            case POSTGRESQL -> "BYTEA";
        };
    }

    /** Ends a SELECT whose rows must not change before the commit. SQLite's one writer needs no such lock. */
    public String forShare() {
        return switch (this) {
            case SQLITE -> "";
            case POSTGRESQL -> " FOR SHARE";
        };
    }

    /** Ends a SELECT whose rows nobody else may lock or change before the commit. */
    public String forUpdate() {
        return switch (this) {
            case SQLITE -> "";
            case POSTGRESQL -> " FOR UPDATE";
        };
    }

    /** SQLite fails at once when a DEFERRED transaction reads first and writes later, so it is IMMEDIATE. */
    String beginWriting() {
        return switch (this) {
            case SQLITE -> "BEGIN IMMEDIATE";
            case POSTGRESQL -> "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
        };
    }

    /** One snapshot for all statements until the end; SQLite's readers are {@code query_only} besides. */
    String beginReading() {
        return switch (this) {
            case SQLITE -> "BEGIN DEFERRED";
            case POSTGRESQL -> "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        };
    }
}
