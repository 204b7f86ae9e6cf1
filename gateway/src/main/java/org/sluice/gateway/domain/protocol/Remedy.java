package org.sluice.gateway.domain.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.label.Origin;

/**
 * What would have to change before something may go to an audience: one for each reason against it. All of them together
 * are needed.
 *
 * @param target the level, fact, channel or audience that it takes; absent where nothing helps
 * @param by who can do it, in English
 */
public record Remedy(Kind kind, Optional<String> target, Optional<String> by, String sentence) {
    /** What sort of change it takes. */
    public enum Kind {
        DECLARE_LEVEL,
        LOWER_LEVEL,
        RECORD_FACT,
        MOVE_TO_CHANNEL,
        ALLOW_AUDIENCE,
        MEND_LABEL,
        ANOTHER_SENDER,
        NAMED_RECIPIENT,
        /** Only another version of the protocol, or an exception of the group, would let it pass. */
        NOTHING_HELPS;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private static final String OWNER = "its owner";

    /** The remedies for a decision; none for a permit. */
    public static List<Remedy> of(Decision decision, List<Protocol> inForce) {
        List<Remedy> remedies = new ArrayList<>();
        for (Reason reason : decision.reasons()) {
            if (reason.kind().refuses() || reason.kind().asks()) {
                remedies.add(of(reason, inForce));
            }
        }
        return List.copyOf(remedies);
    }

    private static Remedy of(Reason reason, List<Protocol> inForce) {
        return switch (reason.kind()) {
            case ABOVE_CEILING -> lower(reason, "");
            case MISSING_LIFT ->
                lower(
                        reason,
                        " Or: put on record that " + fact(reason, inForce) + " ("
                                + reason.fact().orElse("") + ").");
            case MISSING_FACT -> record(reason, inForce);
            case BELOW_FLOOR ->
                new Remedy(
                        Kind.MOVE_TO_CHANNEL,
                        reason.allowed(),
                        Optional.of(OWNER),
                        "Keep it in the channel " + reason.allowed().orElse("") + " or a stricter one.");
            case NARROWED_BY_OWNER ->
                new Remedy(
                        Kind.ALLOW_AUDIENCE,
                        reason.have(),
                        Optional.of(OWNER),
                        "The owner adds " + reason.have().orElse("") + " to share-with in the label.");
            case UNKNOWN_TYPE, UNKNOWN_VALUE ->
                new Remedy(
                        Kind.MEND_LABEL, reason.allowed(), Optional.of(OWNER), "Mend the label: " + reason.sentence());
            case ELEMENTS_UNDECLARED, SMALL_COUNTS ->
                new Remedy(Kind.MEND_LABEL, Optional.empty(), Optional.of(OWNER), reason.sentence());
            case ELEMENT_NOT_ALLOWED, WITHHELD ->
                new Remedy(
                        Kind.MEND_LABEL,
                        reason.have(),
                        Optional.of(OWNER),
                        "Make a version without " + reason.have().orElse("it") + ". " + reason.sentence());
            case OWNER_SILENT ->
                new Remedy(
                        Kind.ALLOW_AUDIENCE,
                        reason.have(),
                        Optional.of(OWNER),
                        "The owner names " + reason.have().orElse("the audience") + " under share-with in the label.");
            case NOT_A_SENDER ->
                new Remedy(
                        Kind.ANOTHER_SENDER,
                        reason.allowed(),
                        reason.allowed(),
                        "Let somebody release it who is " + reason.allowed().orElse("") + ".");
            case RECIPIENT_NOT_NAMED ->
                new Remedy(
                        Kind.NAMED_RECIPIENT,
                        reason.have(),
                        Optional.of("whoever releases it"),
                        "Release it to a named person of " + reason.have().orElse("the audience") + ".");
            case FACT_REFUSED ->
                new Remedy(
                        Kind.NOTHING_HELPS,
                        reason.fact(),
                        Optional.of(giver(reason, inForce)),
                        reason.sentence() + " Only who refused can change that.");
            case MISSING_WAIVER -> record(reason, inForce);
            case NO_PROTOCOL, UNKNOWN_AUDIENCE, NO_CELL, NOT_SHARED, UNKNOWN_MARK -> nothing(reason);
            case WITHIN_CEILING, FACT_ON_RECORD, LIFTED, SENDER_FITS ->
                throw new IllegalArgumentException("Nothing needs a remedy for " + reason.kind() + ".");
        };
    }

    private static Remedy record(Reason reason, List<Protocol> inForce) {
        String giver = giver(reason, inForce);
        return new Remedy(
                Kind.RECORD_FACT,
                reason.fact(),
                Optional.of(giver),
                "Put on record that " + fact(reason, inForce) + " ("
                        + reason.fact().orElse("") + "); it is the word of " + giver + ".");
    }

    private static Remedy lower(Reason reason, String more) {
        String dimension = reason.dimension().orElseThrow().word();
        String level = reason.allowed().orElse("");
        boolean undeclared = reason.origin().filter(o -> o == Origin.UNDECLARED).isPresent();
        return new Remedy(
                undeclared ? Kind.DECLARE_LEVEL : Kind.LOWER_LEVEL,
                Optional.of(dimension + "=" + level),
                Optional.of(OWNER),
                (undeclared
                                ? "Look into the file and declare " + dimension + ", if it is " + level
                                        + " or less identifying; else make a version that is."
                                : "Make a version whose " + dimension + " is " + level + " or less identifying.")
                        + more);
    }

    private static Remedy nothing(Reason reason) {
        return new Remedy(
                Kind.NOTHING_HELPS,
                Optional.empty(),
                Optional.empty(),
                "No level and no fact opens this: " + reason.sentence()
                        + " Only another version of the protocol would.");
    }

    private static String fact(Reason reason, List<Protocol> inForce) {
        return kind(reason, inForce)
                .map(k -> "\"" + k.titles().english() + "\"")
                .orElse(reason.fact().orElse("the fact") + " holds");
    }

    private static Optional<FactKind> kind(Reason reason, List<Protocol> inForce) {
        return inForce.stream()
                .flatMap(p -> reason.fact().flatMap(p::fact).stream())
                .findFirst();
    }

    private static String giver(Reason reason, List<Protocol> inForce) {
        return kind(reason, inForce)
                .map(k -> switch (k.givenBy()) {
                    case OWNER -> "the owner of the deposit";
                    case CONCERNED -> "every organisation concerned, the owner among them";
                    case COORDINATOR -> "a coordinator";
                    case RECIPIENT -> "the recipient";
                    case SENDER -> "whoever releases it";
                    case ANYONE -> "any participant that knows";
                })
                .orElse("a participant");
    }
}
