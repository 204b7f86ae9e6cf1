package org.sluice.gateway.domain.protocol;

import org.sluice.gateway.domain.label.Label;

/**
 * May this go there?
 *
 * @param label as it is to count: whoever wants the standard label counted fills it in before
 */
public record Question(Label label, String audience, Parties parties, FactsOnRecord facts) {}
