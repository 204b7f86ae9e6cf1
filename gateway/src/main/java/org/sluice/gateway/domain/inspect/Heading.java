package org.sluice.gateway.domain.inspect;

import java.util.Locale;

/** What the heading of a column says that its cells are. Earlier ones win where a heading fits several. */
public enum Heading {
    /** Something else that a word for persons or places would be mistaken in, such as "project name". */
    HARMLESS,
    STAFF,
    BIRTH_DATE,
    TELEPHONE,
    EMAIL,
    BANK,
    CASE_CODE,
    IDENTITY,
    PERSON_NAME,
    COUNT,
    ORGANISATION,
    LATITUDE,
    LONGITUDE,
    COORDINATES,
    EXACT_PLACE,
    SUB_DISTRICT,
    DISTRICT,
    SEX,
    AGE,
    BARE_NAME;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
