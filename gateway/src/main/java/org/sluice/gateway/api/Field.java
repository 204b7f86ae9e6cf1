package org.sluice.gateway.api;

/**
 * One field of a request's body.
 *
 * @param needed whether the request is malformed without it
 */
record Field(String name, Kind kind, boolean needed) {

    /** What a field holds. */
    enum Kind {
        TEXT,
        TEXTS,
        NUMBER,
        FLAG
    }

    static Field text(String name) {
        return new Field(name, Kind.TEXT, true);
    }

    static Field texts(String name) {
        return new Field(name, Kind.TEXTS, true);
    }

    /** Several texts, or none. */
    static Field list(String name) {
        return new Field(name, Kind.TEXTS, false);
    }

    static Field maybe(String name) {
        return new Field(name, Kind.TEXT, false);
    }

    static Field number(String name) {
        return new Field(name, Kind.NUMBER, false);
    }

    static Field flag(String name) {
        return new Field(name, Kind.FLAG, false);
    }
}
