package org.sluice.gateway.domain;

import java.util.List;
import java.util.function.Function;

/** What a use case answers: it was done, or it was refused. Surprises are exceptions and never come this way. */
public sealed interface Answer<T> {

    record Done<T>(T value) implements Answer<T> {}

    record Refused<T>(Refusal refusal) implements Answer<T> {}

    static <T> Answer<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Answer<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    static <T> Answer<T> refused(Refusal.Kind kind, String code, String message, List<String> details) {
        return new Refused<>(new Refusal(kind, code, message, details));
    }

    default <R> Answer<R> then(Function<T, Answer<R>> next) {
        return switch (this) {
            case Done<T> done -> next.apply(done.value());
            case Refused<T> refused -> new Refused<>(refused.refusal());
        };
    }

    /** The value, or the refusal as an exception: for callers inside a unit of work, which it rolls back. */
    default T orThrow() {
        return switch (this) {
            case Done<T> done -> done.value();
            case Refused<T> refused -> throw new RefusedException(refused.refusal());
        };
    }
}
