package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.fact.Question;
import org.sluice.gateway.usecase.AskFacts;
import org.sluice.gateway.usecase.QuestionShown;

/** The one page of a question: what, to whom, why, and an answer. Looking changes nothing. Thread-safe. */
final class QuestionPages {
    private final AskFacts questions;
    private final Pages pages;

    QuestionPages(AskFacts questions, Pages pages) {
        this.questions = questions;
        this.pages = pages;
    }

    void show(HttpServerExchange exchange, Route.Asked route) {
        show(exchange, route, Optional.empty());
    }

    /** @param wrong the key of the words for what was wrong with an answer */
    private void show(HttpServerExchange exchange, Route.Asked route, Optional<String> wrong) {
        Answer<QuestionShown> shown = questions.look(route.token());
        switch (shown) {
            case Answer.Done<QuestionShown> done -> pages.question(exchange, route.token(), done.value(), wrong);
            case Answer.Refused<QuestionShown> refused -> closed(exchange, refused.refusal());
        }
    }

    void answer(HttpServerExchange exchange, Route.Asked route, Map<String, String> form) {
        Optional<Question.Answer> said = Question.Answer.of(form.getOrDefault("answer", ""));
        if (said.isEmpty()) {
            show(exchange, route, Optional.of("question.wrong"));
            return;
        }
        // A day holds to its end: the first instant at which it counts no more is the next midnight.
        Optional<Instant> until = said.get() == Question.Answer.STANDING
                ? day(form.getOrDefault("until", ""))
                        .map(day -> day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC))
                : Optional.empty();
        Answer<Question> answered =
                questions.answerByPage(route.token(), form.getOrDefault("code", ""), said.get(), until);
        switch (answered) {
            case Answer.Done<Question> done -> pages.questionDone(exchange);
            case Answer.Refused<Question> refused -> {
                if (refused.refusal().kind() == Refusal.Kind.WRONG) {
                    boolean code = refused.refusal().code().equals("wrong-code");
                    show(exchange, route, Optional.of(code ? "question.wrongcode" : "question.wrong"));
                } else {
                    closed(exchange, refused.refusal());
                }
            }
        }
    }

    private void closed(HttpServerExchange exchange, Refusal refusal) {
        switch (refusal.code()) {
            case "answered", "question-over", "question-locked" -> pages.questionClosed(exchange, refusal);
            default -> pages.refused(exchange, refusal);
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
