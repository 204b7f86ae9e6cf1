package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A value in a document, with the way to it. Asking it for the wrong thing writes down a mistake and gives nothing, so
 * that reading goes on and finds the next mistake as well.
 */
record Place(YamlNode node, String path, List<Mistake> mistakes) {
    static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_NAME = 64;
    private static final List<String> NONE = List.of("none", "no", "nothing", "null", "~");
    private static final Pattern QUOTED = Pattern.compile("(?s)[“”„«‘’‚].*[“”„»‘’]");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    void wrong(String message) {
        mistakes.add(new Mistake(node.line(), node.column(), path, message));
    }

    /** The values of these keys, those that are there and of those each once; every other key is a mistake. */
    Map<String, Place> fields(List<String> required, List<String> optional) {
        Map<String, Place> found = new LinkedHashMap<>();
        if (!(node instanceof YamlNode.Fields fields)) {
            wrong("Here stand keys with their values: " + list(required, optional) + ".");
            return found;
        }
        for (YamlNode.Field field : fields.list()) {
            String key = field.key().text();
            Place at = new Place(field.key(), below(key), mistakes);
            if (!required.contains(key) && !optional.contains(key)) {
                unknown(field, at, required, optional, found);
            } else if (found.containsKey(key)) {
                at.wrong("The key \"" + key + "\" stands here a second time; keep one.");
            } else {
                found.put(key, new Place(field.value(), at.path(), mistakes));
            }
        }
        for (String key : required) {
            if (!found.containsKey(key)) {
                wrong("The key \"" + key + "\" is missing.");
            }
        }
        return found;
    }

    /** Where it is plain which key was meant, its value is read as that key's, so that its mistakes are told too. */
    private void unknown(
            YamlNode.Field field, Place at, List<String> required, List<String> optional, Map<String, Place> found) {
        String key = field.key().text();
        List<String> known = new ArrayList<>(required);
        known.addAll(optional);
        Optional<String> meant = Nearest.of(key, known).filter(one -> !hasKey(one));
        at.wrong("There is no key \"" + key + "\" here; "
                + meant.map(one -> "do you mean \"" + one + "\"?")
                        .orElse("the keys are " + list(required, optional) + "."));
        meant.ifPresent(one -> found.putIfAbsent(one, new Place(field.value(), below(one), mistakes)));
    }

    private boolean hasKey(String key) {
        return node instanceof YamlNode.Fields fields
                && fields.list().stream().anyMatch(field -> field.key().text().equals(key));
    }

    List<Place> items() {
        if (!(node instanceof YamlNode.Items items)) {
            String one = shown();
            wrong("Here stands a list: [first, second], or one a line with \"- \" before each; one alone is ["
                    + (one.isEmpty() || NONE.contains(one) ? "first" : one) + "], none is [].");
            return List.of();
        }
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < items.nodes().size(); i++) {
            places.add(new Place(items.nodes().get(i), path + "[" + i + "]", mistakes));
        }
        return places;
    }

    private String shown() {
        return node instanceof YamlNode.Scalar scalar && scalar.text().length() <= LONGEST_NAME
                ? scalar.text().strip()
                : "";
    }

    Optional<String> text() {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            wrong("Here stands one text, not a list or a set of keys.");
            return Optional.empty();
        }
        String text = scalar.text().strip();
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            wrong(
                    text.isEmpty()
                            ? "The value is missing."
                            : "The text is longer than " + LONGEST_TEXT + " characters.");
            return Optional.empty();
        }
        if (QUOTED.matcher(text).matches()) {
            // A word processor makes them of straight ones, and they would become part of the text.
            wrong("These quotation marks are no part of YAML; write straight ones: \""
                    + text.substring(1, text.length() - 1) + "\". A plain text editor does.");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A name as types, audiences, facts and protocols have them. */
    Optional<String> name() {
        Optional<String> text = text();
        if (text.isPresent()
                && (text.get().length() > LONGEST_NAME
                        || !NAME.matcher(text.get()).matches())) {
            wrong("\"" + text.get() + "\" is no name: a name has small letters, digits and single hyphens, at most "
                    + LONGEST_NAME + ".");
            return Optional.empty();
        }
        return text;
    }

    /** What {@code meaning} makes of the text, or a mistake that names the words allowed. */
    <T> Optional<T> word(Function<String, Optional<T>> meaning, List<String> allowed) {
        Optional<String> text = text();
        Optional<T> meant = text.flatMap(meaning);
        if (text.isPresent() && meant.isEmpty()) {
            String words = String.join(", ", allowed);
            wrong("\"" + text.get() + "\" is not known here; "
                    + (allowed.isEmpty()
                            ? "nothing is listed yet that it could be."
                            : Nearest.of(text.get(), allowed)
                                    .map(one -> "do you mean \"" + one + "\"? It is one of " + words + ".")
                                    .orElse("write one of " + words + ".")));
        }
        return meant;
    }

    /** One of these values, by its word. */
    <T> Optional<T> oneOf(List<T> values, Function<T, String> word) {
        return word(
                text -> values.stream().filter(v -> word.apply(v).equals(text)).findFirst(),
                values.stream().map(word).toList());
    }

    private String below(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String list(List<String> required, List<String> optional) {
        List<String> all = new ArrayList<>(required);
        all.addAll(optional);
        return String.join(", ", all);
    }
}
