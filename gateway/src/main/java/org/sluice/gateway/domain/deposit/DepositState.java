package org.sluice.gateway.domain.deposit;

import java.util.Locale;

/**
 * The life of a deposit. {@code RECEIVING}: bytes arrive, seen by the depositing person only. {@code SETTLING}: closed, yet
 * the same person may still continue, rename or overwrite it, since a client's Ctrl-C closes like a finished upload.
 * {@code DEPOSITED}: immutable. {@code REMOVED}: taken back before it was deposited, or replaced while settling; its body is
 * destroyed.
 */
public enum DepositState {
    RECEIVING,
    SETTLING,
    DEPOSITED,
    REMOVED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DepositState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
