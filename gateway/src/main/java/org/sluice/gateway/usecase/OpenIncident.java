package org.sluice.gateway.usecase;

import static org.sluice.gateway.usecase.IncidentBook.UNHCR;
import static org.sluice.gateway.usecase.IncidentBook.refused;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Progress;
import org.sluice.gateway.domain.incident.Severity;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Incidents;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** Opens incidents: as somebody reports one, or by a recipient's word that a file is not for them. Thread-safe. */
final class OpenIncident {
    private final Ledger ledger;
    private final Rulebook rules;
    private final IncidentBook book;
    private final TellDirectly direct;

    OpenIncident(Ledger ledger, Rulebook rules, IncidentBook book, TellDirectly direct) {
        this.ledger = ledger;
        this.rules = rules;
        this.book = book;
        this.direct = direct;
    }

    Answer<Incident> open(Actor actor, String openedBy, IncidentOrder order) {
        return ledger.write(tx -> opened(tx, actor, openedBy, order));
    }

    /** A recipient says that what came is not for them: the link closes, its releaser hears of it, an incident opens. */
    Answer<Incident> notForMe(String linkId) {
        Actor actor = new Actor.LinkHolder(linkId);
        return ledger.write(tx -> {
            Link link = Links.find(tx.sql(), linkId).orElseThrow(() -> refused(Refusal.unknown("link", linkId)));
            if (Links.close(tx, linkId, Link.Closing.REVOKED, ledger.now())) {
                tx.append(new AuditEvent(
                        EventKind.LINK_REVOKED, actor, Map.of("link", linkId, "reason", "the recipient: not for me")));
            }
            Release release = Releases.find(tx.sql(), link.releaseId()).orElseThrow();
            Incident incident = opened(
                    tx,
                    actor,
                    "the holder of " + linkId,
                    new IncidentOrder(
                            Nature.WRONG_RECIPIENT,
                            Severity.HIGH,
                            Certainty.SUSPECTED,
                            "Whoever opened the link " + linkId + " said that it is not for them.",
                            "the button on the link's page",
                            Optional.empty(),
                            true,
                            Optional.empty(),
                            List.of(),
                            List.of(linkId),
                            List.of()));
            book.notice(
                    tx,
                    release.personId(),
                    Notice.Kind.NOT_FOR_ME,
                    Map.of(
                            "incident", incident.id(),
                            "link", linkId,
                            "release", release.id(),
                            "recipient",
                                    Contacts.find(tx.sql(), link.contactId())
                                            .map(contact -> contact.id())
                                            .orElse("")));
            return incident;
        });
    }

    private Incident opened(Tx tx, Actor actor, String openedBy, IncidentOrder order) {
        Instant now = ledger.now();
        if (order.what().isBlank() || order.found().isBlank()) {
            throw refused(Refusal.wrong("incomplete", "Say what happened, and how it was found."));
        }
        order.aware().filter(aware -> aware.isAfter(now)).ifPresent(aware -> {
            throw refused(Refusal.wrong("bad-instant", "Nobody becomes aware in the future; give an earlier instant."));
        });
        order.stopExternal().ifPresent(protocol -> {
            Entitled.presiding(tx, actor, "stops what goes outside", now);
            known(tx, protocol);
        });
        boolean unhcr = touchesUnhcr(tx, order);
        Incident incident = new Incident(
                ledger.newId("n"),
                order.nature(),
                order.severity(),
                order.certainty(),
                order.what(),
                order.found(),
                openedBy,
                now,
                order.aware().orElse(now),
                unhcr,
                order.stopExternal(),
                order.deposits(),
                order.links(),
                order.persons(),
                Progress.begun(order.hold()));
        Incidents.add(tx, incident);
        Map<String, String> details = new HashMap<>(Map.of(
                "incident", incident.id(),
                "nature", incident.nature().word(),
                "severity", incident.severity().word(),
                "certainty", incident.certainty().word(),
                "hold", Boolean.toString(order.hold()),
                "deposits", String.join(", ", incident.deposits()),
                "links", String.join(", ", incident.links())));
        incident.stopExternal().ifPresent(protocol -> details.put("stop_external", protocol));
        tx.append(new AuditEvent(EventKind.INCIDENT_OPENED, actor, details));
        Map<String, String> words = Map.of(
                "incident", incident.id(),
                "nature", incident.nature().word(),
                "severity", incident.severity().word());
        for (String person : IncidentBook.toldOf(tx, incident)) {
            book.notice(tx, person, Notice.Kind.INCIDENT_OPENED, words);
        }
        direct.begin(tx, incident);
        return incident;
    }

    /** A stop of what no protocol is called would stop nothing. */
    private void known(Tx tx, String protocol) {
        Set<String> known = new TreeSet<>();
        rules.all(tx.sql()).forEach(one -> known.add(one.id()));
        if (!known.contains(protocol)) {
            throw refused(Refusal.wrong(
                    "unknown-policy",
                    "No protocol on record is called \"" + protocol
                            + "\", so nothing would be stopped; it can be one of " + String.join(", ", known) + "."));
        }
    }

    private static boolean touchesUnhcr(Tx tx, IncidentOrder order) {
        boolean unhcr = false;
        for (String id : order.deposits()) {
            unhcr |= marked(Deposits.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("deposit", id))));
        }
        for (String id : order.links()) {
            Link link = Links.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("link", id)));
            unhcr |= Links.files(tx.sql(), link.id()).stream()
                    .flatMap(file -> Deposits.find(tx.sql(), file.depositId()).stream())
                    .anyMatch(OpenIncident::marked);
        }
        return unhcr;
    }

    private static boolean marked(Deposit deposit) {
        return deposit.label().particulars().marks().contains(UNHCR);
    }
}
