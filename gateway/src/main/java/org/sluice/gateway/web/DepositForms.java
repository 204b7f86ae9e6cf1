package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import java.util.Arrays;
import java.util.List;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.usecase.TakeUploads;

/** What a depositor's pages ask of a file, within the token. Thread-safe. */
final class DepositForms {
    private final TakeUploads uploads;
    private final Depositor depositor;
    private final Pages pages;
    private final String script;

    /** @param script the address of the deposit page's script */
    DepositForms(TakeUploads uploads, Depositor depositor, Pages pages, String script) {
        this.uploads = uploads;
        this.depositor = depositor;
        this.pages = pages;
        this.script = script;
    }

    DepositForm of(HttpServerExchange exchange, DepositToken token, String alert, String why) {
        PageWords words = pages.words(exchange);
        List<DepositForm.Choice> types = uploads.types().stream()
                .filter(type -> token.types().isEmpty() || token.types().contains(type.id()))
                .map(type -> new DepositForm.Choice(type.id(), type.titles().in(words.language())))
                .toList();
        List<DepositForm.Question> questions = Arrays.stream(Dimension.values())
                .map(dimension -> new DepositForm.Question(
                        dimension.word(),
                        words.say("dimension." + dimension.word()),
                        dimension.ladder().stream()
                                .map(level -> new DepositForm.Choice(
                                        level, words.say("level." + dimension.word() + "." + level)))
                                .toList()))
                .toList();
        return new DepositForm(
                alert,
                why,
                depositor.nonce(exchange).orElse(""),
                token.channel().word(),
                token.channel().word(),
                words.instant(token.expires()),
                types,
                questions,
                script);
    }
}
