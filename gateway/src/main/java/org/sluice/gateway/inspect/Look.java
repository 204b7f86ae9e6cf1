package org.sluice.gateway.inspect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Report;
import org.sluice.gateway.domain.inspect.TableTally;
import org.sluice.gateway.domain.inspect.TextTally;
import org.sluice.gateway.domain.inspect.Vocabulary;

/** One look at one deposit: what was found so far, and what may still be spent. For one thread. */
final class Look {
    private static final int MOST_FINDINGS = 300;
    private static final int MOST_GAPS = 50;
    private static final long RATIO_FROM = 8L << 20;

    private final Vocabulary words;
    private final Set<String> organisations;
    private final int smallest;
    private final Bounds bounds;
    private final LongSupplier nanos;
    private final long until;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private long plain;
    private int parts;
    private long rowsSeen;
    private long rowsLooked;
    private long lines;
    private long pages;
    private long pictures;

    Look(Vocabulary words, Set<String> organisations, int smallest, Bounds bounds, LongSupplier nanos) {
        this.words = words;
        this.organisations = organisations;
        this.smallest = smallest;
        this.bounds = bounds;
        this.nanos = nanos;
        this.until = nanos.getAsLong() + bounds.time().toNanos();
    }

    Bounds bounds() {
        return bounds;
    }

    TableTally table() {
        return new TableTally(words, organisations, smallest);
    }

    TextTally text() {
        return new TextTally(words, organisations);
    }

    void found(List<Finding> more) {
        for (Finding finding : more) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(finding);
            } else if (findings.stream().noneMatch(known -> known.kind() == finding.kind())) {
                // A kind must not be lost because another one fills the list.
                findings.add(finding);
            }
        }
    }

    /** What a table showed, and whether it was wider than what is looked at. */
    void found(TableTally table, String place) {
        found(table.findings(place));
        if (table.cut()) {
            gap(place + ", columns behind the first " + figure(TableTally.MOST_COLUMNS), Gap.Why.TOO_BIG);
        }
    }

    /** What stands where programs write who worked on a file: a name there is its author's. */
    void foundOfAuthors(List<Finding> more) {
        for (Finding finding : more) {
            boolean name = finding.kind() == FindingKind.PERSON_NAMES || finding.kind() == FindingKind.STAFF_NAMES;
            found(name ? FindingKind.AUTHOR_IN_PROPERTIES : finding.kind(), finding.place(), finding.count());
        }
    }

    void found(FindingKind kind, String place, long count) {
        found(List.of(new Finding(kind, place, count)));
    }

    void gap(String place, Gap.Why why) {
        if (gaps.size() < MOST_GAPS) {
            gaps.add(new Gap(place, why));
        }
    }

    /** One more row; whether it is to be looked at. */
    boolean row(long rowsOfTable) throws BoundReached {
        rowsSeen++;
        if ((rowsSeen & 255) == 0) {
            inTime();
        }
        if (rowsOfTable >= bounds.rows()) {
            return false;
        }
        rowsLooked++;
        return true;
    }

    void line() throws BoundReached {
        if ((++lines & 255) == 0) {
            inTime();
        }
    }

    void page() throws BoundReached {
        pages++;
        inTime();
    }

    void picture() {
        pictures++;
    }

    void part() throws BoundReached {
        if (++parts > bounds.parts()) {
            throw new BoundReached(Gap.Why.TOO_MANY_PARTS);
        }
    }

    void inTime() throws BoundReached {
        if (nanos.getAsLong() - until > 0) {
            throw new BoundReached(Gap.Why.TOO_SLOW);
        }
    }

    /** Reads no longer than there is time, also where no row and no line ever ends. */
    InputStream timed(InputStream in) {
        return counted(in, Long.MAX_VALUE, false);
    }

    /** Counts what comes out of a packed part, whose packed size is known. */
    InputStream counted(InputStream in, long packed) {
        return counted(in, packed, true);
    }

    private InputStream counted(InputStream in, long packed, boolean unpacked) {
        return new FilterInputStream(in) {
            private long out;

            @Override
            public int read() throws IOException {
                int read = super.read();
                if (read >= 0) {
                    count(1);
                }
                return read;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int read = super.read(into, from, Math.min(length, 64 << 10));
                if (read > 0) {
                    count(read);
                }
                return read;
            }

            private void count(int bytes) throws BoundReached {
                out += bytes;
                plain += unpacked ? bytes : 0;
                if (plain > bounds.plain() || (out > RATIO_FROM && out / Math.max(1, packed) > bounds.ratio())) {
                    throw new BoundReached(Gap.Why.TOO_BIG);
                }
                inTime();
            }
        };
    }

    Report report() {
        List<String> looked = new ArrayList<>();
        if (rowsSeen > 0) {
            looked.add(figure(rowsLooked) + " of " + (gaps.isEmpty() ? "" : "at least ") + figure(rowsSeen) + " rows");
        }
        if (pages > 0) {
            looked.add(figure(pages) + " pages");
        }
        if (lines > 0) {
            looked.add(figure(lines) + " lines of text");
        }
        if (pictures > 0) {
            looked.add("the positions in " + figure(pictures) + " pictures");
        }
        if (rowsSeen > rowsLooked) {
            gap("rows behind the first " + figure(bounds.rows()) + " of a table", Gap.Why.TOO_BIG);
        }
        return new Report(
                findings, gaps, looked.isEmpty() ? "looked at nothing" : "looked at " + String.join(", ", looked));
    }

    private static String figure(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
