package org.sluice.gateway.domain.protocol;

/** For whom a protocol was made; a specific one goes before the response-wide one for the types that it covers. */
public enum Scope {
    SPECIFIC,
    RESPONSE_WIDE;

    public String word() {
        return switch (this) {
            case SPECIFIC -> "specific";
            case RESPONSE_WIDE -> "response-wide";
        };
    }
}
