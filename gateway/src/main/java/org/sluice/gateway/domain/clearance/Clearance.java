package org.sluice.gateway.domain.clearance;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody's answers to the checklist before a release, and who agreed.
 *
 * @param depositId what it is for; none where it stands for a whole type
 * @param labelVersion the label that was judged: with another label the judgement is void
 * @param sender a standing one: the participant that may release under it; any where absent
 * @param recipient of one deposit: the contact or person; standing: the recipient's side (see {@link Going})
 * @param checklist the answers
 * @param from counts from this instant on, {@code until} itself is out
 * @param ended since when it counts no more, whatever its period says
 * @param review only for vital interests
 */
public record Clearance(
        String id,
        Kind kind,
        Optional<String> depositId,
        long labelVersion,
        String type,
        String audience,
        Optional<String> sender,
        Optional<String> recipient,
        Checklist checklist,
        String askedBy,
        Instant from,
        Instant until,
        Optional<Approval> approval,
        Optional<Instant> ended,
        Optional<Review> review) {

    /** Vital interests let a release go at once; somebody else looks at it within 72 hours. */
    public static final Duration REVIEW_WITHIN = Duration.ofDays(3);

    /** So long before the review is overdue its reviewers are asked again. */
    public static final Duration REMIND_BEFORE = Duration.ofDays(1);

    /** How far one clearance reaches. */
    public enum Kind {
        /** One deposit, as it is labelled now. */
        CASE,
        /** Every deposit of a type for an audience, or one referral pathway, until an end. */
        STANDING,
        /** One deposit to one recipient, at once, because a life or a body is in danger. */
        VITAL_INTERESTS;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No clearance is called " + word + "."));
        }
    }

    /** The answers: what could happen, what is done about it, how content was made less identifying, what it is for. */
    public record Checklist(String risk, String mitigation, String anonymisation, String purpose) {
        /** Whether a line is not answered. */
        public boolean open() {
            return risk.isBlank() || mitigation.isBlank() || anonymisation.isBlank() || purpose.isBlank();
        }
    }

    /** A second person's agreement. */
    public record Approval(String by, Instant at, String note) {}

    /**
     * The look at a release that went at once.
     *
     * @param by the instant at which it is overdue, and the release closes until the review is made
     * @param reviewer who looked; nobody yet where absent
     * @param upheld whether it was right
     */
    public record Review(Instant by, Optional<String> reviewer, boolean upheld) {}

    /** Whether it is about this exit and stands at this instant; who agreed to it is another question. */
    public boolean covers(Going going, Instant now) {
        boolean inTime = !now.isBefore(from)
                && now.isBefore(until)
                && ended.filter(end -> !now.isBefore(end)).isEmpty();
        return inTime
                && type.equals(going.type())
                && audience.equals(going.audience())
                && switch (kind) {
                    case CASE -> ofDeposit(going) && samePurpose(going);
                    case VITAL_INTERESTS -> ofDeposit(going) && going.flow() && notRejected(now);
                    case STANDING ->
                        sender.filter(named -> !named.equals(going.sender())).isEmpty()
                                && recipient
                                        .filter(named -> !named.equals(going.recipientSide()))
                                        .isEmpty();
                };
    }

    /** Whether a person other than the one who asked agreed. */
    public boolean approved() {
        return approval.filter(given -> !given.by().equals(askedBy)).isPresent();
    }

    /** A referral pathway: from one participant to one side, and to nobody else. */
    public boolean pathway() {
        return kind == Kind.STANDING && sender.isPresent() && recipient.isPresent();
    }

    /** Whether this deposit may go to this recipient at once, as a life is in danger, and no review has closed it. */
    public boolean vital(String deposit, long version, String to, Instant now) {
        return kind == Kind.VITAL_INTERESTS
                && depositId.filter(deposit::equals).isPresent()
                && labelVersion == version
                && recipient.filter(to::equals).isPresent()
                && !now.isBefore(from)
                && now.isBefore(until)
                && ended.filter(end -> !now.isBefore(end)).isEmpty()
                && notRejected(now);
    }

    private boolean ofDeposit(Going going) {
        return depositId.filter(going.depositId()::equals).isPresent()
                && labelVersion == going.labelVersion()
                && recipient.filter(named -> !named.equals(going.recipient())).isEmpty();
    }

    /** What was judged for one purpose was not judged for another. */
    private boolean samePurpose(Going going) {
        return checklist.purpose().strip().equalsIgnoreCase(going.purpose().strip());
    }

    private boolean notRejected(Instant now) {
        return review.filter(asked -> asked.reviewer().isPresent() ? asked.upheld() : now.isBefore(asked.by()))
                .isPresent();
    }
}
