package org.sluice.gateway.domain.protocol;

/** Something that whoever hands a file over has to do. */
public enum Obligation {
    /** A link has a password of its own. */
    PASSWORD,
    /** The password travels another way than its link. */
    PASSWORD_ANOTHER_WAY,
    /** SMS, WhatsApp, Signal and a call to one number are one way, not four. */
    ONE_NUMBER_IS_ONE_WAY,
    /** Whoever opens a link gives, besides its password, a code that comes another way than the link did. */
    CODE_AT_OPENING,
    /** One person answers the checklist before anything leaves: risk, mitigation, anonymisation, purpose. */
    CLEARANCE,
    /** A second person looks at the release before anything leaves. */
    SECOND_PERSON,
    /** From a named person to a named person who acts on it, never to an audience as a whole. */
    PERSON_TO_PERSON,
    /** It is sealed at rest when it is released: after that only recipients and owner open it, and no gateway by itself. */
    SEALED;

    public String word() {
        return switch (this) {
            case PASSWORD -> "password";
            case PASSWORD_ANOTHER_WAY -> "password-another-way";
            case ONE_NUMBER_IS_ONE_WAY -> "one-number-is-one-way";
            case CODE_AT_OPENING -> "code-at-opening";
            case CLEARANCE -> "clearance";
            case SECOND_PERSON -> "second-person";
            case PERSON_TO_PERSON -> "person-to-person";
            case SEALED -> "sealed";
        };
    }
}
