package org.sluice.gateway.domain;

import java.security.SecureRandom;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of things: random ones for what the gateway makes, chosen ones for participants, persons and contacts. */
public final class Id {
    /** Without i, l, o, u: nobody confuses them on paper, and no word comes out by chance. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    /** In records they stand for the host's administrator and for the gateway itself, so nobody else may bear them. */
    private static final Set<String> TAKEN = Set.of("administrator", "host", "gateway");

    private static final Pattern CHOSEN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private Id() {}

    /** A new opaque id: the prefix, then 100 random bits. */
    public static String random(String prefix, SecureRandom random) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < 20; i++) {
            id.append(ALPHABET.charAt(random.nextInt(32)));
        }
        return id.toString();
    }

    /** Whether a chosen id can stand in a path, a log-in name and a command line without quoting. */
    public static boolean isChosen(String id) {
        return CHOSEN.matcher(id).matches() && !id.contains("..");
    }

    public static Answer<String> chosen(String what, String id) {
        return isChosen(id)
                ? Answer.done(id)
                : Answer.refused(Refusal.wrong(
                        "bad-id",
                        "The " + what + " id \"" + id + "\" can't be used: take 1 to 63 of a-z, 0-9, '.', '_' and '-',"
                                + " beginning with a letter or a digit."));
    }

    /** A chosen id of a person or contact, whom nobody may take for the host or the gateway. */
    public static Answer<String> ofSomebody(String what, String id) {
        return TAKEN.contains(id)
                ? Answer.refused(Refusal.wrong(
                        "reserved-id",
                        "The " + what + " id \"" + id + "\" can't be used: records name the host's administrator or the"
                                + " gateway itself by it. Take another, such as the first name."))
                : chosen(what, id);
    }
}
