package org.sluice.gateway.domain.scan;

/** What came of asking the scanner about one file. Only the first two of these let a file go. */
public sealed interface ScanAnswer {
    /** It looked at all of it and knows nothing against it. */
    record Clean() implements ScanAnswer {}

    /** The same of a file that its sender sealed: nothing is known of what is inside. */
    record CleanOutside() implements ScanAnswer {}

    /** @param signature the scanner's name for what it found */
    record Infected(String signature) implements ScanAnswer {}

    /** It does not take, or not look at all of, files as large as this one. */
    record TooLarge() implements ScanAnswer {}

    /** It was asked and gave no answer that counts; another file may fare better. */
    record Failed(String why) implements ScanAnswer {}

    /** It can't be asked at all. */
    record Unreachable(String why) implements ScanAnswer {}
}
