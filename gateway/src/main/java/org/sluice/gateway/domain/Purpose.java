package org.sluice.gateway.domain;

import java.util.Locale;

/** How the purpose of a release is held against that of a request or an agreement. A consent is for its exact words. */
public final class Purpose {
    private Purpose() {}

    /** Whether a release's purpose is this one, or says more about it after a colon; capital letters aside. */
    public static boolean serves(String purpose, String given) {
        String said = purpose.strip().toLowerCase(Locale.ROOT);
        String wanted = given.strip().toLowerCase(Locale.ROOT);
        return said.equals(wanted) || said.startsWith(wanted + ":");
    }
}
