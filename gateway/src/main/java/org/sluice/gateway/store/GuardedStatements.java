package org.sluice.gateway.store;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Stands before every statement of a handle: asks whether the handle may still be used, and refuses SQL that would steer
 * the transaction or the connection. A guard against mistakes, not against malice: it reads the first word only.
 */
final class GuardedStatements implements StatementBuilder {
    private static final Pattern FIRST_WORD = Pattern.compile("\\s*([A-Za-z]+)");
    private static final Set<String> REFUSED = Set.of(
            "BEGIN",
            "START",
            "COMMIT",
            "END",
            "ROLLBACK",
            "ABORT",
            "SAVEPOINT",
            "RELEASE",
            "PRAGMA",
            "ATTACH",
            "SET",
            "RESET",
            "PREPARE",
            "VACUUM");

    private final StatementBuilder statements;
    private final Runnable check;
    private final Consumer<Exception> failed;

    GuardedStatements(StatementBuilder statements, Runnable check, Consumer<Exception> failed) {
        this.statements = statements;
        this.check = check;
        this.failed = failed;
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        check.run();
        String sql = context.getRawSql();
        if (sql != null) {
            guard(sql);
        }
        return statements.create(connection, context);
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        check.run();
        guard(sql);
        try {
            return statements.create(connection, sql, context);
        } catch (SQLException e) {
            failed.accept(e);
            throw e;
        }
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context) {
        throw new IllegalStateException("No procedures here: SQLite has none.");
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        statements.close(connection, sql, statement);
    }

    private static void guard(String sql) {
        Matcher word = FIRST_WORD.matcher(sql);
        if (word.lookingAt() && REFUSED.contains(word.group(1).toUpperCase(Locale.ROOT))) {
            throw new IllegalStateException("The statement \"" + word.group(1)
                    + " …\" is not for a unit of work or a query: the transaction is opened and ended around it.");
        }
    }
}
