package org.sluice.gateway.domain.protocol;

import java.util.Optional;

/**
 * What one protocol brought to a decision.
 *
 * @param audience the audience that was asked for
 * @param cell the cell that counted; none where the protocol does not know the type or the audience
 */
public record Basis(String protocol, String version, String audience, Optional<Cell> cell) {
    static Basis of(Protocol protocol, String type, String audience) {
        return new Basis(protocol.id(), protocol.version(), audience, protocol.cell(type, audience));
    }

    /** Whether the audience has no cell of its own, so that the cell is that of another audience. */
    public boolean inherited() {
        return cell.filter(c -> !c.audience().equals(audience)).isPresent();
    }
}
