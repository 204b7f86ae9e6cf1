package org.sluice.gateway.domain.label;

/** Where the level of a dimension comes from. */
public enum Origin {
    /** A person said so. */
    DECLARED,
    /** The protocol's standard label for the type says so, which its signatories accepted. */
    STANDARD,
    /** Nobody said anything: it counts as the most identifying. */
    UNDECLARED;

    public String word() {
        return switch (this) {
            case DECLARED -> "declared";
            case STANDARD -> "standard";
            case UNDECLARED -> "undeclared";
        };
    }
}
