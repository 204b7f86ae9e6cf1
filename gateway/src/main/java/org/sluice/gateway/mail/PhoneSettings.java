package org.sluice.gateway.mail;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.release.Reach;

/**
 * Who sends messages to telephones, as {@code sluice.yaml} names them. Either may be absent.
 */
public record PhoneSettings(Optional<Sms> sms, Optional<Signal> signal) {
    public static final PhoneSettings NONE = new PhoneSettings(Optional.empty(), Optional.empty());

    private static final String SMS_URL = "sms-url";
    private static final String SMS_BODY = "sms-body";
    private static final String SMS_TYPE = "sms-content-type";
    private static final String SMS_HEADER = "sms-header";
    private static final String SMS_SECRET = "sms-secret-file";
    private static final String SMS_SUCCESS = "sms-success";
    private static final String SIGNAL_URL = "signal-url";
    private static final String SIGNAL_NUMBER = "signal-number";

    public static final List<String> KEYS =
            List.of(SMS_URL, SMS_BODY, SMS_TYPE, SMS_HEADER, SMS_SECRET, SMS_SUCCESS, SIGNAL_URL, SIGNAL_NUMBER);

    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,60}");

    /**
     * A gateway that takes a message in one POST.
     *
     * @param url may hold {@code {number}}; never the text, as addresses end in logs
     * @param body holds {@code {number}} and {@code {text}}, encoded as its type asks
     * @param header with {@code secretFile}: a header that carries what the file holds
     * @param success the answers that mean "taken"
     */
    public record Sms(
            String url,
            String body,
            String type,
            Optional<String> header,
            Optional<Path> secretFile,
            Set<Integer> success) {}

    /** signal-cli's REST interface, and the number that it sends from. */
    public record Signal(String url, String number) {}

    /** Mistakes are added to the others. */
    public static PhoneSettings read(Map<String, String> said, List<String> mistakes) {
        return new PhoneSettings(sms(said, mistakes), signal(said, mistakes));
    }

    private static Optional<Sms> sms(Map<String, String> said, List<String> mistakes) {
        String url = said.get(SMS_URL);
        if (url == null) {
            KEYS.stream()
                    .filter(key -> key.startsWith("sms-") && said.containsKey(key))
                    .forEach(key -> mistakes.add(key + " means nothing without " + SMS_URL + "."));
            return Optional.empty();
        }
        address(SMS_URL, url.replace("{number}", "0").replace("{text}", ""), mistakes);
        if (url.contains("{text}")) {
            mistakes.add(SMS_URL + " must not hold {text}: addresses end in logs. Put it into " + SMS_BODY + ".");
        }
        String body = said.getOrDefault(SMS_BODY, "");
        if (!body.contains("{text}") || !(body + url).contains("{number}")) {
            mistakes.add(SMS_BODY + " must hold {text}, and it or " + SMS_URL + " {number}, such as"
                    + " {\"to\": \"{number}\", \"message\": \"{text}\"}.");
        }
        String type = said.getOrDefault(SMS_TYPE, JSON);
        if (!type.equals(JSON) && !type.equals(FORM)) {
            mistakes.add(SMS_TYPE + " must be " + JSON + " or " + FORM + "; it is \"" + type + "\".");
        }
        Optional<String> header = Optional.ofNullable(said.get(SMS_HEADER));
        Optional<Path> secret = Optional.ofNullable(said.get(SMS_SECRET)).map(Path::of);
        if (header.isPresent() != secret.isPresent()) {
            mistakes.add(SMS_HEADER + " and " + SMS_SECRET + " belong together; give both or neither.");
        }
        header.filter(name -> !HEADER.matcher(name).matches())
                .ifPresent(name -> mistakes.add(SMS_HEADER + " must be a header's name, such as Authorization."));
        secret.filter(path -> !Files.isReadable(path))
                .ifPresent(path -> mistakes.add(SMS_SECRET + " names " + path + ", which can't be read."));
        return Optional.of(new Sms(url, body, type, header, secret, success(said, mistakes)));
    }

    private static Set<Integer> success(Map<String, String> said, List<String> mistakes) {
        String text = said.getOrDefault(SMS_SUCCESS, "200,201,202,204");
        Set<Integer> statuses = new TreeSet<>();
        for (String one : text.split(",", -1)) {
            try {
                int status = Integer.parseInt(one.strip());
                if (status >= 200 && status <= 299) {
                    statuses.add(status);
                    continue;
                }
            } catch (NumberFormatException e) {
                // Told below, like a number out of range.
            }
            mistakes.add(SMS_SUCCESS + " must be statuses from 200 to 299, such as 200,202; it is \"" + text + "\".");
            break;
        }
        return Set.copyOf(statuses);
    }

    private static Optional<Signal> signal(Map<String, String> said, List<String> mistakes) {
        String url = said.get(SIGNAL_URL);
        String number = said.get(SIGNAL_NUMBER);
        if (url == null || number == null) {
            if (url != null || number != null) {
                mistakes.add(SIGNAL_URL + " and " + SIGNAL_NUMBER + " belong together; give both or neither.");
            }
            return Optional.empty();
        }
        address(SIGNAL_URL, url, mistakes);
        if (!Reach.isInternational(number)) {
            mistakes.add(SIGNAL_NUMBER + " must be an international number, such as +905550000000.");
        }
        return Optional.of(new Signal(url.endsWith("/") ? url.substring(0, url.length() - 1) : url, number));
    }

    private static void address(String key, String url, List<String> mistakes) {
        try {
            URI uri = URI.create(url);
            boolean here = "http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost()));
            if (uri.getHost() != null && uri.getUserInfo() == null && (here || "https".equals(uri.getScheme()))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like any other address that is none.
        }
        mistakes.add(key + " must be an https:// address without a password in it (http:// on this very host only).");
    }
}
