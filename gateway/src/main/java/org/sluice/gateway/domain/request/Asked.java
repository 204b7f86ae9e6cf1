package org.sluice.gateway.domain.request;

import java.util.Optional;

/**
 * One deposit on its way to a third party, as far as a request or an agreement looks at it.
 *
 * @param personal whether it counts as identifying persons beyond staff
 * @param owner the participant that owns the deposit
 * @param sender the releaser's participant
 * @param participant the recipient's, if it has one
 * @param purpose of the release
 */
public record Asked(
        String deposit,
        String type,
        boolean personal,
        String owner,
        String sender,
        String recipient,
        Optional<String> participant,
        String purpose) {}
