package org.sluice.gateway.domain.protocol;

/**
 * What a protocol asks of those who take part in it.
 *
 * @param leastSignatures so many participants must have signed for it to be in force; 0 where it is in force without any
 * @param noticeDays least days between the notice of a withdrawal and its effect; 0 where it asks none
 * @param personsConfirm whether a person confirms the protocol, in each of its versions, before releasing or
 *     receiving
 */
public record Membership(int leastSignatures, int noticeDays, boolean personsConfirm) {
    public static final Membership NOTHING_ASKED = new Membership(0, 0, false);

    public Membership {
        if (leastSignatures < 0 || noticeDays < 0) {
            throw new IllegalArgumentException("A protocol can't ask for fewer than no signatures or days.");
        }
    }
}
