package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Map;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.store.Incidents;

/** The 24 hours and the ten days of an incident, reminded of once before they run out and once after. Thread-safe. */
final class IncidentReminders {
    private final Ledger ledger;
    private final IncidentBook book;

    IncidentReminders(Ledger ledger, IncidentBook book) {
        this.ledger = ledger;
        this.book = book;
    }

    /** Sends every reminder that is due and was not sent yet. */
    void due() {
        Instant now = ledger.now();
        for (Incident incident : ledger.read(Incidents::open)) {
            for (Incident.Clock clock : incident.running()) {
                if (!now.isBefore(clock.remind())) {
                    remind(incident, clock.word(), clock, now);
                }
                if (!now.isBefore(clock.due())) {
                    remind(incident, clock.word() + "-overdue", clock, now);
                }
            }
        }
    }

    private void remind(Incident incident, String word, Incident.Clock clock, Instant now) {
        ledger.write(tx -> {
                    if (Incidents.remind(tx, incident.id(), word, now)) {
                        Map<String, String> words = Map.of(
                                "incident",
                                incident.id(),
                                "clock",
                                word,
                                "due",
                                clock.due().toString());
                        for (String person : IncidentBook.concerned(tx, incident.unhcr())) {
                            book.notice(tx, person, Notice.Kind.INCIDENT_DUE, words);
                        }
                    }
                    return word;
                })
                .orThrow();
    }
}
