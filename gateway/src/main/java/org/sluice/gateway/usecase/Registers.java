package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.retention.RetentionSchema;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.PassedOns;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Retention;

/** The registers that a cluster keeps: what is held, who has not reported, who can reach what. Thread-safe. */
public final class Registers {
    private final Ledger ledger;
    private final Rulebook rules;
    private final Shown words;
    private final KeepDeposits keep;

    public Registers(Ledger ledger, Rulebook rules, KeepDeposits keep) {
        this.ledger = ledger;
        this.rules = rules;
        this.words = new Shown(rules);
        this.keep = keep;
    }

    /** One register: each row has a value for each column, empty where there is none. */
    public record Register(String name, List<String> columns, List<List<String>> rows) {
        public Register {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    public Instant now() {
        return ledger.now();
    }

    /**
     * What is held (Global Protection Cluster toolkit, chapter 10: a cluster data management registry). Without names of
     * files, which can tell as much as what is in them.
     */
    public Register data(Actor actor) {
        Instant now = ledger.now();
        List<List<String>> rows = new ArrayList<>();
        ledger.<Boolean, RuntimeException>read(sql -> {
            RetentionSchema schema = Retention.schema(sql);
            for (Deposit kept : Deposits.all(sql)) {
                Deposit deposit = words.shown(sql, kept, viewer(sql, actor), now);
                RetentionSchema.Due due = keep.due(sql, schema, deposit, now);
                boolean whole = deposit.state() == DepositState.DEPOSITED;
                rows.add(List.of(
                        deposit.id(),
                        deposit.participantId(),
                        deposit.type(),
                        deposit.channel().word(),
                        deposit.label().period().orElse(""),
                        deposit.label().area().orElse(""),
                        deposit.label().purpose().orElse(""),
                        deposit.state().word(),
                        deposit.deposited().map(Instant::toString).orElse(""),
                        deposit.supersededBy().orElse(""),
                        whole ? due.act().word() : "",
                        whole ? due.at().toString() : ""));
            }
            return true;
        });
        return read(
                actor,
                new Register(
                        "data",
                        List.of(
                                "deposit",
                                "owner",
                                "type",
                                "channel",
                                "period",
                                "area",
                                "purpose",
                                "state",
                                "deposited",
                                "superseded_by",
                                "retention",
                                "retention_due"),
                        rows));
    }

    /**
     * Participants without a deposit of a type in a period. Those that are suspended or have withdrawn are left out: they
     * could not report.
     *
     * @param type of a protocol on record: of any other nobody has reported, and that says nothing
     * @param from counts; {@code to} itself is out
     * @throws RefusedException for an unknown type, and a period that does not begin before it ends
     */
    public Register notReported(Actor actor, String type, Instant from, Instant to) {
        Instant now = ledger.now();
        if (!from.isBefore(to)) {
            throw new RefusedException(Refusal.wrong(
                    "bad-period",
                    "The period from " + from + " to " + to + " ends before it begins; the day after the last one comes"
                            + " behind the first."));
        }
        return notReported(actor, ledger.read(sql -> {
            KnownNames.type(rules, sql, type);
            return silent(sql, type, from, to, now);
        }));
    }

    /** The same for every type whose regular deposits a protocol in force asks for, each with its own period and grace. */
    public Register notReported(Actor actor) {
        Instant now = ledger.now();
        List<List<String>> rows = ledger.read(sql -> {
            List<List<String>> all = new ArrayList<>();
            for (FactKind.Derived asked : asked(sql, now)) {
                // At exactly that age a deposit counts no more, as in the fact that follows from it.
                Instant from = now.minus(asked.longest()).plusMillis(1);
                all.addAll(silent(sql, asked.depositsOf(), from, now.plusMillis(1), now));
            }
            return all;
        });
        return notReported(actor, rows);
    }

    private List<FactKind.Derived> asked(Handle sql, Instant now) {
        return rules.inForce(sql, now).stream()
                .flatMap(protocol -> protocol.facts().stream())
                .flatMap(fact -> fact.derived().stream())
                .distinct()
                .toList();
    }

    private static List<List<String>> silent(Handle sql, String type, Instant from, Instant to, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        for (Participant participant : Participants.all(sql)) {
            List<Instant> reported = Deposits.times(sql, participant.id(), type);
            boolean inPeriod = reported.stream().anyMatch(at -> !at.isBefore(from) && at.isBefore(to));
            if (!inPeriod && participant.barred(now).isEmpty()) {
                rows.add(List.of(
                        participant.id(),
                        participant.name(),
                        type,
                        from.toString(),
                        to.toString(),
                        reported.isEmpty() ? "" : reported.getLast().toString()));
            }
        }
        return rows;
    }

    private Register notReported(Actor actor, List<List<String>> rows) {
        return read(
                actor,
                new Register(
                        "not-reported", List.of("participant", "name", "type", "from", "to", "last_reported"), rows));
    }

    /**
     * Who can reach what, and on whose authority: one list (PIM principles, "one list of who has access to what and on
     * whose authority").
     */
    public Register access(Actor actor) {
        Instant now = ledger.now();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "administrator",
                "host",
                "",
                "administers; every record, no content",
                "whoever can read admin.token on the gateway's host",
                "",
                ""));
        ledger.<Boolean, RuntimeException>read(sql -> {
            persons(sql, now, rows);
            contacts(sql, now, rows);
            links(sql, now, rows);
            inboxes(sql, now, rows);
            return true;
        });
        return read(
                actor,
                new Register(
                        "access", List.of("kind", "id", "participant", "reaches", "authority", "from", "until"), rows));
    }

    private static void persons(Handle sql, Instant now, List<List<String>> rows) {
        for (Person person : Persons.all(sql)) {
            if (stands(sql, Optional.of(person.participantId()), now)) {
                for (String role :
                        new TreeSet<>(person.roles().stream().map(Role::word).toList())) {
                    rows.add(List.of(
                            "person",
                            person.id(),
                            person.participantId(),
                            reaches(role),
                            "role " + role + ", entered by the gateway's administrator",
                            "",
                            until(sql, person.participantId())));
                }
            }
        }
    }

    /** What a role lets its person see; the matrix and the releases say which content goes to whom. */
    private static String reaches(String role) {
        return Role.of(role)
                .map(known -> switch (known) {
                    case DEPOSITOR -> "the own deposits";
                    case RELEASER -> "labels of its participant's deposits, to release them";
                    case COORDINATOR -> "labels and registers, to clear and to keep in order";
                    case AUDITOR -> "the audit";
                    case ADMINISTRATOR -> "participants, persons, contacts";
                })
                .orElse(role);
    }

    private static void contacts(Handle sql, Instant now, List<List<String>> rows) {
        for (Contact contact : Contacts.all(sql)) {
            if (stands(sql, contact.participantId(), now)) {
                rows.add(List.of(
                        "contact",
                        contact.id(),
                        contact.participantId().orElse(""),
                        "what is released to it as " + String.join(", ", new TreeSet<>(contact.audiences())),
                        "confirmed by " + contact.confirmedBy(),
                        "",
                        contact.participantId().map(id -> until(sql, id)).orElse("")));
            }
        }
    }

    private static void links(Handle sql, Instant now, List<List<String>> rows) {
        for (Link link : Links.all(sql)) {
            LinkState state = link.state(now);
            Release release = Releases.find(sql, link.releaseId()).orElseThrow();
            boolean live = (state == LinkState.LIVE || state == LinkState.LOCKED)
                    && release.revoked().isEmpty();
            Optional<String> side = Contacts.find(sql, link.contactId()).flatMap(Contact::participantId);
            if (live && stands(sql, Optional.of(release.participantId()), now) && stands(sql, side, now)) {
                rows.add(List.of(
                        "link",
                        link.id(),
                        side.orElse(""),
                        String.join(", ", release.deposits()) + " for " + link.contactId() + " as " + link.audience(),
                        authority(sql, release, link.contactId(), now),
                        link.issued().toString(),
                        link.expires().toString()));
            }
        }
    }

    private static void inboxes(Handle sql, Instant now, List<List<String>> rows) {
        for (Release release : Releases.all(sql)) {
            boolean live = release.revoked().isEmpty()
                    && now.isBefore(release.expires())
                    && stands(sql, Optional.of(release.participantId()), now);
            for (Recipient recipient : live ? release.recipients() : List.<Recipient>of()) {
                Optional<Person> person =
                        recipient instanceof Recipient.OfPerson ? Persons.find(sql, recipient.id()) : Optional.empty();
                if (person.isPresent() && stands(sql, Optional.of(person.get().participantId()), now)) {
                    rows.add(List.of(
                            "inbox",
                            recipient.id(),
                            person.get().participantId(),
                            String.join(", ", release.deposits()) + " as " + recipient.audience(),
                            authority(sql, release, recipient.id(), now),
                            release.created().toString(),
                            release.expires().toString()));
                }
            }
        }
    }

    /** Who released it, and on what it rested then; what stands no more is marked. */
    private static String authority(Handle sql, Release release, String recipient, Instant now) {
        List<String> bases = ReleaseBases.of(sql, release.id()).stream()
                .filter(row -> row.recipientId().equals(recipient))
                .map(row -> BasisSeen.of(sql, row, now).words())
                .distinct()
                .toList();
        return "release " + release.id() + " by " + release.personId()
                + (bases.isEmpty() ? "" : ", on " + String.join("; ", bases));
    }

    /** What recipients reported that they passed on, of the links that one sees: the deposits released and their owners. */
    public Register passedOn(Actor actor) {
        HiddenRecipients hidden = new HiddenRecipients(ledger);
        Optional<String> viewer = Callers.viewer(actor);
        List<List<String>> rows = ledger.read(sql -> PassedOns.all(sql).stream()
                .filter(report -> Links.find(sql, report.linkId())
                        .filter(link -> hidden.sees(sql, link, viewer))
                        .isPresent())
                .map(report -> {
                    List<String> deposits = Releases.find(sql, report.releaseId())
                            .map(Release::deposits)
                            .orElse(List.of());
                    return List.of(
                            report.reported().toString(),
                            report.recipient(),
                            report.linkId(),
                            report.releaseId(),
                            String.join(", ", deposits),
                            deposits.stream()
                                    .flatMap(id -> Deposits.find(sql, id).stream())
                                    .map(Deposit::participantId)
                                    .distinct()
                                    .collect(java.util.stream.Collectors.joining(", ")),
                            report.to(),
                            report.why());
                })
                .toList());
        return read(
                actor,
                new Register(
                        "passed-on",
                        List.of("reported", "recipient", "link", "release", "deposits", "owners", "to", "why"),
                        rows));
    }

    private static boolean stands(Handle sql, Optional<String> participantId, Instant now) {
        return participantId
                .map(id -> Participants.find(sql, id)
                        .filter(found -> found.barred(now).isEmpty())
                        .isPresent())
                .orElse(true);
    }

    private static String until(Handle sql, String participantId) {
        return Participants.find(sql, participantId)
                .filter(participant -> participant.status() == Status.WITHDRAWING)
                .flatMap(Participant::effective)
                .map(Instant::toString)
                .orElse("");
    }

    /** A list of who can reach what is itself something to know who has seen. */
    private Register read(Actor actor, Register register) {
        ledger.record(new AuditEvent(
                EventKind.REGISTER_READ,
                actor,
                Map.of(
                        "register", register.name(),
                        "rows", Integer.toString(register.rows().size()))));
        return register;
    }

    /** The participant of the person whom the administrator says to be. */
    private static Optional<String> viewer(Handle sql, Actor actor) {
        return actor instanceof Actor.HostAdministrator administrator
                ? administrator.asPerson().flatMap(id -> Persons.find(sql, id)).map(Person::participantId)
                : Optional.empty();
    }
}
