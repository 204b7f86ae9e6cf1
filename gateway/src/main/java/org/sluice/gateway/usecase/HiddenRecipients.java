package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.clearance.Clearance;
import org.sluice.gateway.domain.clearance.ExceptionGrant;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.fact.Question;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Reception;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.request.Coverage;
import org.sluice.gateway.domain.request.InformationRequest;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.domain.subject.SubjectTask;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.CutList;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.InformationRequests;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Releases;

/**
 * Recipients are hidden from one another: whoever looks sees the recipients of what their own organisation released or owns,
 * and else themselves alone. Coordinators, auditors and administrators see them all, as does the host's administrator, who
 * names nobody. Reads only. Thread-safe.
 *
 * <p>Source: Turkey cross-border protocol, e-mail communication: blind copies to all; "the recipients are not disclosed".
 */
public final class HiddenRecipients {
    private final Ledger ledger;

    HiddenRecipients(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @throws RefusedException for whoever may not see who received what from whom */
    public void requireOversight(Optional<String> viewer) {
        if (!ledger.read(sql -> Sight.of(sql, viewer)).all()) {
            throw new RefusedException(Refusal.forbidden(
                    "not-an-auditor",
                    "This names every recipient, who are hidden from one another: it takes an auditor, a coordinator or"
                            + " an administrator."));
        }
    }

    /** What one sees of the releases; those that do not concern one are left out. */
    List<Release> releases(Handle sql, List<Release> releases, Optional<String> viewer) {
        Sight sight = Sight.of(sql, viewer);
        return releases.stream()
                .flatMap(release -> seen(sql, release, sight).stream())
                .toList();
    }

    boolean sees(Handle sql, Link link, Optional<String> viewer) {
        Sight sight = Sight.of(sql, viewer);
        return Releases.find(sql, link.releaseId())
                        .filter(release -> whole(sql, release, sight))
                        .isPresent()
                || sight.is(ofContact(sql, link.contactId()));
    }

    /** Those of a release's recipients that one sees. */
    List<Recipient> recipients(Handle sql, Release release, Optional<String> viewer) {
        return seen(sql, release, Sight.of(sql, viewer))
                .map(Release::recipients)
                .orElse(List.of());
    }

    /** What had left, as far as it concerns one's own organisation, and without the words that are withheld from it. */
    List<CutList.Delivered> delivered(List<CutList.Delivered> left, Optional<String> viewer) {
        Sight sight = ledger.read(sql -> Sight.of(sql, viewer));
        return left.stream()
                .filter(one -> sight.all()
                        || sight.is(Optional.of(one.owner()))
                        || sight.is(Optional.of(one.sender()))
                        || sight.is(one.side()))
                .map(one -> one.shown(sight.participant()))
                .toList();
    }

    private static Optional<Release> seen(Handle sql, Release release, Sight sight) {
        if (whole(sql, release, sight)) {
            return Optional.of(release);
        }
        List<Recipient> own = release.recipients().stream()
                .filter(recipient -> sight.is(FactsCounted.participantOf(sql, recipient)))
                .toList();
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(new Release(
                        release.id(),
                        release.personId(),
                        release.participantId(),
                        release.purpose(),
                        release.created(),
                        release.expires(),
                        release.mostDownloads(),
                        release.linkWay(),
                        release.passwordWay(),
                        release.revoked(),
                        release.deposits(),
                        own));
    }

    private static boolean whole(Handle sql, Release release, Sight sight) {
        return sight.all()
                || sight.is(Optional.of(release.participantId()))
                || release.deposits().stream().allMatch(deposit -> owns(sql, deposit, sight));
    }

    /** Facts that name somebody else as the recipient are for who gave them, and for the owner. */
    public List<Fact> facts(List<Fact> facts, Optional<String> viewer) {
        return ledger.read(sql -> facts(sql, facts, viewer));
    }

    List<Fact> facts(Handle sql, List<Fact> facts, Optional<String> viewer) {
        Sight sight = Sight.of(sql, viewer);
        return facts.stream()
                .filter(fact -> sight.all()
                        || fact.scope().recipient().isEmpty()
                        || sight.is(Optional.of(fact.by()))
                        || (fact.about() == Fact.About.DEPOSIT && owns(sql, fact.subject(), sight))
                        || fact.scope()
                                .recipient()
                                .filter(to -> sight.is(of(sql, to)))
                                .isPresent())
                .toList();
    }

    public List<Question> questions(List<Question> questions, Optional<String> viewer) {
        return ledger.read(sql -> {
            Sight sight = Sight.of(sql, viewer);
            return questions.stream()
                    .filter(question -> sight.all()
                            || sight.is(Optional.of(question.participantId()))
                            || sight.is(of(sql, question.askedBy()))
                            || sight.is(of(sql, question.recipient()))
                            || owns(sql, question.depositId(), sight))
                    .toList();
        });
    }

    public List<Clearance> clearances(List<Clearance> clearances, Optional<String> viewer) {
        return ledger.read(sql -> {
            Sight sight = Sight.of(sql, viewer);
            return clearances.stream()
                    .filter(clearance -> sight.all()
                            || clearance.recipient().isEmpty()
                            || sight.is(of(sql, clearance.askedBy()))
                            || sight.is(clearance.sender())
                            || clearance
                                    .recipient()
                                    .filter(to -> sight.is(of(sql, to)))
                                    .isPresent()
                            || clearance
                                    .depositId()
                                    .filter(id -> owns(sql, id, sight))
                                    .isPresent())
                    .toList();
        });
    }

    public List<Reception> receptions(List<Reception> receptions, Optional<String> viewer) {
        return ledger.read(sql -> {
            Sight sight = Sight.of(sql, viewer);
            return receptions.stream()
                    .filter(reception -> sight.is(reception.participant())
                            || owns(sql, reception.depositId(), sight)
                            || Releases.find(sql, reception.releaseId())
                                    .filter(release -> whole(sql, release, sight))
                                    .isPresent())
                    .toList();
        });
    }

    /**
     * The copies that a data subject's request is about. Whoever took it in sees them all, as they see to it that every
     * holder acts.
     */
    public List<SubjectTask> tasks(SubjectRequest request, List<SubjectTask> tasks, Optional<String> viewer) {
        return ledger.read(sql -> tasks(sql, request, tasks, viewer));
    }

    List<SubjectTask> tasks(Handle sql, SubjectRequest request, List<SubjectTask> tasks, Optional<String> viewer) {
        Sight sight = Sight.of(sql, viewer);
        return tasks.stream()
                .filter(task -> sight.all()
                        || viewer.filter(request.recordedBy()::equals).isPresent()
                        || sight.is(task.participant())
                        || sight.is(of(sql, task.asked()))
                        || owns(sql, task.depositId(), sight))
                .toList();
    }

    /** Requests for information, which all who may answer one can read: what was asked is not yet what was received. */
    public List<InformationRequest> requests(List<InformationRequest> requests, Optional<String> viewer) {
        return ledger.read(sql -> {
            Sight sight = Sight.of(sql, viewer);
            boolean desk = sight.all() || atTheDesk(sql, viewer);
            return requests.stream()
                    .filter(request -> desk || party(sql, request, sight) || gave(sql, request, sight))
                    .toList();
        });
    }

    /** What a granted request lets go to who asked: for whoever gave it, their own part. */
    public Coverage coverage(InformationRequest request, Coverage coverage, Optional<String> viewer) {
        return ledger.read(sql -> {
            Sight sight = Sight.of(sql, viewer);
            return sight.all() || party(sql, request, sight) ? coverage : own(sql, coverage, sight);
        });
    }

    private static Coverage own(Handle sql, Coverage coverage, Sight sight) {
        return new Coverage(
                coverage.deposits().stream().filter(id -> owns(sql, id, sight)).collect(Collectors.toSet()),
                coverage.types().stream()
                        .filter(type -> sight.is(Optional.of(type.participant())))
                        .collect(Collectors.toSet()));
    }

    private static boolean gave(Handle sql, InformationRequest request, Sight sight) {
        return !own(sql, InformationRequests.coverage(sql, request.id()), sight).isEmpty();
    }

    /** Who asked, and who took it in for them. */
    private static boolean party(Handle sql, InformationRequest request, Sight sight) {
        return sight.is(ofContact(sql, request.contact())) || sight.is(of(sql, request.recordedBy()));
    }

    /** Exceptions, which all who may release under one can read; others those for every side, and for their own. */
    public List<ExceptionGrant> exceptions(List<ExceptionGrant> exceptions, Optional<String> viewer) {
        return ledger.read(sql -> {
            Sight sight = Sight.of(sql, viewer);
            boolean desk = sight.all() || atTheDesk(sql, viewer);
            return exceptions.stream()
                    .filter(exception -> desk
                            || exception.recipient().isEmpty()
                            || exception
                                    .recipient()
                                    .filter(to -> sight.is(of(sql, to)))
                                    .isPresent())
                    .toList();
        });
    }

    /** Who answers requests and releases: a releaser, or who answers for personal data. */
    private static boolean atTheDesk(Handle sql, Optional<String> viewer) {
        return viewer.flatMap(id -> Persons.find(sql, id))
                .filter(person -> person.is(Role.RELEASER)
                        || Personal.contacts(sql, person.participantId()).contains(person.id()))
                .isPresent();
    }

    private static boolean owns(Handle sql, String depositId, Sight sight) {
        return sight.is(Deposits.find(sql, depositId).map(Deposit::participantId));
    }

    /** The participant of a person, a contact or a side that is one itself. */
    private static Optional<String> of(Handle sql, String id) {
        return Sides.ofId(sql, id).or(() -> Optional.of(id));
    }

    private static Optional<String> ofContact(Handle sql, String id) {
        return Contacts.find(sql, id).flatMap(contact -> contact.participantId());
    }

    /**
     * Who looks.
     *
     * @param all whether the recipients of others are shown
     */
    private record Sight(Optional<String> participant, boolean all) {
        static Sight of(Handle sql, Optional<String> viewer) {
            Optional<Person> person = viewer.flatMap(id -> Persons.find(sql, id));
            boolean oversees = person.map(
                            who -> who.is(Role.COORDINATOR) || who.is(Role.AUDITOR) || who.is(Role.ADMINISTRATOR))
                    .orElse(viewer.isEmpty());
            return new Sight(person.map(Person::participantId), oversees);
        }

        boolean is(Optional<String> other) {
            return participant.isPresent() && participant.equals(other);
        }
    }
}
