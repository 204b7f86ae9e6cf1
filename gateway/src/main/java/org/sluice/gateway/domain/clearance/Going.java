package org.sluice.gateway.domain.clearance;

/**
 * One deposit on its way to one recipient, as far as clearance looks at it.
 *
 * @param sender the releaser's participant
 * @param recipient the contact or person
 * @param recipientSide the recipient's participant, or for a contact without one the contact itself
 * @param flow whether the protocol marks the type as a flow of its own, such as a referral
 */
public record Going(
        String depositId,
        long labelVersion,
        String type,
        String audience,
        String sender,
        String releasedBy,
        String recipient,
        String recipientSide,
        String purpose,
        boolean flow) {}
