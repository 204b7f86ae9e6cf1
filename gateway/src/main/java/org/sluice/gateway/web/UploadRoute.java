package org.sluice.gateway.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The depositors' addresses. */
sealed interface UploadRoute {
    String ROOT = "/uploads";
    String PAGE = "/deposit";
    String SEAL = "/seal";

    /** As the access log may print it. */
    String pattern();

    /** Where resumable uploads are begun. */
    record All() implements UploadRoute {
        @Override
        public String pattern() {
            return ROOT;
        }
    }

    record One(String id) implements UploadRoute {
        @Override
        public String pattern() {
            return ROOT + "/{upload}";
        }
    }

    /** A file in one request, where it is to lie. */
    record Whole(String channel, String type, List<String> folders, String name) implements UploadRoute {
        public Whole {
            folders = List.copyOf(folders);
        }

        @Override
        public String pattern() {
            return ROOT + "/{channel}/{type}/{name}";
        }
    }

    record Page() implements UploadRoute {
        @Override
        public String pattern() {
            return PAGE;
        }
    }

    record PageFile() implements UploadRoute {
        @Override
        public String pattern() {
            return PAGE + "/file";
        }
    }

    record PageEnd() implements UploadRoute {
        @Override
        public String pattern() {
            return PAGE + "/end";
        }
    }

    /** The keys for which files to a recipient are sealed. */
    record Keys(String recipient) implements UploadRoute {
        @Override
        public String pattern() {
            return "/keys/{recipient}";
        }
    }

    /** The page that seals files before it deposits them. */
    record Seal() implements UploadRoute {
        @Override
        public String pattern() {
            return SEAL;
        }
    }

    record Script(String name) implements UploadRoute {
        @Override
        public String pattern() {
            return "/static/" + name;
        }
    }

    Pattern SCRIPT = Pattern.compile("/static/((?:deposit|chacha|age|seal)\\.js)");

    Pattern KEYS = Pattern.compile("/keys/([A-Za-z0-9._-]{1,100})");

    Pattern ID = Pattern.compile("/uploads/([a-z0-9]{1,40})");

    static Optional<UploadRoute> of(String path) {
        switch (path) {
            case PAGE -> {
                return Optional.of(new Page());
            }
            case PAGE + "/file" -> {
                return Optional.of(new PageFile());
            }
            case PAGE + "/end" -> {
                return Optional.of(new PageEnd());
            }
            case SEAL -> {
                return Optional.of(new Seal());
            }
            case ROOT, ROOT + "/" -> {
                return Optional.of(new All());
            }
            default -> {}
        }
        Matcher script = SCRIPT.matcher(path);
        if (script.matches()) {
            return Optional.of(new Script(script.group(1)));
        }
        Matcher keys = KEYS.matcher(path);
        if (keys.matches()) {
            return Optional.of(new Keys(keys.group(1)));
        }
        Matcher one = ID.matcher(path);
        if (one.matches()) {
            return Optional.of(new One(one.group(1)));
        }
        String[] parts = path.split("/", -1);
        if (parts.length < 5 || !parts[0].isEmpty() || !parts[1].equals("uploads")) {
            return Optional.empty();
        }
        return Optional.of(new Whole(
                parts[2], parts[3], Arrays.asList(parts).subList(4, parts.length - 1), parts[parts.length - 1]));
    }
}
