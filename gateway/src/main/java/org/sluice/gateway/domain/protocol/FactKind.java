package org.sluice.gateway.domain.protocol;

/**
 * A kind of fact that conditions ask for, for example {@code consent-of-organisation}.
 *
 * @param about of what such a fact is kept on record
 */
public record FactKind(String id, About about, Titles titles) {
    /** Of what a fact is kept on record. */
    public enum About {
        /** The receiving organisation: it is an active member, it reports 4W. */
        RECIPIENT,
        /** The deposit: its owners consent, it announces a training. */
        DEPOSIT,
        /** One release: what it is for. */
        RELEASE;

        public String word() {
            return switch (this) {
                case RECIPIENT -> "recipient";
                case DEPOSIT -> "deposit";
                case RELEASE -> "release";
            };
        }
    }
}
