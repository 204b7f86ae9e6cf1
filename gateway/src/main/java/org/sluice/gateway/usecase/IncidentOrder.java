package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Severity;

/**
 * An incident as it is reported.
 *
 * @param aware when somebody became aware of it; now where absent
 * @param hold whether what it concerns is frozen at once
 * @param stopExternal a protocol whose information stays inside until it is resolved
 */
public record IncidentOrder(
        Nature nature,
        Severity severity,
        Certainty certainty,
        String what,
        String found,
        Optional<Instant> aware,
        boolean hold,
        Optional<String> stopExternal,
        List<String> deposits,
        List<String> links,
        List<String> persons) {
    public IncidentOrder {
        deposits = List.copyOf(deposits);
        links = List.copyOf(links);
        persons = List.copyOf(persons);
    }
}
