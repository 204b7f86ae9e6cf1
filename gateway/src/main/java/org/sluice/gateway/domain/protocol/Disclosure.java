package org.sluice.gateway.domain.protocol;

/** What a recipient may do with what it received, from the freest to the strictest. */
public enum Disclosure {
    FREE,
    /** As the cell's words on passing it on say. */
    LIMITED,
    NO_FURTHER;

    public String word() {
        return switch (this) {
            case FREE -> "free";
            case LIMITED -> "limited";
            case NO_FURTHER -> "no-further";
        };
    }
}
