package org.sluice.gateway.domain.audit;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One thing that happened. The kind and the instant stay on the chain for ever; actor and details are its payload, which
 * can be erased. Details must hold no secret: no password, token or key.
 *
 * @param details names in {@code lower_snake_case} other than {@code actor}, with values of at most
 *     {@value #LONGEST_VALUE} characters; kept sorted by name
 */
public record AuditEvent(EventKind kind, Actor actor, Map<String, String> details) {
    /** In UTF-16 units. A caller cuts what a stranger sent before it records it. */
    public static final int LONGEST_VALUE = 16_384;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    public AuditEvent {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(actor);
        details = Collections.unmodifiableMap(new TreeMap<>(details));
        details.forEach(AuditEvent::check);
    }

    /** An event that needs no more words than its kind and actor. */
    public AuditEvent(EventKind kind, Actor actor) {
        this(kind, actor, Map.of());
    }

    /** This event with one more detail. */
    public AuditEvent with(String name, String value) {
        var more = new TreeMap<>(details);
        more.put(name, value);
        return new AuditEvent(kind, actor, more);
    }

    /** The payload, as the JSON text that is stored and hashed. */
    public String payload() {
        var text = new StringBuilder("{\"actor\":").append(actor.json());
        details.forEach((name, value) ->
                text.append(',').append(JsonText.quote(name)).append(':').append(JsonText.quote(value)));
        return text.append('}').toString();
    }

    private static void check(String name, String value) {
        if (!NAME.matcher(name).matches() || name.equals("actor")) {
            throw new IllegalArgumentException("\"" + name + "\" cannot name a detail of an audit event: use"
                    + " lower_snake_case, and not \"actor\".");
        }
        if (value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException("The detail \"" + name + "\" of an audit event has " + value.length()
                    + " characters; at most " + LONGEST_VALUE + " are kept.");
        }
    }
}
