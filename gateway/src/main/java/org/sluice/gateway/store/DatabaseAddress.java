package org.sluice.gateway.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the database is. The password is kept apart from the place, and never printed.
 *
 * @param place an absolute path for SQLite, a JDBC URL without a password for PostgreSQL
 */
public record DatabaseAddress(Dialect dialect, String place, Optional<String> password) {
    private static final String SQLITE = "sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    public DatabaseAddress {
        Objects.requireNonNull(dialect);
        Objects.requireNonNull(place);
        Objects.requireNonNull(password);
    }

    /**
     * Reads {@code sqlite:/path/to/file.db} or {@code jdbc:postgresql://host/name?user=…}.
     *
     * @throws IllegalArgumentException when it is neither; the message does not repeat the address, which may hold a
     *     password
     */
    public static DatabaseAddress parse(String text) {
        if (text.startsWith(SQLITE) && text.length() > SQLITE.length()) {
            return sqlite(Path.of(text.substring(SQLITE.length())));
        }
        if (text.startsWith(POSTGRESQL)) {
            return postgresql(text);
        }
        throw new IllegalArgumentException("The database address is neither sqlite:/path/to/file.db nor"
                + " jdbc:postgresql://host/name?user=NAME; write it as one of the two.");
    }

    /** The embedded database in that file. */
    public static DatabaseAddress sqlite(Path file) {
        return new DatabaseAddress(
                Dialect.SQLITE, file.toAbsolutePath().normalize().toString(), Optional.empty());
    }

    /** The same address with a password that came another way, for example from a file. */
    public DatabaseAddress withPassword(String secret) {
        return new DatabaseAddress(dialect, place, Optional.of(secret));
    }

    /** The SQLite file. */
    Path file() {
        return Path.of(place);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return (dialect == Dialect.SQLITE ? SQLITE : "") + place;
    }

    private static DatabaseAddress postgresql(String url) {
        int mark = url.indexOf('?');
        String beforeMark = mark < 0 ? url : url.substring(0, mark);
        if (beforeMark.contains("@")) {
            throw new IllegalArgumentException("The database address names user or password before the host; write"
                    + " jdbc:postgresql://host/name?user=NAME instead.");
        }
        Optional<String> password = Optional.empty();
        List<String> kept = new ArrayList<>();
        for (String parameter :
                mark < 0 ? List.<String>of() : List.of(url.substring(mark + 1).split("&"))) {
            if (parameter.toLowerCase(Locale.ROOT).startsWith("password=")) {
                String encoded = parameter.substring("password=".length());
                password = Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
            } else if (!parameter.isEmpty()) {
                kept.add(parameter);
            }
        }
        String place = kept.isEmpty() ? beforeMark : beforeMark + "?" + String.join("&", kept);
        return new DatabaseAddress(Dialect.POSTGRESQL, place, password);
    }
}
