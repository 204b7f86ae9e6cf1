package org.sluice.gateway.domain.protocol;

/** Whether a cell lets anything through at all. */
public enum Shared {
    YES,
    NO,
    /** With the consent that the cell's conditions name. */
    CONSENT;

    public String word() {
        return switch (this) {
            case YES -> "yes";
            case NO -> "no";
            case CONSENT -> "consent";
        };
    }
}
