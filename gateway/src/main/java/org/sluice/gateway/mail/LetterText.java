package org.sluice.gateway.mail;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.words.LinkWords;
import org.sluice.gateway.words.Words;

/**
 * A letter in its reader's language. No file is named in it; an address to click stands in that of a link only.
 *
 * @param subject the same for all letters of a kind
 * @param html says the same as {@code body}; links only
 */
record LetterText(String subject, String body, Optional<String> html) {
    private static final LinkWords FOR_CONTACTS = new LinkWords();
    private static final String RIGHT_TO_LEFT = "\u200F";
    private static final String ISOLATE = "\u2068";
    private static final String ISOLATE_END = "\u2069";

    /** @param gateway the host name by which people know this gateway */
    static LetterText of(Letter letter, String language, String gateway, Words words) {
        return switch (letter) {
            case Letter.NewDeposits fresh ->
                text(
                        "new-deposits",
                        language,
                        Map.of("gateway", gateway, "person", fresh.personId()),
                        fresh.heaps().stream()
                                .map(heap -> heap(heap, language, words))
                                .collect(Collectors.joining("\n")),
                        words);
            case Letter.LinkAddress link -> of(FOR_CONTACTS.mail(link, language));
            case Letter.LinkPassword password -> of(FOR_CONTACTS.mail(password, language));
            case Letter.OpeningCode code -> of(FOR_CONTACTS.mail(code, language));
            case Letter.Inbox inbox ->
                text("inbox", language, Map.of("gateway", gateway, "person", inbox.personId()), "", words);
            case Letter.LinkEnding ending ->
                text(
                        "link-ending",
                        language,
                        Map.of("gateway", gateway, "issued", day(ending.issued()), "until", minute(ending.until())),
                        "",
                        words);
            case Letter.DestroyNow destroy ->
                text(
                        "destroy",
                        language,
                        Map.of(
                                "gateway", gateway,
                                "issued", day(destroy.issued()),
                                "by", minute(destroy.by()),
                                "url", destroy.url()),
                        "",
                        words);
            case Letter.Trial trial -> text("trial", language, Map.of("gateway", gateway), "", words);
        };
    }

    private static LetterText of(LinkWords.MailWords mail) {
        return new LetterText(mail.subject(), mail.text(), mail.html());
    }

    private static String day(Instant instant) {
        return instant.toString().substring(0, 10);
    }

    private static String minute(Instant instant) {
        return instant.toString().substring(0, 16).replace('T', ' ') + " UTC";
    }

    private static String heap(Letter.Heap heap, String language, Words words) {
        Map<String, String> values = Map.of(
                "count", Integer.toString(heap.files()),
                "channel", isolated(heap.channel().word(), language),
                "type", isolated(heap.type().orElse(""), language));
        return words.text(language, heap.type().isPresent() ? "heap" : "heap-of-channel", values);
    }

    private static LetterText text(
            String kind, String language, Map<String, String> values, String heaps, Words words) {
        Map<String, String> shown = values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> isolated(one.getValue(), language)));
        String body = words.text(language, kind + ".text", shown).replace("[heaps]", heaps);
        if (language.equals("ar")) {
            body = body.lines()
                    .map(line -> line.startsWith("    ")
                            ? line.replace(ISOLATE, "").replace(ISOLATE_END, "")
                            : RIGHT_TO_LEFT + line)
                    .collect(Collectors.joining("\n", "", "\n"));
        }
        return new LetterText(words.text(language, kind + ".subject", Map.of()), body, Optional.empty());
    }

    private static String isolated(String value, String language) {
        return language.equals("ar") ? ISOLATE + value + ISOLATE_END : value;
    }
}
