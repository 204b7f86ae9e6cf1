package org.sluice.gateway.domain.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares what two cells ask beyond ceilings and facts. */
final class HandlingWidth {
    private static final String ANYBODY = "anybody";
    private static final String ANY = "any";

    private HandlingWidth() {}

    static void passing(Onward before, Onward after, List<Change> changes) {
        sets("onward-to", before.to(), after.to(), changes);
        flag("inside-organisation", before.insideOrganisation(), after.insideOrganisation(), true, changes);
    }

    static void handling(Handling before, Handling after, List<Change> changes) {
        if (before.senders().isEmpty() != after.senders().isEmpty()) {
            add(
                    after.senders().isEmpty(),
                    "senders",
                    words(before.senders(), ANYBODY),
                    words(after.senders(), ANYBODY),
                    changes);
        } else {
            sets("senders", before.senders(), after.senders(), changes);
        }
        flag("named recipient", before.namedRecipient(), after.namedRecipient(), false, changes);
        elements(before.elements(), after.elements(), changes);
        with(before.elementWith(), after.elementWith(), changes);
        flag("withheld respected", before.withheldRespected(), after.withheldRespected(), false, changes);
        override(before, after, changes);
        int counts = after.smallCounts().compareTo(before.smallCounts());
        if (counts != 0) {
            add(
                    counts < 0,
                    "small-counts",
                    before.smallCounts().word(),
                    after.smallCounts().word(),
                    changes);
        }
        flag("owner-names", before.ownerNames(), after.ownerNames(), false, changes);
    }

    private static void elements(Optional<Set<String>> before, Optional<Set<String>> after, List<Change> changes) {
        if (before.isPresent() && after.isPresent()) {
            sets("elements", before.get(), after.get(), changes);
        } else if (before.isPresent() != after.isPresent()) {
            add(
                    after.isEmpty(),
                    "elements",
                    before.map(set -> words(set, "none")).orElse(ANY),
                    after.map(set -> words(set, "none")).orElse(ANY),
                    changes);
        }
    }

    /** What passes only together with something else is held back a little: without the pair it is not. */
    private static void with(Map<String, String> before, Map<String, String> after, List<Change> changes) {
        Set<String> elements = new TreeSet<>(before.keySet());
        elements.addAll(after.keySet());
        for (String element : elements) {
            String was = before.getOrDefault(element, "");
            String is = after.getOrDefault(element, "");
            if (!was.equals(is)) {
                add(!was.isEmpty(), element + " only with", was, is, changes);
            }
        }
    }

    private static void override(Handling before, Handling after, List<Change> changes) {
        String was = before.withheldOverride().orElse("");
        String is = after.withheldOverride().orElse("");
        if (!was.equals(is) && after.withheldRespected()) {
            add(!is.isEmpty() && before.withheldRespected(), "withheld-override", was, is, changes);
        }
    }

    /** What is new in a list of whom or what may pass is wider, what is gone from it narrower. */
    static void sets(String aspect, Set<String> before, Set<String> after, List<Change> changes) {
        Set<String> come = new TreeSet<>(after);
        come.removeAll(before);
        Set<String> gone = new TreeSet<>(before);
        gone.removeAll(after);
        if (!come.isEmpty()) {
            changes.add(Change.wider(aspect, "", come));
        }
        if (!gone.isEmpty()) {
            changes.add(Change.narrower(aspect, gone, ""));
        }
    }

    private static void flag(String aspect, boolean before, boolean after, boolean widerIfSet, List<Change> changes) {
        if (before != after) {
            add(after == widerIfSet, aspect, before ? "yes" : "no", after ? "yes" : "no", changes);
        }
    }

    private static void add(boolean wider, String aspect, String was, String is, List<Change> changes) {
        changes.add(wider ? Change.wider(aspect, was, is) : Change.narrower(aspect, was, is));
    }

    private static String words(Set<String> set, String none) {
        return set.isEmpty() ? none : String.join(", ", new TreeSet<>(set));
    }
}
