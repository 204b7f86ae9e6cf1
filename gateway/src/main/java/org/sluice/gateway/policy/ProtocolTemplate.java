package org.sluice.gateway.policy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.protocol.BasedOn;
import org.sluice.gateway.domain.protocol.Protocol;

/**
 * Makes the beginning of a protocol of one's own from one that is there. The text is kept with its comments, since they
 * teach; only what must differ is written anew: id, version, title, first day, and the template's name.
 */
public final class ProtocolTemplate {
    private static final Pattern TITLE = block("title");
    private static final Pattern IN_FORCE = block("in-force");
    private static final Pattern BASED_ON = block("based-on");

    private ProtocolTemplate() {}

    /**
     * The text to begin with.
     *
     * @param id of the new protocol
     * @param title its English title; without one the template's titles stay
     * @throws IllegalArgumentException if the template's text is no protocol, or the id no name
     */
    public static String begin(String template, String id, Optional<String> title, LocalDate firstDay) {
        Protocol from = checked(template);
        String text = BASED_ON.matcher(template).replaceFirst("");
        text = replace(text, Pattern.compile("(?m)^id:.*$"), "id: " + id);
        BasedOn basedOn = new BasedOn(from.id(), from.version(), Optional.of(digest(template)));
        text = replace(text, Pattern.compile("(?m)^version:.*$"), "version: \"1\"\n" + words(basedOn));
        if (title.isPresent()) {
            text = replace(text, TITLE, "title:\n  en: " + quoted(title.get()) + "\n");
        }
        text = replace(text, IN_FORCE, "in-force:\n  from: " + firstDay + "\n");
        text = header(from, digest(template)) + text;
        checked(text);
        return text;
    }

    /** SHA-256 of a protocol's text, as {@code based-on} and the records name it. */
    public static String digest(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String header(Protocol from, String digest) {
        return "# Begun from the template " + from.id() + ", version " + from.version() + " (SHA-256 " + digest + ").\n"
                + "# Change what has to differ, and ask what you have: sluice policy validate FILE\n"
                + "# Whatever lets more pass than the template needs a data protection impact assessment first.\n"
                + "#\n";
    }

    private static String words(BasedOn basedOn) {
        return "based-on:\n  id: " + basedOn.id() + "\n  version: " + quoted(basedOn.version())
                + basedOn.digest().map(hex -> "\n  digest: " + hex).orElse("");
    }

    private static Pattern block(String key) {
        return Pattern.compile("(?m)^" + key + ":[^\\n]*\\n(?:[ \\t]+[^\\n]*\\n)*");
    }

    private static String replace(String text, Pattern pattern, String with) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("The template has no line that begins with its keys at the margin.");
        }
        return matcher.replaceFirst(Matcher.quoteReplacement(with));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static Protocol checked(String text) {
        return switch (ProtocolFile.load(text)) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad -> throw new IllegalArgumentException(first(bad.mistakes()));
        };
    }

    private static String first(List<Mistake> mistakes) {
        return mistakes.getFirst().message();
    }
}
