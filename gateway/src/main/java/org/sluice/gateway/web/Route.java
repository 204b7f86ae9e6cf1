package org.sluice.gateway.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recipients' addresses. Ids and tokens are checked for their form here, so that nothing further inside meets any other
 * character.
 */
sealed interface Route {
    /** As the access log may print it. */
    String pattern();

    record Entry(String token) implements Route {
        @Override
        public String pattern() {
            return "/l/{token}";
        }

        @Override
        public String toString() {
            return pattern();
        }
    }

    record Free(String token) implements Route {
        @Override
        public String pattern() {
            return "/o/{token}";
        }

        @Override
        public String toString() {
            return pattern();
        }
    }

    record Listing(String linkId) implements Route {
        @Override
        public String pattern() {
            return "/r/{link}";
        }
    }

    record Claim(String linkId, String depositId) implements Route {
        @Override
        public String pattern() {
            return "/r/{link}/f/{deposit}";
        }
    }

    record Content(String linkId, String depositId) implements Route {
        @Override
        public String pattern() {
            return "/r/{link}/f/{deposit}/{name}";
        }
    }

    record All(String linkId) implements Route {
        @Override
        public String pattern() {
            return "/r/{link}/all";
        }
    }

    record AllContent(String linkId) implements Route {
        @Override
        public String pattern() {
            return "/r/{link}/all/{name}";
        }
    }

    record Receipt(String linkId) implements Route {
        @Override
        public String pattern() {
            return "/r/{link}/receipt";
        }
    }

    record PassedOn(String linkId) implements Route {
        @Override
        public String pattern() {
            return "/r/{link}/passed-on";
        }
    }

    record NotForMe(String linkId) implements Route {
        @Override
        public String pattern() {
            return "/r/{link}/not-for-me";
        }
    }

    record Asked(String token) implements Route {
        @Override
        public String pattern() {
            return "/q/{token}";
        }

        @Override
        public String toString() {
            return pattern();
        }
    }

    record Destruction(String token) implements Route {
        @Override
        public String pattern() {
            return "/d/{token}";
        }

        @Override
        public String toString() {
            return pattern();
        }
    }

    record Style() implements Route {
        @Override
        public String pattern() {
            return "/static/sluice.css";
        }
    }

    Pattern TOKEN = Pattern.compile("/([lodq])/([A-Za-z0-9_-]{1,128})");
    Pattern INSIDE = Pattern.compile(
            "/r/([a-z0-9]{1,40})(?:/(receipt|not-for-me|passed-on|all(?:/[a-z0-9.-]{1,80})?)|/f/([a-z0-9]{1,40})(/[^/]{1,1000})?)?");

    static Optional<Route> of(String path) {
        if (path.equals("/static/sluice.css")) {
            return Optional.of(new Style());
        }
        Matcher token = TOKEN.matcher(path);
        if (token.matches()) {
            String given = token.group(2);
            return Optional.of(
                    switch (token.group(1)) {
                        case "l" -> new Entry(given);
                        case "o" -> new Free(given);
                        case "d" -> new Destruction(given);
                        default -> new Asked(given);
                    });
        }
        Matcher inside = INSIDE.matcher(path);
        if (!inside.matches()) {
            return Optional.empty();
        }
        String link = inside.group(1);
        if (inside.group(2) != null) {
            return Optional.of(
                    switch (inside.group(2)) {
                        case "receipt" -> new Receipt(link);
                        case "passed-on" -> new PassedOn(link);
                        case "not-for-me" -> new NotForMe(link);
                        case "all" -> new All(link);
                        default -> new AllContent(link);
                    });
        }
        String deposit = inside.group(3);
        if (deposit == null) {
            return Optional.of(new Listing(link));
        }
        return Optional.of(inside.group(4) == null ? new Claim(link, deposit) : new Content(link, deposit));
    }
}
