package org.sluice.gateway.domain.protocol;

import java.util.Map;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;

/**
 * One row heading of the matrix.
 *
 * @param standardLabel what a fixed form of this type identifies, as the signatories accepted it; empty for a type that
 *     has no fixed form
 * @param flow whether deposits of this type flow by the protocol itself, as a referral does: a standing clearance of the
 *     pathway opens them, and in danger to life they go at once
 */
public record InformationType(String id, Titles titles, Map<Dimension, Level> standardLabel, boolean flow) {
    public InformationType {
        standardLabel = Dimension.ordered(standardLabel);
    }
}
