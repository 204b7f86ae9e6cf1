package org.sluice.gateway.domain.participant;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;

/**
 * The options before a key in a line of {@code authorized_keys} (sshd(8)): {@code from} and {@code expiry-time} limit it, and
 * those that only take away what nobody has here are heard. Any other is refused by its name, since whoever wrote it counts
 * on it.
 */
public final class KeyOptions {
    private static final Pattern OPTION =
            Pattern.compile("([A-Za-z0-9@.-]+)(?:=\"((?:[^\"\\\\]|\\\\.)*)\")?(,|[ \\t]+|$)");
    private static final Pattern TIME = Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(?:(\\d\\d)(\\d\\d)(\\d\\d)?)?Z?");

    /** What they forbid does not exist here, so they are kept by themselves. */
    private static final Set<String> TAKES_AWAY = Set.of(
            "restrict", "no-agent-forwarding", "no-port-forwarding", "no-pty", "no-user-rc", "no-x11-forwarding");

    private KeyOptions() {}

    /** A line in two: what limits the key, and the key with its type. */
    public record Read(KeyLimits limits, String key) {}

    /**
     * Reads a line that begins with options, or with the key's type.
     *
     * @param isType whether a word is a type of key
     */
    public static Answer<Read> of(String line, java.util.function.Predicate<String> isType) {
        String rest = line.strip();
        KeyLimits limits = KeyLimits.NONE;
        boolean more = !isType.test(rest.split("[ \t]", 2)[0]);
        while (more) {
            Matcher matcher = OPTION.matcher(rest);
            if (!matcher.lookingAt()) {
                return wrong("The options before the key can't be read at \""
                        + rest.substring(0, Math.min(30, rest.length()))
                        + "\". They are written as from=\"192.0.2.0/24\",expiry-time=\"20270131\".");
            }
            Optional<String> value = Optional.ofNullable(matcher.group(2)).map(text -> text.replace("\\\"", "\""));
            switch (with(limits, matcher.group(1), value)) {
                case Answer.Refused<KeyLimits> refused -> {
                    return Answer.refused(refused.refusal());
                }
                case Answer.Done<KeyLimits> done -> limits = done.value();
            }
            rest = rest.substring(matcher.end());
            more = matcher.group(3).equals(",");
        }
        return Answer.done(new Read(limits, rest));
    }

    private static Answer<KeyLimits> with(KeyLimits limits, String written, Optional<String> value) {
        String name = written.toLowerCase(Locale.ROOT);
        if (TAKES_AWAY.contains(name) && value.isEmpty()) {
            return Answer.done(limits);
        }
        boolean twice = (name.equals("from") && limits.from().isPresent())
                || (name.equals("expiry-time") && limits.until().isPresent());
        if (twice) {
            return wrong("The option " + name + " stands twice; say once what is meant.");
        }
        return switch (name) {
            case "from" ->
                value.map(text -> SourcePatterns.of(text)
                                .then(from -> Answer.done(new KeyLimits(Optional.of(from), limits.until()))))
                        .orElseGet(() -> wrong("The option from needs networks: from=\"192.0.2.0/24\"."));
            case "expiry-time" ->
                value.flatMap(KeyOptions::time)
                        .map(until -> Answer.done(new KeyLimits(limits.from(), Optional.of(until))))
                        .orElseGet(() -> wrong("The option expiry-time is written as expiry-time=\"20270131\" or"
                                + " \"202701311730Z\", in UTC; it is "
                                + value.map(text -> "\"" + text + "\"").orElse("empty") + "."));
            default ->
                wrong("The option " + written + " is not taken here: a key can be limited by from and expiry-time only."
                        + (name.equals("command")
                                ? " There are no commands on this gateway, so nothing has to be forced."
                                : " Give the line without it if the key may be used without it."));
        };
    }

    /** {@code YYYYMMDD[HHMM[SS]][Z]}, always in UTC: the clock of a server far away would be nobody's guess. */
    public static Optional<Instant> time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                            part(matcher, 1),
                            part(matcher, 2),
                            part(matcher, 3),
                            part(matcher, 4),
                            part(matcher, 5),
                            part(matcher, 6))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int part(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static <T> Answer<T> wrong(String message) {
        return Answer.refused(Refusal.wrong("key-option", message));
    }
}
