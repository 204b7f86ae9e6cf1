package org.sluice.gateway.domain.protocol;

import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.label.Origin;

/**
 * One reason of a decision, as data from which every language can make its own sentence, and as an English one.
 *
 * @param have what the label or the question has: a level, a channel, a type, an audience
 * @param origin where the level comes from
 * @param allowed what would have been right: the cell's level, the floor, the audiences listed
 * @param fact the kind of fact that is missing, or that is on record
 * @param row the place in the protocol's document, or the source of the floor
 */
public record Reason(
        Kind kind,
        Optional<Dimension> dimension,
        Optional<String> have,
        Optional<Origin> origin,
        Optional<String> allowed,
        Optional<String> fact,
        Optional<String> row,
        String sentence) {

    /** What sort of reason it is. */
    public enum Kind {
        NO_PROTOCOL,
        UNKNOWN_TYPE,
        UNKNOWN_AUDIENCE,
        UNKNOWN_VALUE,
        NO_CELL,
        NARROWED_BY_OWNER,
        BELOW_FLOOR,
        NOT_SHARED,
        UNKNOWN_MARK,
        NOT_A_SENDER,
        RECIPIENT_NOT_NAMED,
        ELEMENTS_UNDECLARED,
        ELEMENT_NOT_ALLOWED,
        WITHHELD,
        SMALL_COUNTS,
        OWNER_SILENT,
        FACT_REFUSED,
        ABOVE_CEILING,
        MISSING_FACT,
        MISSING_LIFT,
        MISSING_WAIVER,
        WITHIN_CEILING,
        FACT_ON_RECORD,
        LIFTED,
        SENDER_FITS;

        /** Whether a reason of this kind refuses whatever else is on record. */
        public boolean refuses() {
            return compareTo(ABOVE_CEILING) <= 0;
        }

        /** Whether a reason of this kind asks for a fact. */
        public boolean asks() {
            return this == MISSING_FACT || this == MISSING_LIFT || this == MISSING_WAIVER;
        }
    }

    static Reason noProtocol() {
        return plain(
                Kind.NO_PROTOCOL, Optional.empty(), "No protocol is in force, and without one nothing may be shared.");
    }

    static Reason unknownType(String type) {
        return plain(
                Kind.UNKNOWN_TYPE,
                Optional.of(type),
                "No protocol in force knows the information type \"" + type + "\".");
    }

    static Reason unknownAudience(String audience, String protocol) {
        return plain(
                Kind.UNKNOWN_AUDIENCE,
                Optional.of(audience),
                "The protocol " + protocol + " knows no audience \"" + audience + "\".");
    }

    static Reason noCell(String type, String audience) {
        return plain(
                Kind.NO_CELL,
                Optional.of(audience),
                "The protocol has no cell for " + type + " and " + audience + ", nor one for the public.");
    }

    /**
     * A word in the question that is none of the words allowed.
     *
     * @param key what the word was given for, for example {@code location}
     * @param allowed the words that would have been right; empty where a name is wanted
     */
    public static Reason unknownValue(String key, String value, List<String> allowed) {
        String words = allowed.isEmpty()
                ? "a name in small letters, digits and single hyphens"
                : "one of " + String.join(", ", allowed);
        return new Reason(
                Kind.UNKNOWN_VALUE,
                Dimension.of(key),
                Optional.of(value),
                Optional.empty(),
                Optional.of(words),
                Optional.empty(),
                Optional.empty(),
                "unknown value \"" + value + "\" for " + key + ", which takes " + words + ".");
    }

    static Reason narrowed(String audience, String listed) {
        return new Reason(
                Kind.NARROWED_BY_OWNER,
                Optional.empty(),
                Optional.of(audience),
                Optional.empty(),
                Optional.of(listed),
                Optional.empty(),
                Optional.empty(),
                "The owner allows it to be shared with " + (listed.isEmpty() ? "nobody" : listed + " only")
                        + ", not with " + audience + ".");
    }

    static Reason belowFloor(Channel have, Channel floor, String source) {
        return new Reason(
                Kind.BELOW_FLOOR,
                Optional.empty(),
                Optional.of(have.word()),
                Optional.empty(),
                Optional.of(floor.word()),
                Optional.empty(),
                Optional.of(source),
                "The channel " + have.word() + " is below the floor " + floor.word() + " of this label (" + source
                        + ").");
    }

    static Reason notShared(Cell cell) {
        return new Reason(
                Kind.NOT_SHARED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(cell.row()),
                cell.informationType() + " is not shared with " + cell.audience() + " (" + cell.row() + ").");
    }

    static Reason aboveCeiling(Label label, Level ceiling, String row) {
        return level(Kind.ABOVE_CEILING, label, ceiling, Optional.empty(), row, "");
    }

    static Reason missingLift(Label label, Level ceiling, String fact, String row) {
        return level(Kind.MISSING_LIFT, label, ceiling, Optional.of(fact), row, " unless " + fact + " is on record");
    }

    static Reason lifted(Label label, Level ceiling, String fact, String row) {
        return level(
                Kind.LIFTED, label, ceiling, Optional.of(fact), row, ", and more because " + fact + " is on record");
    }

    static Reason within(Label label, Level ceiling, String row) {
        return level(Kind.WITHIN_CEILING, label, ceiling, Optional.empty(), row, "");
    }

    static Reason missingFact(String fact, String row) {
        return fact(Kind.MISSING_FACT, fact, row, fact + " is not on record, and the cell asks for it (" + row + ").");
    }

    static Reason factRefused(String fact, String row) {
        return fact(
                Kind.FACT_REFUSED,
                fact,
                row,
                fact + " was refused by who could have given it, and the cell asks for it (" + row + ").");
    }

    static Reason factOnRecord(String fact, String row) {
        return fact(Kind.FACT_ON_RECORD, fact, row, fact + " is on record, as the cell asks (" + row + ").");
    }

    private static Reason level(Kind kind, Label label, Level ceiling, Optional<String> fact, String row, String more) {
        Dimension dimension = ceiling.dimension();
        Origin origin = label.origin(dimension);
        String have = label.effective(dimension).word();
        String said = switch (origin) {
            case DECLARED -> dimension.word() + " is " + have;
            case STANDARD -> dimension.word() + " is " + have + " by the standard label";
            case UNDECLARED ->
                dimension.word() + " is undeclared: nobody declared it, so it counts as the most identifying, " + have;
        };
        return new Reason(
                kind,
                Optional.of(dimension),
                Optional.of(have),
                Optional.of(origin),
                Optional.of(ceiling.word()),
                fact,
                Optional.of(row),
                said + ", and the cell allows up to " + ceiling.word() + more + " (" + row + ").");
    }

    private static Reason fact(Kind kind, String fact, String row, String sentence) {
        return new Reason(
                kind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(fact),
                Optional.of(row),
                sentence);
    }

    private static Reason plain(Kind kind, Optional<String> have, String sentence) {
        return new Reason(
                kind,
                Optional.empty(),
                have,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                sentence);
    }
}
