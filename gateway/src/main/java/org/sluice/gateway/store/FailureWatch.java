package org.sluice.gateway.store;

import java.sql.SQLException;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Tells about every statement that failed, whether or not somebody catches its exception. */
final class FailureWatch implements SqlLogger {
    private final Consumer<Exception> told;

    FailureWatch(Consumer<Exception> told) {
        this.told = told;
    }

    @Override
    public void logException(StatementContext context, SQLException failure) {
        told.accept(failure);
    }
}
