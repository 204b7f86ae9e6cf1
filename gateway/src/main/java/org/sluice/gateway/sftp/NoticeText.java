package org.sluice.gateway.sftp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.words.Words;

/** A notice as a plain-text file in UTF-8, under a name that tells what it is about. */
final class NoticeText {
    /** In UTC, as the names say by nothing else; without colons, which Windows refuses in names. */
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int LONGEST_FILE_PART = 60;
    private static final String RIGHT_TO_LEFT = "\u200F";
    private static final String ISOLATE = "\u2068";
    private static final String ISOLATE_END = "\u2069";

    private final String name;
    private final Instant at;
    private final byte[] text;

    private NoticeText(String name, Instant at, byte[] text) {
        this.name = name;
        this.at = at;
        this.text = text;
    }

    /** All of them, in their order, with names that differ. */
    static List<NoticeText> of(List<Notice> notices, Words words, String language) {
        List<NoticeText> texts = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Notice notice : notices) {
            String stem = stem(notice);
            // The id tells twins apart for good: a number would move when an older notice goes.
            String name = taken.add(stem) ? stem : stem + "-" + notice.id();
            texts.add(new NoticeText(
                    name + ".txt", notice.at(), write(notice, words, language).getBytes(StandardCharsets.UTF_8)));
        }
        return texts;
    }

    /** Another text that the gateway has for somebody, such as a receipt. */
    static NoticeText of(String name, Instant at, String text) {
        return new NoticeText(name, at, text.getBytes(StandardCharsets.UTF_8));
    }

    String name() {
        return name;
    }

    Instant at() {
        return at;
    }

    int size() {
        return text.length;
    }

    byte[] bytes() {
        return text.clone();
    }

    private static String stem(Notice notice) {
        String about =
                notice.parameters().getOrDefault("file", notice.parameters().getOrDefault("link", ""));
        StringBuilder part = new StringBuilder();
        about.codePoints()
                .limit(LONGEST_FILE_PART)
                .map(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || isMark(c) ? c : '_')
                .forEach(part::appendCodePoint);
        return STAMP.format(notice.at()) + "-" + notice.kind().word() + (part.isEmpty() ? "" : "-" + part);
    }

    /** Signs that stand on letters, as in Arabic with vowels: without them the word is another one. */
    private static boolean isMark(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }

    private static String write(Notice notice, Words words, String language) {
        String key = "notice." + notice.kind().word();
        Map<String, String> values = new HashMap<>(notice.parameters());
        values.computeIfPresent("dimensions", (name, said) -> said.isEmpty() ? "–" : said);
        values.put("target", target(notice.parameters()));
        boolean rightToLeft = language.equals("ar");
        if (!rightToLeft) {
            return withWhoTypes(words.text(language, key, values), words, language);
        }
        Map<String, String> isolated = new HashMap<>();
        values.forEach((name, value) -> isolated.put(name, ISOLATE + value + ISOLATE_END));
        return withWhoTypes(words.text(language, key, isolated), words, language)
                .lines()
                .map(line -> line.startsWith("    ") ? typed(line) : RIGHT_TO_LEFT + line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Most people have SFTP and nothing else: a command of the gateway is for whoever administers it. */
    private static String withWhoTypes(String text, Words words, String language) {
        return text.contains("\n    sluice ")
                ? text.stripTrailing() + "\n\n" + words.text(language, "notice-typed", Map.of()) + "\n"
                : text;
    }

    /** A line to be typed or copied must hold nothing that cannot be seen. */
    private static String typed(String line) {
        return line.replace(ISOLATE, "").replace(ISOLATE_END, "");
    }

    /** The same information type under the channel that the file asks for. */
    private static String target(Map<String, String> parameters) {
        String channel = parameters.getOrDefault("floor", parameters.getOrDefault("channel", ""));
        String[] folder = parameters.getOrDefault("folder", "").split("/", -1);
        return folder.length > 2 && !channel.isEmpty() ? "/" + channel + "/" + folder[2] + "/" : "/";
    }
}
