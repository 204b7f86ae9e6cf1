package org.sluice.gateway.words;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.release.Way;

/**
 * What a contact is told of a link, in its own language: as mail in plain text and HTML, as a short message, and as what a
 * releaser says on the telephone. HTML holds no picture and nothing from elsewhere. Thread-safe.
 */
public final class LinkWords {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String RIGHT_TO_LEFT = "\u200F";
    private static final String ISOLATE = "\u2068";
    private static final String ISOLATE_END = "\u2069";

    /** The alphabet of radio operators (ITU, Radio Regulations, appendix 14), known in every language. */
    private static final List<String> SPELLED = List.of(
            "Alfa",
            "Bravo",
            "Charlie",
            "Delta",
            "Echo",
            "Foxtrot",
            "Golf",
            "Hotel",
            "India",
            "Juliett",
            "Kilo",
            "Lima",
            "Mike",
            "November",
            "Oscar",
            "Papa",
            "Quebec",
            "Romeo",
            "Sierra",
            "Tango",
            "Uniform",
            "Victor",
            "Whiskey",
            "X-ray",
            "Yankee",
            "Zulu");

    private final Words words = Words.about("messages");

    /** A mail; {@code html} says the same as {@code text}. */
    public record MailWords(String subject, String text, Optional<String> html) {
        @Override
        public String toString() {
            return "MailWords[redacted]";
        }
    }

    /** @param letter one for a contact */
    public MailWords mail(Letter.LinkAddress letter, String language) {
        List<String> before = new ArrayList<>();
        before.add(say(language, "link.hello", Map.of()));
        before.add(sender(language, "link.sender", letter.sender(), Map.of()));
        letter.purpose().ifPresent(purpose -> before.add(say(language, "link.purpose", Map.of("purpose", purpose))));
        before.add(say(language, "link.open", Map.of()));
        List<String> after = List.of(
                say(language, "link.until", Map.of("until", INSTANT.format(letter.until()))),
                say(language, "link.password", Map.of("way", way(letter.passwordWay(), language))),
                say(language, "link.reply", Map.of()),
                say(language, "link.unexpected", Map.of()));
        String subject = words.text(language, "link.subject", Map.of());
        StringBuilder text = new StringBuilder();
        before.forEach(line -> text.append(line(line, language)).append("\n\n"));
        text.append("    ").append(letter.url()).append('\n');
        after.forEach(line -> text.append('\n').append(line(line, language)).append('\n'));
        return new MailWords(
                subject, text.toString(), Optional.of(html(subject, before, letter.url(), after, language)));
    }

    public MailWords mail(Letter.LinkPassword letter, String language) {
        return new MailWords(
                words.text(language, "password.subject", Map.of()),
                line(message(letter, language), language) + "\n",
                Optional.empty());
    }

    public MailWords mail(Letter.OpeningCode letter, String language) {
        return new MailWords(
                words.text(language, "code.subject", Map.of()),
                line(message(letter, language), language) + "\n",
                Optional.empty());
    }

    /** As one short message, to be sent or copied. */
    public String message(Letter.LinkAddress letter, String language) {
        return sender(
                language,
                "link.short",
                letter.sender(),
                Map.of(
                        "url", letter.url(),
                        "until", INSTANT.format(letter.until()),
                        "way", way(letter.passwordWay(), language)));
    }

    public String message(Letter.LinkPassword letter, String language) {
        return sender(
                language,
                "password.short",
                letter.sender(),
                Map.of("password", letter.password(), "way", way(letter.linkWay(), language)));
    }

    public String message(Letter.OpeningCode letter, String language) {
        return say(language, "code.short", Map.of("code", letter.code()));
    }

    /** What to say on the telephone or in person; {@code to}: the number to call. */
    public List<String> script(Letter.LinkPassword letter, Optional<String> to, String language) {
        List<String> lines = new ArrayList<>();
        to.ifPresent(number -> lines.add(say(language, "script.call", Map.of("number", number))));
        lines.add(say(language, "script.who", Map.of()));
        lines.add(sender(language, "script.why", letter.sender(), Map.of("way", way(letter.linkWay(), language))));
        lines.add(say(language, "script.groups", Map.of()));
        for (String group : letter.password().split("-", -1)) {
            lines.add("    " + group + "  (" + spelled(group) + ")");
        }
        lines.add(say(language, "script.back", Map.of()));
        lines.add(say(language, "script.end", Map.of()));
        return lines;
    }

    private static String spelled(String group) {
        List<String> parts = new ArrayList<>();
        group.codePoints()
                .forEach(c -> parts.add(
                        c >= 'a' && c <= 'z'
                                ? SPELLED.get(c - 'a')
                                : c >= 'A' && c <= 'Z' ? SPELLED.get(c - 'A') : Character.toString(c)));
        return String.join(" ", parts);
    }

    private String way(Way way, String language) {
        return words.text(language, "way." + way.word(), Map.of());
    }

    private String sender(String language, String key, Optional<String> sender, Map<String, String> values) {
        if (sender.isEmpty()) {
            return say(language, key + "-hidden", values);
        }
        Map<String, String> all = new TreeMap<>(values);
        all.put("sender", sender.get());
        return say(language, key, all);
    }

    /** Values of another direction stand for themselves, so that they don't turn the sentence around them. */
    private String say(String language, String key, Map<String, String> values) {
        Map<String, String> shown = new TreeMap<>();
        values.forEach((name, value) ->
                shown.put(name, language.equals("ar") && !name.equals("way") ? ISOLATE + value + ISOLATE_END : value));
        return words.text(language, key, shown);
    }

    private static String line(String line, String language) {
        return language.equals("ar") ? RIGHT_TO_LEFT + line : line;
    }

    private static String html(String subject, List<String> before, String url, List<String> after, String language) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"")
                .append(language)
                .append(language.equals("ar") ? "\" dir=\"rtl\">" : "\" dir=\"ltr\">")
                .append("<head><meta charset=\"utf-8\"><title>")
                .append(escaped(subject))
                .append("</title></head><body>\n");
        before.forEach(line -> html.append("<p>").append(escaped(line)).append("</p>\n"));
        html.append("<p dir=\"ltr\"><a href=\"")
                .append(escaped(url))
                .append("\">")
                .append(escaped(url))
                .append("</a></p>\n");
        after.forEach(line -> html.append("<p>").append(escaped(line)).append("</p>\n"));
        return html.append("</body></html>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
