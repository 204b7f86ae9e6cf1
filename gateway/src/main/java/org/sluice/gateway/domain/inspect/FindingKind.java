package org.sluice.gateway.domain.inspect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;

/** What may be found in a file. Each kind says how identifying it is; a label that claims less is contradicted by it. */
public enum FindingKind {
    PERSON_NAMES(Dimension.PERSONS, "personal"),
    STAFF_NAMES(Dimension.PERSONS, "staff"),
    TELEPHONES(Dimension.PERSONS, "personal"),
    STAFF_TELEPHONES(Dimension.PERSONS, "staff"),
    EMAIL_ADDRESSES(Dimension.PERSONS, "staff"),
    IDENTITY_NUMBERS(Dimension.PERSONS, "personal"),
    BANK_ACCOUNTS(Dimension.PERSONS, "personal"),
    BIRTH_DATES(Dimension.PERSONS, "pseudonymised"),
    CASE_CODES(Dimension.PERSONS, "pseudonymised"),
    /** The author whom an office program writes into a file's properties. */
    AUTHOR_IN_PROPERTIES(Dimension.PERSONS, "staff"),
    /** Not in the content: the file's own name, which is seen by everyone who is told of the file. */
    NAME_IN_FILE_NAME(Dimension.PERSONS, "personal"),
    ROWS_OF_INDIVIDUALS(Dimension.POPULATION, "individual"),
    SMALL_COUNTS(Dimension.POPULATION, "disaggregated"),
    EXACT_COORDINATES(Dimension.LOCATION, "exact"),
    NEAR_COORDINATES(Dimension.LOCATION, "sub-district"),
    ROUGH_COORDINATES(Dimension.LOCATION, "district"),
    PLACES_BELOW_SUB_DISTRICT(Dimension.LOCATION, "exact"),
    SUB_DISTRICTS(Dimension.LOCATION, "sub-district"),
    DISTRICTS(Dimension.LOCATION, "district"),
    ORGANISATION_NAMES(Dimension.ORGANIZATIONS, "named"),
    ORGANISATION_CODES(Dimension.ORGANIZATIONS, "coded"),
    /** Noted, not held: a program in the file says nothing about whom it identifies. */
    MACROS(null, "");

    private final @Nullable Dimension dimension;
    private final String level;

    FindingKind(@Nullable Dimension dimension, String level) {
        this.dimension = dimension;
        this.level = level;
    }

    /** The least level that a label must have, if it is to cover this. */
    public Optional<Level> shows() {
        return Optional.ofNullable(dimension).map(known -> Level.checked(known, level));
    }

    /** About persons themselves: no coordinator decides on that, but the owner's own people. */
    public boolean personalData() {
        return (dimension == Dimension.PERSONS || dimension == Dimension.POPULATION)
                && shows().filter(least -> least.rank() > 1).isPresent();
    }

    /** For example {@code identity-numbers}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FindingKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
