package org.sluice.gateway.domain.request;

/**
 * A coordinator's answers on whether a request is proportionate: IASC template, annex C.
 *
 * @param necessary whether the purpose needs it
 * @param least whether no less, or less identifying, information would do
 * @param harmless whether sharing it harms nobody, now or later
 * @param words why
 * @param by who answered
 */
public record Proportionality(boolean necessary, boolean least, boolean harmless, String words, String by) {
    /** Whether this carries an answer: less than was asked may go where less would do, but never where it harms. */
    public boolean carries(Outcome outcome) {
        return switch (outcome) {
            case GRANTED -> necessary && least && harmless;
            case PARTLY -> necessary && harmless;
            case REFUSED -> true;
        };
    }
}
