package org.sluice.gateway.domain.clearance;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The group's recorded word that what one cell refuses may pass for a while.
 *
 * @param recipient the only recipient's side that it is for: a participant, or a contact without one; any where absent
 * @param approval where the group's approval is found, such as the minutes of its meeting
 * @param until the first instant at which it counts no more
 */
public record ExceptionGrant(
        String id,
        String type,
        String audience,
        Optional<String> recipient,
        Reason reason,
        String approval,
        String proposedBy,
        Instant proposed,
        Instant until,
        Optional<String> approvedBy,
        Optional<Instant> approved,
        Optional<Instant> ended) {

    /** Why; the order is the group's order of weight (Alliance DPISP, annex 1, section 6: safety of staff first). */
    public enum Reason {
        SAFETY_OF_STAFF,
        PROTECTION_OF_INFORMATION_SYSTEMS,
        SAFETY_OF_AFFECTED_PEOPLE,
        ACCESS_TO_ASSISTANCE,
        LEGAL_OBLIGATION;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Reason> of(String word) {
            return Arrays.stream(values())
                    .filter(reason -> reason.word().equals(word))
                    .findFirst();
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(Reason::word).toList();
        }
    }

    /** Whether it counts for this cell and side at this instant: agreed by a second person, not ended, not over. */
    public boolean lifts(String askedType, String askedAudience, String recipientSide, Instant now) {
        return type.equals(askedType)
                && audience.equals(askedAudience)
                && recipient.filter(named -> !named.equals(recipientSide)).isEmpty()
                && approvedBy.filter(by -> !by.equals(proposedBy)).isPresent()
                && approved.filter(at -> !now.isBefore(at)).isPresent()
                && now.isBefore(until)
                && ended.filter(at -> !now.isBefore(at)).isEmpty();
    }
}
