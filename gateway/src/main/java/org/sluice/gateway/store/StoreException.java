package org.sluice.gateway.store;

import org.jspecify.annotations.Nullable;

/** The database could not do what it was asked, for no fault of the one who asked. */
public abstract sealed class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** It could not be opened, or the connection to it is gone. Nothing was stored. */
    public static final class Unreachable extends StoreException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message) {
            super(message, null);
        }

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Too many units wait already. Nothing was stored; the same request may be made again. */
    public static final class Busy extends StoreException {
        private static final long serialVersionUID = 1L;

        Busy(String message) {
            super(message, null);
        }
    }

    /** The door is closed: the gateway stops. Nothing was stored. */
    public static final class Closed extends StoreException {
        private static final long serialVersionUID = 1L;

        Closed(String message) {
            super(message, null);
        }
    }

    /**
     * The commit failed. Whoever asked must take it as not stored; when the connection broke during the commit itself,
     * PostgreSQL may have stored it all the same.
     */
    public static final class CommitFailed extends StoreException {
        private static final long serialVersionUID = 1L;

        CommitFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
