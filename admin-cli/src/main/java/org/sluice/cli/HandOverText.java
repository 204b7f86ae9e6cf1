package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;

/** A link and its password as they are handed over, as people read them. */
final class HandOverText {
    private HandOverText() {}

    /** @param qr whether the password's text is drawn too, to be taken up with a telephone */
    static void print(JsonNode link, JsonNode release, boolean qr, PrintStream out) {
        out.println("For " + Json.text(link, "recipient") + " as " + Json.text(link, "audience") + " (link "
                + Json.text(link, "link") + ", until " + Json.text(link, "expires") + "):");
        Table table = Table.labelled();
        if (link.has("url")) {
            table.line("  address", Json.text(link, "url"));
        }
        if (link.has("password")) {
            table.line("  password", Json.text(link, "password"));
        }
        table.print(out);
        link.path("sealedFor")
                .forEach(key -> out.println("  Its files come sealed for the key \"" + Json.text(key, "name") + "\" ("
                        + Json.text(key, "fingerprint") + "), and open with nothing else."));
        for (JsonNode sending : link.path("sendings")) {
            out.println("  " + said(sending));
        }
        if (link.path("sendings").isEmpty()) {
            Json.some(release, "linkVia")
                    .ifPresent(way -> out.println("  The link goes by " + way + "; the password by "
                            + Json.some(release, "passwordVia").orElse("another way") + ", never with the link."));
        }
        copy(link, "linkText", "To copy for the address:", out);
        copy(link, "passwordText", "To copy for the password:", out);
        script(link.path("script"), out);
        if (qr && link.has("passwordText")) {
            String text = plain(link.path("passwordText").asText());
            out.println("  For your telephone; nothing of it goes over a network:");
            out.print(QrText.of(Json.some(link, "number")
                    .map(number -> "SMSTO:" + number + ":" + text)
                    .orElse(text)));
        }
        next(link, release, out);
    }

    /** How a part of a link travelled, in one line. */
    static String said(JsonNode sending) {
        String part = Json.text(sending, "part").equals("link") ? "address" : "password";
        String way = Json.text(sending, "way");
        String to = Json.some(sending, "to").map(address -> " to " + address).orElse("");
        return switch (Json.text(sending, "state")) {
            case "sent" -> "The " + part + " was sent by " + way + to + " at " + Json.text(sending, "at") + ".";
            case "failed" -> "The " + part + " could NOT be sent by " + way + to + ": " + Json.text(sending, "said");
            case "shown" -> "The " + part + " is yours to hand over by " + way + to + ".";
            default -> "The " + part + " was to go by " + way + to + ", and nobody knows whether it did.";
        };
    }

    private static void copy(JsonNode link, String field, String title, PrintStream out) {
        if (link.has(field)) {
            out.println("  " + title);
            // One line, as a messenger takes it; its own marks of direction stay out of a terminal.
            out.println("    " + plain(link.path(field).asText()));
        }
    }

    private static void script(JsonNode lines, PrintStream out) {
        if (lines instanceof ArrayNode some && !some.isEmpty()) {
            out.println("  What to say:");
            some.forEach(line -> out.println("    " + plain(line.asText())));
        }
    }

    private static String plain(String text) {
        return Json.harmless(text.replaceAll("[\\u2066-\\u2069]", ""));
    }

    private static void next(JsonNode link, JsonNode release, PrintStream out) {
        for (JsonNode sending : link.path("sendings")) {
            if (Json.text(sending, "state").equals("failed")) {
                out.println(
                        Json.text(sending, "part").equals("link")
                                ? "  It was closed, and its password is void. To try again: sluice release hand-over "
                                        + Json.some(release, "id").orElse("RELEASE") + " --to "
                                        + Json.text(link, "recipient")
                                        + " --link-via WAY --password-via WAY --send"
                                : "  To make another password: sluice link password " + Json.text(link, "link")
                                        + " --send, or --via WAY to be shown it");
                return;
            }
        }
    }

    /** Whether some part of these could not be sent. */
    static boolean failed(JsonNode links) {
        for (JsonNode link : links) {
            for (JsonNode sending : link.path("sendings")) {
                if (Json.text(sending, "state").equals("failed")) {
                    return true;
                }
            }
        }
        return false;
    }
}
