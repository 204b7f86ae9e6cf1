package org.sluice.gateway.scan;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where clamd listens, and what it takes.
 *
 * @param place as the administrator wrote it: {@code host:port} or the path of a socket
 * @param most bytes of a file that it takes: its own {@code StreamMaxLength}
 */
public record ClamdSettings(String place, long most) {
    /** What it is told by in the settings. */
    public static final List<String> KEYS = List.of("clamd", "clamd-stream-max");

    private static final String PLACE = KEYS.getFirst();
    private static final String MOST = KEYS.getLast();
    /** Every clamd since 0.9x takes that much unless it is told otherwise. */
    public static final long USUAL_MOST = 25L << 20;

    private static final Pattern HOST_AND_PORT = Pattern.compile("\\[?([^\\s/\\[\\]]+?)]?:(\\d{1,5})");

    /** The scanner that is set, if one is; mistakes are added to the others. */
    public static Optional<ClamdSettings> read(Map<String, String> said, List<String> mistakes) {
        String place = said.get(PLACE);
        long most = most(said.get(MOST), mistakes);
        if (place == null) {
            if (said.containsKey(MOST)) {
                mistakes.add(MOST + " says nothing without " + PLACE + "; give both or neither.");
            }
            return Optional.empty();
        }
        if (address(place).isEmpty()) {
            mistakes.add(PLACE + " must be HOST:PORT or the /path of a socket; it is \"" + place + "\".");
            return Optional.empty();
        }
        return Optional.of(new ClamdSettings(place, most));
    }

    private static long most(@Nullable String text, List<String> mistakes) {
        if (text == null) {
            return USUAL_MOST;
        }
        try {
            long most = Long.parseLong(text);
            if (most > 0) {
                return most;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        mistakes.add(
                MOST + " must be a number of bytes, as clamd's own StreamMaxLength has it; it is \"" + text + "\".");
        return USUAL_MOST;
    }

    /** Looked up anew at each call: the scanner may have moved. */
    SocketAddress address() {
        return address(place).orElseThrow(() -> new IllegalStateException("Checked when it was read."));
    }

    private static Optional<SocketAddress> address(String place) {
        if (place.startsWith("/")) {
            try {
                return Optional.of(UnixDomainSocketAddress.of(Path.of(place)));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
        Matcher parts = HOST_AND_PORT.matcher(place);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(parts.group(2));
        return port == 0 || port > 65_535 ? Optional.empty() : Optional.of(new InetSocketAddress(parts.group(1), port));
    }
}
