package org.sluice.gateway.domain.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One incident with its clocks. Immutable.
 *
 * @param aware when somebody here became aware of it: from there the clocks run
 * @param unhcr whether UNHCR's persons of concern are touched, so that UNHCR is told directly
 * @param stopExternal the protocol whose information goes to nobody outside until this is resolved
 */
public record Incident(
        String id,
        Nature nature,
        Severity severity,
        Certainty certainty,
        String what,
        String found,
        String openedBy,
        Instant opened,
        Instant aware,
        boolean unhcr,
        Optional<String> stopExternal,
        List<String> deposits,
        List<String> links,
        List<String> persons,
        Progress progress) {
    /** Written notice to the coordination group, and to UNHCR: Alliance DPISP, section on breaches. */
    public static final Duration NOTICE = Duration.ofHours(24);
    /** The meeting on it, and the day from which senior management may resolve it: Turkey cross-border protocol. */
    public static final Duration MEETING = Duration.ofDays(10);

    private static final Duration REMIND_NOTICE = Duration.ofHours(20);
    private static final Duration REMIND_MEETING = Duration.ofDays(8);

    public Incident {
        deposits = List.copyOf(deposits);
        links = List.copyOf(links);
        persons = List.copyOf(persons);
    }

    /**
     * One clock of an incident.
     *
     * @param word {@code group-notice}, {@code unhcr-notice} or {@code meeting}
     * @param due the instant by which it must be done; after it, it is overdue
     * @param remind from when on it is reminded of
     */
    public record Clock(String word, Instant due, Instant remind) {}

    public Incident with(Progress further) {
        return new Incident(
                id,
                nature,
                severity,
                certainty,
                what,
                found,
                openedBy,
                opened,
                aware,
                unhcr,
                stopExternal,
                deposits,
                links,
                persons,
                further);
    }

    public boolean resolved() {
        return progress.ending().isPresent();
    }

    public boolean closed() {
        return progress.closing().isPresent();
    }

    /** The clocks that still run. */
    public List<Clock> running() {
        List<Clock> clocks = new ArrayList<>();
        if (closed()) {
            return clocks;
        }
        if (progress.toldGroup().isEmpty()) {
            clocks.add(new Clock("group-notice", aware.plus(NOTICE), aware.plus(REMIND_NOTICE)));
        }
        if (unhcr && progress.toldUnhcr().isEmpty()) {
            clocks.add(new Clock("unhcr-notice", aware.plus(NOTICE), aware.plus(REMIND_NOTICE)));
        }
        if (progress.met().isEmpty() && !resolved()) {
            clocks.add(new Clock("meeting", aware.plus(MEETING), aware.plus(REMIND_MEETING)));
        }
        return clocks;
    }

    /** Whether it freezes what it concerns. A hold ends by being lifted, or with the incident. */
    public boolean freezes() {
        return progress.hold() && !closed();
    }

    /** Whether information of its protocol stays inside. */
    public boolean stopsExternal() {
        return stopExternal.isPresent() && !resolved();
    }

    /** Whether senior management may resolve it alone: from the tenth day on. */
    public boolean openToSenior(Instant now) {
        return !now.isBefore(aware.plus(MEETING));
    }
}
