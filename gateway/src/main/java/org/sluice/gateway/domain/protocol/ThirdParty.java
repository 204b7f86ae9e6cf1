package org.sluice.gateway.domain.protocol;

/**
 * Whether those of an audience are third parties: not bound by the protocol, so that what goes to them rests on a request,
 * a standing request, an agreement, or a flow of the protocol (IASC template, annex C).
 */
public enum ThirdParty {
    /** Bound by it, or a body of the response that it names: whatever its cells let pass is its flow. */
    NO,
    /** Only who takes part is bound; anybody else of this audience is a third party. */
    UNLESS_PARTICIPANT,
    YES;

    public String word() {
        return switch (this) {
            case NO -> "false";
            case UNLESS_PARTICIPANT -> "unless-participant";
            case YES -> "true";
        };
    }

    public boolean counts(boolean participant) {
        return switch (this) {
            case NO -> false;
            case UNLESS_PARTICIPANT -> !participant;
            case YES -> true;
        };
    }
}
