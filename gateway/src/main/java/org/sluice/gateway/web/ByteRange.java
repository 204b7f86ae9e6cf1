package org.sluice.gateway.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a Range header asks of a file (RFC 9110, section 14.2): one range, or the whole where several are asked for. */
sealed interface ByteRange {
    /** No range, several ranges, or a unit or form that is not understood: the header is ignored then. */
    record Whole() implements ByteRange {}

    /** Bytes {@code from} to {@code to}, the latter not included. */
    record Part(long from, long to) implements ByteRange {}

    /** A well-formed range that the file does not have. */
    record Beyond() implements ByteRange {}

    Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*", Pattern.CASE_INSENSITIVE);

    static ByteRange of(@Nullable String header, long size) {
        if (header == null) {
            return new Whole();
        }
        Matcher one = ONE.matcher(header);
        if (!one.matches()) {
            return new Whole();
        }
        String first = one.group(1);
        String last = one.group(2);
        if (first.isEmpty() && last.isEmpty()) {
            return new Whole();
        }
        if (first.isEmpty()) {
            long suffix = Long.parseLong(last);
            return suffix == 0 || size == 0 ? new Beyond() : new Part(Math.max(0, size - suffix), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return new Whole();
        }
        return from >= size ? new Beyond() : new Part(from, to);
    }
}
