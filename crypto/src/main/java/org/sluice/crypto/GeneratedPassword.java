package org.sluice.crypto;

/** A password that was just made or chosen: shown or sent once, never stored. Printed as redacted. */
public final class GeneratedPassword {

    private final String spelled;

    GeneratedPassword(String spelled) {
        this.spelled = spelled;
    }

    /** As it is shown, groups apart by dashes; the dashes do not count when it is typed. */
    public String reveal() {
        return spelled;
    }

    @Override
    public String toString() {
        return "GeneratedPassword[redacted]";
    }
}
