package org.sluice.gateway.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.link.Terms;
import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.usecase.ViewLink;

/** How files may be used, in the reader's words. */
final class TermsWords {
    private TermsWords() {}

    static List<String> of(ViewLink.View view, PageWords words) {
        Terms terms = view.terms();
        if (!terms.bind()) {
            return List.of();
        }
        List<String> said = new ArrayList<>();
        if (terms.disclosure() == Disclosure.NO_FURTHER) {
            said.add(words.say("disclosure.no-further"));
        }
        if (terms.disclosure() == Disclosure.LIMITED) {
            said.add(words.say(terms.passing().insideOrganisation() ? "terms.inside" : "terms.limited"));
            if (!terms.passing().to().isEmpty()) {
                said.add(words.say("terms.to", audiences(view, words)));
            }
        }
        terms.destroyBy().ifPresent(by -> said.add(words.say("terms.destroy", words.instant(by))));
        return said;
    }

    private static String audiences(ViewLink.View view, PageWords words) {
        Optional<Protocol> protocol =
                view.files().stream().flatMap(file -> file.protocol().stream()).findFirst();
        return new TreeSet<>(view.terms().passing().to())
                .stream()
                        .map(id -> protocol.flatMap(known -> known.audience(id))
                                .map(audience -> audience.titles().in(words.language()))
                                .orElse(id))
                        .collect(Collectors.joining(words.say("terms.and")));
    }
}
