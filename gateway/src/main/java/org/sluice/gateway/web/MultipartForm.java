package org.sluice.gateway.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.Refusal;

/**
 * Reads a form with a file (RFC 7578) as it comes: small fields are kept, the file's bytes are passed on at once and never
 * touch a disk. Everything is bounded. For one form; not thread-safe.
 */
final class MultipartForm {
    private static final int LONGEST_HEAD = 4096;
    private static final int LONGEST_FIELD = 1024;
    private static final int MOST_PARTS = 32;
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*?boundary=\"?([0-9A-Za-z'()+_,./:=?-]{1,70})\"?.*");
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)[;\\s]filename=\"([^\"]*)\"");

    /** What becomes of the parts; what it refuses ends the form. */
    interface Parts {
        Optional<Refusal> field(String name, String value);

        Optional<Refusal> file(String name);

        Optional<Refusal> bytes(byte[] bytes, int count);
    }

    private enum At {
        BEFORE,
        AFTER_DELIMITER,
        HEAD,
        FIELD,
        FILE,
        END
    }

    private final byte[] delimiter;
    private final Parts parts;
    private byte[] pending;
    private At at = At.BEFORE;
    private int count;
    private String name = "";
    private ByteArrayOutputStream field = new ByteArrayOutputStream();

    private MultipartForm(String boundary, Parts parts) {
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.parts = parts;
        // The first delimiter needs no line before it.
        this.pending = "\r\n".getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Nothing where the Content-Type is of no such form. */
    static Optional<MultipartForm> of(String contentType, Parts parts) {
        Matcher type = BOUNDARY.matcher(contentType);
        return type.matches() ? Optional.of(new MultipartForm(type.group(1), parts)) : Optional.empty();
    }

    /** Whether the form's own end has come: without it, what came may be cut off. */
    boolean ended() {
        return at == At.END;
    }

    Optional<Refusal> take(byte[] bytes, int length) {
        if (at == At.END) {
            return Optional.empty();
        }
        byte[] all = new byte[pending.length + length];
        System.arraycopy(pending, 0, all, 0, pending.length);
        System.arraycopy(bytes, 0, all, pending.length, length);
        int from = 0;
        while (true) {
            int before = from;
            At was = at;
            Step step = step(all, from);
            if (step.refusal().isPresent()) {
                return step.refusal();
            }
            from = step.from();
            if (at == At.END || (from == before && at == was)) {
                break;
            }
        }
        pending = java.util.Arrays.copyOfRange(all, from, all.length);
        return pending.length > LONGEST_HEAD + delimiter.length ? Optional.of(wrong()) : Optional.empty();
    }

    /** Where to go on, and what speaks against it. */
    private record Step(int from, Optional<Refusal> refusal) {
        static Step to(int from) {
            return new Step(from, Optional.empty());
        }
    }

    private Step step(byte[] all, int from) {
        return switch (at) {
            case BEFORE -> {
                int found = find(all, from, delimiter);
                if (found >= 0) {
                    at = At.AFTER_DELIMITER;
                }
                yield Step.to(found < 0 ? Math.max(from, all.length - delimiter.length) : found + delimiter.length);
            }
            case AFTER_DELIMITER -> afterDelimiter(all, from);
            case HEAD -> head(all, from);
            case FIELD, FILE -> content(all, from);
            case END -> Step.to(all.length);
        };
    }

    private Step afterDelimiter(byte[] all, int from) {
        if (all.length - from < 2) {
            return Step.to(from);
        }
        if (all[from] == '-' && all[from + 1] == '-') {
            at = At.END;
            return Step.to(all.length);
        }
        if (all[from] != '\r' || all[from + 1] != '\n' || ++count > MOST_PARTS) {
            return new Step(from, Optional.of(wrong()));
        }
        at = At.HEAD;
        return Step.to(from + 2);
    }

    private Step head(byte[] all, int from) {
        int end = find(all, from, new byte[] {'\r', '\n', '\r', '\n'});
        if (end < 0) {
            return all.length - from > LONGEST_HEAD ? new Step(from, Optional.of(wrong())) : Step.to(from);
        }
        String head = new String(all, from, end - from, StandardCharsets.UTF_8);
        Matcher named = NAME.matcher(head);
        if (!named.find()) {
            return new Step(from, Optional.of(wrong()));
        }
        name = named.group(1);
        Matcher file = FILE_NAME.matcher(head);
        if (file.find()) {
            at = At.FILE;
            // Browsers write only these three so (WHATWG HTML, "multipart/form-data encoding algorithm").
            String given =
                    file.group(1).replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
            return new Step(end + 4, parts.file(given));
        }
        at = At.FIELD;
        field = new ByteArrayOutputStream();
        return Step.to(end + 4);
    }

    private Step content(byte[] all, int from) {
        int found = find(all, from, delimiter);
        int until = found >= 0 ? found : Math.max(from, all.length - delimiter.length + 1);
        Optional<Refusal> refusal = at == At.FILE ? file(all, from, until) : field(all, from, until);
        if (refusal.isEmpty() && found >= 0) {
            if (at == At.FIELD) {
                refusal = parts.field(name, field.toString(StandardCharsets.UTF_8));
            }
            at = At.AFTER_DELIMITER;
            return new Step(found + delimiter.length, refusal);
        }
        return new Step(until, refusal);
    }

    private Optional<Refusal> file(byte[] all, int from, int until) {
        return until == from
                ? Optional.empty()
                : parts.bytes(java.util.Arrays.copyOfRange(all, from, until), until - from);
    }

    private Optional<Refusal> field(byte[] all, int from, int until) {
        field.write(all, from, until - from);
        return field.size() > LONGEST_FIELD ? Optional.of(wrong()) : Optional.empty();
    }

    private static int find(byte[] all, int from, byte[] what) {
        for (int i = from; i <= all.length - what.length; i++) {
            if (all[i] == what[0] && java.util.Arrays.equals(all, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        return -1;
    }

    static Refusal wrong() {
        return Refusal.wrong("bad-form", "This form is not complete, or larger than this page's own. Send it again.");
    }
}
