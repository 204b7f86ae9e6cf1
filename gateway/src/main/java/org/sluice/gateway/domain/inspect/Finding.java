package org.sluice.gateway.domain.inspect;

/**
 * Something found. It holds no value and no heading of the file: whoever reads it may not be one who may read the file.
 *
 * @param place by numbers alone, such as {@code file 2, sheet 1, column C}
 * @param count of values
 */
public record Finding(FindingKind kind, String place, long count) {
    /** For example {@code telephones: sheet 1, column C (214)}. */
    public String sentence() {
        return kind.word() + ": " + place + " (" + count + ")";
    }
}
