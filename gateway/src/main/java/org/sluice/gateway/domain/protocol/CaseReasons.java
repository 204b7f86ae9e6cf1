package org.sluice.gateway.domain.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.protocol.Reason.Kind;

/** The reasons that come from senders, recipients, data elements and marks. */
final class CaseReasons {
    private CaseReasons() {}

    static Reason notASender(String has, String senders, String row) {
        String who = has.isEmpty() ? "who releases has no such function" : "who releases is " + has;
        return reason(
                Kind.NOT_A_SENDER,
                has,
                senders,
                row,
                "Only " + senders + " may send this, and " + who + " (" + row + ").");
    }

    static Reason senderFits(String senders, String row) {
        return reason(Kind.SENDER_FITS, "", senders, row, "It is sent by " + senders + " only (" + row + ").");
    }

    static Reason recipientNotNamed(String audience, String row) {
        return reason(
                Kind.RECIPIENT_NOT_NAMED,
                audience,
                "",
                row,
                "It goes to a named person only, never to " + audience + " as a whole or to a desk (" + row + ").");
    }

    static Reason elementsUndeclared(String row) {
        return reason(
                Kind.ELEMENTS_UNDECLARED,
                "",
                "",
                row,
                "Nobody declared which data elements it has; declare them with the label's key elements (" + row
                        + ").");
    }

    static Reason elementNotAllowed(String element, Collection<String> allowed, String row) {
        String words = String.join(", ", allowed);
        return reason(
                Kind.ELEMENT_NOT_ALLOWED,
                element,
                words,
                row,
                "The data element " + element + " may not go there; those that may are "
                        + (allowed.isEmpty() ? "none" : words) + " (" + row + ").");
    }

    static Reason elementAlone(String element, String other, String row) {
        return reason(
                Kind.ELEMENT_NOT_ALLOWED,
                element,
                other,
                row,
                "The data element " + element + " goes there only together with " + other + " (" + row + ").");
    }

    static Reason withheld(List<String> elements, Optional<String> override, String row) {
        String words = String.join(", ", elements);
        return new Reason(
                Kind.WITHHELD,
                Optional.empty(),
                Optional.of(words),
                Optional.empty(),
                Optional.empty(),
                override,
                Optional.of(row),
                "Those concerned withheld " + words + ", and it has that"
                        + override.map(fact -> " without " + fact + " on record")
                                .orElse("") + " (" + row + ").");
    }

    static Reason smallCounts(boolean declared, String row) {
        return reason(
                Kind.SMALL_COUNTS,
                "present",
                "none",
                row,
                declared
                        ? "It has figures that count so few that they may point at somebody; leave them out (" + row
                                + ")."
                        : "Nobody said whether it has figures that count very few, so it counts as having them; leave them"
                                + " out and declare small-counts none (" + row + ").");
    }

    static Reason ownerSilent(String audience, String row) {
        return reason(
                Kind.OWNER_SILENT,
                audience,
                "",
                row,
                "The owner must say with whom this may be shared, and its share-with does not name " + audience + " ("
                        + row + ").");
    }

    static Reason unknownMark(String mark) {
        return reason(Kind.UNKNOWN_MARK, mark, "", "", "No protocol in force knows the mark \"" + mark + "\".");
    }

    static Reason waiverMissing(Mark mark, String audience, String row) {
        return new Reason(
                Kind.MISSING_WAIVER,
                Optional.empty(),
                Optional.of(mark.id()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(mark.waiver()),
                Optional.of(row),
                "Data marked " + mark.id() + " is closed to " + audience + " unless " + mark.waiver()
                        + " is on record (" + row + ").");
    }

    private static Reason reason(Kind kind, String have, String allowed, String row, String sentence) {
        return new Reason(
                kind,
                Optional.empty(),
                Optional.of(have).filter(words -> !words.isEmpty()),
                Optional.empty(),
                Optional.of(allowed).filter(words -> !words.isEmpty()),
                Optional.empty(),
                Optional.of(row).filter(words -> !words.isEmpty()),
                sentence);
    }
}
