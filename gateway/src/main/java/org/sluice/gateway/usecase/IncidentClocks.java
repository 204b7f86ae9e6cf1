package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.store.Incidents;

/** The clocks of incidents. */
public final class IncidentClocks implements DueSource {
    @Override
    public List<Due> due(Handle sql, Instant now) {
        return Incidents.open(sql).stream()
                .flatMap(incident -> incident.running().stream()
                        .map(clock -> new Due("incident", incident.id(), clock.word(), clock.due())))
                .toList();
    }
}
