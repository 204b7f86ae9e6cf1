package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.fact.Question;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Facts;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Questions;
import org.sluice.gateway.store.Tx;

/** Asks who can give it for a fact that a release needs, and takes the answer. Nobody answers their own question. Thread-safe. */
public final class AskFacts {
    private static final String OR = " or ";

    private final Ledger ledger;
    private final Rulebook rules;
    private final RecordFact facts;
    private final Supplier<String> publicUrl;

    /** @param publicUrl where people reach this gateway, without a slash at its end */
    public AskFacts(Ledger ledger, Rulebook rules, RecordFact facts, Supplier<String> publicUrl) {
        this.ledger = ledger;
        this.rules = rules;
        this.facts = facts;
        this.publicUrl = publicUrl;
    }

    /**
     * A question with the address of its page, which is shown once: whoever holds it answers for the organisation asked.
     */
    public record Asked(Question question, String url) {
        @Override
        public String toString() {
            return "Asked[" + question.id() + ", redacted]";
        }
    }

    /** Asks for every fact that the release of this deposit to this recipient needs, each of everybody who can give it. */
    public Answer<List<Asked>> ask(
            Actor actor, String askedBy, String depositId, String recipientWord, String purpose, String why) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            Person asker =
                    Persons.find(tx.sql(), askedBy).orElseThrow(() -> refused(Refusal.unknown("person", askedBy)));
            Participants.holdActive(tx, asker.participantId(), now).orThrow();
            Deposit deposit = Deposits.find(tx.sql(), depositId)
                    .filter(found -> new PassOn(rules).may(tx.sql(), asker, found, now))
                    .orElseThrow(() -> refused(Refusal.unknown("deposit", depositId)));
            Recipient recipient = Recipients.of(tx.sql(), recipientWord, now).orThrow();
            Exit exit = new Exit(deposit, recipient, askedBy, asker.participantId(), Optional.empty(), purpose);
            Decision decision = rules.decide(tx.sql(), exit, now);
            if (!(decision instanceof Decision.Needs needs)) {
                throw refused(Refusal.conflict(
                        "nothing-to-ask",
                        decision instanceof Decision.Permit
                                ? "The matrix permits this already; nothing needs to be asked."
                                : "The protocol refuses this, and no answer can change that: "
                                        + decision.deciding().getFirst().sentence()));
            }
            List<Asked> asked = new ArrayList<>();
            for (String missing : needs.missing()) {
                // Of several that would do, the first is asked for: it is the one that the protocol names first.
                String kind = missing.contains(OR) ? missing.substring(0, missing.indexOf(OR)) : missing;
                for (String participant : canGive(tx, kind, exit, now)) {
                    asked.add(one(tx, actor, asker, exit, kind, participant, why, now));
                }
            }
            return List.copyOf(asked);
        });
    }

    /** What to type to ask for all that one exit needs; WHY alone is left to be said. */
    static String command(ReleaseMade.Decided needing, String asPerson, String purpose) {
        return "sluice question ask --as=" + asPerson + " --deposit " + needing.depositId() + " --to "
                + needing.recipientId() + ":" + needing.decision().audience() + " --purpose '"
                + purpose.replace("'", "'\\''") + "' --why 'WHY'";
    }

    private Set<String> canGive(Tx tx, String kind, Exit exit, Instant now) {
        FactKind known = rules.inForce(tx.sql(), now).stream()
                .flatMap(protocol -> protocol.fact(kind).stream())
                .findFirst()
                .orElseThrow(() -> refused(Refusal.unknown("fact", kind)));
        Set<String> whom = new TreeSet<>();
        switch (known.givenBy()) {
            case OWNER, ANYONE, SENDER -> whom.add(exit.deposit().participantId());
            case CONCERNED -> whom.addAll(FactsCounted.concerned(exit.deposit()));
            case RECIPIENT ->
                FactsCounted.participantOf(tx.sql(), exit.recipient()).ifPresent(whom::add);
            case COORDINATOR -> {
                Optional<String> about = FactsCounted.participantOf(tx.sql(), exit.recipient());
                Persons.all(tx.sql()).stream()
                        .filter(person -> person.is(Role.COORDINATOR)
                                && !person.id().equals(exit.releasedBy())
                                && TakingPart.ended(tx.sql(), person.id(), now).isEmpty())
                        .map(Person::participantId)
                        .filter(id -> about.filter(id::equals).isEmpty())
                        .forEach(whom::add);
            }
        }
        whom.removeIf(id -> Participants.find(tx.sql(), id)
                .map(participant -> participant.barred(now).isPresent())
                .orElse(true));
        if (whom.isEmpty()) {
            throw refused(Refusal.conflict(
                    "nobody-to-ask",
                    "No participant in standing can give \"" + kind + "\" ("
                            + known.givenBy().word()
                            + "). A coordinator can put the word of an organisation outside the register on record."));
        }
        return whom;
    }

    private Asked one(
            Tx tx, Actor actor, Person asker, Exit exit, String kind, String participant, String why, Instant now) {
        List<FactKind> known = rules.inForce(tx.sql(), now).stream()
                .flatMap(protocol -> protocol.fact(kind).stream())
                .toList();
        boolean aboutRecipient = known.stream().anyMatch(one -> one.about() == FactKind.About.RECIPIENT);
        boolean ofCoordinators = known.stream().anyMatch(one -> one.givenBy() == FactKind.GivenBy.COORDINATOR);
        Optional<String> of = FactsCounted.participantOf(tx.sql(), exit.recipient());
        Fact.About about =
                !aboutRecipient ? Fact.About.DEPOSIT : of.isPresent() ? Fact.About.PARTICIPANT : Fact.About.CONTACT;
        String subject = !aboutRecipient
                ? exit.deposit().id()
                : of.orElse(exit.recipient().id());
        Question question = new Question(
                ledger.newId("q"),
                kind,
                about,
                subject,
                exit.deposit().id(),
                exit.recipient().id(),
                exit.audience(),
                exit.purpose(),
                why,
                participant,
                asker.id(),
                now,
                now.plus(Question.LIFE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Token token = Token.random(ledger.random());
        List<String> answering = answering(tx, participant, asker, ofCoordinators, now);
        AnswerCode code = AnswerCode.random(ledger.random());
        Questions.add(tx, question, token.hash(), code.hash(question.id()));
        tx.append(new AuditEvent(
                EventKind.QUESTION_ASKED,
                actor,
                Map.of(
                        "question", question.id(),
                        "kind", kind,
                        "deposit", exit.deposit().id(),
                        "recipient", exit.recipient().id(),
                        "of", participant)));
        for (String person : answering) {
            tell(
                    tx,
                    person,
                    Notice.Kind.QUESTION_ASKED,
                    question,
                    Map.of(
                            "code",
                            code.shown(),
                            "by",
                            asker.id(),
                            "expires",
                            question.expires().toString()));
        }
        return new Asked(question, publicUrl.get() + "/q/" + token.reveal());
    }

    /**
     * Whom of an organisation to ask: who releases or coordinates, else any of its people, but never who asks. What a
     * coordinator alone can give is asked of coordinators alone: the page can't tell who answers.
     */
    private static List<String> answering(
            Tx tx, String participant, Person asker, boolean ofCoordinators, Instant now) {
        List<Person> others = Persons.ofParticipant(tx.sql(), participant).stream()
                .filter(person -> !person.id().equals(asker.id())
                        && TakingPart.ended(tx.sql(), person.id(), now).isEmpty())
                .filter(person -> !ofCoordinators || person.is(Role.COORDINATOR))
                .toList();
        List<Person> first = others.stream()
                .filter(person -> person.is(Role.RELEASER) || person.is(Role.COORDINATOR))
                .toList();
        if (others.isEmpty()) {
            throw refused(
                    Refusal.conflict(
                            "nobody-to-ask",
                            "Nobody but " + asker.id() + " could answer for " + participant
                                    + ", and nobody answers their own"
                                    + " question. Register another person of it, or let a coordinator put its word on record."));
        }
        return (first.isEmpty() ? others : first).stream().map(Person::id).toList();
    }

    /** The question of a page, if it can still be answered; whoever holds its address may know why it can't. */
    public Answer<QuestionShown> look(String token) {
        return ledger.read(sql -> Token.parse(token)
                .flatMap(parsed -> Questions.byToken(sql, parsed.hash()))
                .map(question -> closed(sql, question)
                        .<Answer<QuestionShown>>map(Answer::refused)
                        .orElseGet(
                                () -> Answer.done(QuestionShown.of(sql, question, rules.inForce(sql, ledger.now())))))
                .orElseGet(() -> Answer.refused(Refusal.unknown("question", "…"))));
    }

    private Optional<Refusal> closed(Handle sql, Question question) {
        if (!question.open(ledger.now())) {
            return Optional.of(
                    question.answered().isPresent()
                            ? Refusal.conflict("answered", "This question was answered already.")
                            : Refusal.conflict("question-over", "The time to answer this question is over."));
        }
        return Questions.codeHash(sql, question.id(), AnswerCode.MOST_WRONG).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.conflict(
                        "question-locked",
                        "This page takes no answer any more; a person of the organisation answers by log-in."));
    }

    /** Answers over the page: whoever holds its address and the code speaks for the organisation that was asked. */
    public Answer<Question> answerByPage(String token, String code, Question.Answer answer, Optional<Instant> until) {
        return look(token)
                .then(shown -> fits(shown.question().id(), code)
                        .then(right -> closing(ledger.write(tx -> answered(
                                tx,
                                new Actor.SystemActor("question page"),
                                shown.question(),
                                "the holder of " + shown.question().id(),
                                answer,
                                until)))));
    }

    /** A wrong code is counted although the act is refused, so that nobody can try them all. */
    private Answer<Boolean> fits(String questionId, String typed) {
        boolean right = ledger.write(tx -> {
                    boolean fits = Questions.codeHash(tx.sql(), questionId, AnswerCode.MOST_WRONG)
                            .filter(hash -> AnswerCode.fits(hash, questionId, typed))
                            .isPresent();
                    if (!fits) {
                        Questions.wrongCode(tx, questionId);
                    }
                    return fits;
                })
                .orThrow();
        return right
                ? Answer.done(true)
                : Answer.refused(Refusal.wrong(
                        "wrong-code", "This is not the code from the notice of the organisation that is asked."));
    }

    /** Answers as a person of the organisation that was asked, and never as the one who asked. */
    public Answer<Question> answer(
            Actor actor, String personId, String questionId, Question.Answer answer, Optional<Instant> until) {
        return closing(ledger.write(tx -> {
            Question question = Questions.find(tx.sql(), questionId)
                    .orElseThrow(() -> refused(Refusal.unknown("question", questionId)));
            Person person =
                    Persons.find(tx.sql(), personId).orElseThrow(() -> refused(Refusal.unknown("person", personId)));
            if (person.id().equals(question.askedBy())) {
                throw refused(Refusal.forbidden(
                        "own-question",
                        "Nobody answers their own question; ask another person of " + question.participantId() + "."));
            }
            if (!person.participantId().equals(question.participantId())) {
                throw refused(Refusal.forbidden(
                        "not-asked",
                        "The question was put to " + question.participantId() + ", and " + personId + " is of "
                                + person.participantId() + "."));
            }
            return answered(tx, actor, question, personId, answer, until);
        }));
    }

    /** A "no" after a yes ends what runs on the strength of that yes. */
    private Answer<Question> closing(Answer<Question> answered) {
        return answered.then(question -> {
            if (question.answer().filter(Question.Answer.NO::equals).isPresent()) {
                question.factId()
                        .flatMap(id -> ledger.read(sql -> Facts.find(sql, id)))
                        .ifPresent(facts::cut);
            }
            return answered;
        });
    }

    public List<Question> list() {
        return ledger.read(Questions::all);
    }

    private Question answered(
            Tx tx, Actor actor, Question question, String by, Question.Answer answer, Optional<Instant> until) {
        Instant now = ledger.now();
        if (!question.open(now)) {
            throw refused(Refusal.conflict("answered", "This question was answered, or its time is over."));
        }
        if ((answer == Question.Answer.STANDING) != until.isPresent()) {
            throw refused(Refusal.wrong(
                    "until-missing", "A standing yes has an end, and only a standing one: say until which day."));
        }
        Fact fact = facts.recordIn(
                tx,
                actor,
                by,
                new FactOrder(
                        question.kind(),
                        question.about(),
                        question.subject(),
                        question.participantId(),
                        answer != Question.Answer.NO,
                        question.scope(answer),
                        Optional.empty(),
                        until,
                        Optional.of("answer to " + question.id())));
        if (!Questions.answer(tx, question.id(), answer, by, Optional.of(fact.id()), now)) {
            throw refused(Refusal.conflict("answered", "This question was answered a moment ago."));
        }
        tx.append(new AuditEvent(
                EventKind.QUESTION_ANSWERED,
                actor,
                Map.of("question", question.id(), "answer", answer.word(), "fact", fact.id())));
        Question done = Questions.find(tx.sql(), question.id()).orElseThrow();
        tell(tx, question.askedBy(), Notice.Kind.QUESTION_ANSWERED, done, Map.of());
        return done;
    }

    private void tell(Tx tx, String person, Notice.Kind kind, Question question, Map<String, String> more) {
        Map<String, String> words = new HashMap<>(Map.of(
                "question", question.id(),
                "kind", question.kind(),
                "deposit", question.depositId(),
                "recipient", question.recipient(),
                "purpose", question.purpose(),
                "why", question.why(),
                "answer", question.answer().map(Question.Answer::word).orElse("")));
        words.putAll(more);
        Notices.add(tx, new Notice(ledger.newId("n"), person, ledger.now(), kind, words, Optional.empty()));
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
