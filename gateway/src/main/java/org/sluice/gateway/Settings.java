package org.sluice.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sluice.gateway.domain.deposit.Limits;
import org.sluice.gateway.mail.MailSettings;
import org.sluice.gateway.mail.PhoneSettings;
import org.sluice.gateway.scan.ClamdSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What an administrator sets, in {@code sluice.yaml}. Everything has a safe default; a mistake stops the start, and all
 * mistakes are told at once.
 *
 * @param sftpPort 0 for any free one, as for the other ports
 * @param host the address that SFTP and HTTPS listen on; the API always listens on loopback
 * @param publicUrl where recipients reach the HTTPS side, if another name than {@code localhost}
 * @param database {@code sqlite:…} or {@code jdbc:postgresql:…}; by default SQLite in the data directory
 * @param grace how long a closed upload may still be continued
 * @param olderTls whether TLS 1.2 is spoken besides 1.3, for recipients with old telephones
 * @param attestAlways whether a depositor must answer for whatever an inspection could not look at
 * @param smallCount persons in a cell of a table from which on a count is not small
 * @param uploadsKept how long an unfinished upload over HTTPS can be continued after its last request
 * @param limits how much may come from a participant and in one file
 * @param logIn how people get in: second factor, banner, balancers
 * @param mail the server that takes mail; without one people get notices only
 * @param scanner the virus scanner that looks at every deposit; none where it is not set
 * @param phone who sends messages to telephones
 * @param certificate PEM chain, with {@code certificateKey}; by default one is made
 */
public record Settings(
        String host,
        int sftpPort,
        int httpsPort,
        int apiPort,
        Optional<URI> publicUrl,
        Optional<String> database,
        Duration grace,
        boolean olderTls,
        Optional<Path> certificate,
        Optional<Path> certificateKey,
        boolean attestAlways,
        int smallCount,
        Duration uploadsKept,
        Limits limits,
        LogInSettings logIn,
        Optional<MailSettings> mail,
        Optional<ClamdSettings> scanner,
        PhoneSettings phone) {

    public static final int USUAL_SFTP_PORT = 2022;
    public static final int USUAL_HTTPS_PORT = 8443;
    public static final int USUAL_SMALL_COUNT = 10;
    public static final Duration USUAL_UPLOADS_KEPT = Duration.ofDays(7);
    public static final Duration USUAL_GRACE = Duration.ofSeconds(60);

    /** Mistakes in the settings, each naming its key. */
    public static final class Mistaken extends IOException {
        private static final long serialVersionUID = 1L;

        Mistaken(Path file, List<String> mistakes) {
            super(file + " has " + (mistakes.size() == 1 ? "a mistake" : mistakes.size() + " mistakes") + ":\n- "
                    + String.join("\n- ", mistakes));
        }
    }

    static Settings read(Path file) throws IOException {
        List<String> mistakes = new ArrayList<>();
        Map<String, String> said = load(file, mistakes);
        Settings settings = new Settings(
                said.getOrDefault("host", "127.0.0.1"),
                port(said, "sftp-port", USUAL_SFTP_PORT, mistakes),
                port(said, "https-port", USUAL_HTTPS_PORT, mistakes),
                port(said, "api-port", 0, mistakes),
                Optional.ofNullable(said.get("public-url")).flatMap(text -> url(text, mistakes)),
                Optional.ofNullable(said.get("database")),
                seconds(said, mistakes),
                flag(said, "tls-1.2", mistakes),
                Optional.ofNullable(said.get("certificate")).map(Path::of),
                Optional.ofNullable(said.get("certificate-key")).map(Path::of),
                flag(said, "inspection-require-attestation", mistakes),
                smallCount(said, mistakes),
                Duration.ofDays(whole(said, "uploads-kept-days", (int) USUAL_UPLOADS_KEPT.toDays(), 1, 90, mistakes)),
                LimitSettings.read(said, mistakes),
                LogInSettings.read(
                        said,
                        key -> Optional.ofNullable(said.get(key)).map(text -> port(said, key, 0, mistakes)),
                        mistakes),
                MailSettings.read(said, mistakes),
                ClamdSettings.read(said, mistakes),
                PhoneSettings.read(said, mistakes));
        if (settings.certificate().isPresent() != settings.certificateKey().isPresent()) {
            mistakes.add("certificate and certificate-key belong together; give both or neither.");
        }
        List<String> keys = KEYS;
        said.keySet().stream()
                .filter(key -> !keys.contains(key))
                .forEach(key -> mistakes.add(
                        "\"" + key + "\" is no setting; the settings are " + String.join(", ", keys) + "."));
        if (!mistakes.isEmpty()) {
            throw new Mistaken(file, mistakes);
        }
        return settings;
    }

    private static final List<String> KEYS = Stream.concat(
                    Stream.of(
                            "host",
                            "sftp-port",
                            "https-port",
                            "api-port",
                            "public-url",
                            "database",
                            "grace-seconds",
                            "tls-1.2",
                            "certificate",
                            "certificate-key",
                            "inspection-require-attestation",
                            "inspection-small-count",
                            "uploads-kept-days"),
                    Stream.of(
                                    LimitSettings.KEYS,
                                    LogInSettings.KEYS,
                                    MailSettings.KEYS,
                                    ClamdSettings.KEYS,
                                    PhoneSettings.KEYS)
                            .flatMap(List::stream))
            .toList();

    private static Map<String, String> load(Path file, List<String> mistakes) throws IOException {
        Map<String, String> said = new TreeMap<>();
        try {
            Object loaded = new Load(
                            LoadSettings.builder().setAllowDuplicateKeys(false).build())
                    .loadFromString(Files.readString(file));
            if (loaded instanceof Map<?, ?> map) {
                map.forEach((key, value) -> said.put(String.valueOf(key), String.valueOf(value)));
            } else if (loaded != null) {
                mistakes.add("It must be a list of \"key: value\" lines.");
            }
        } catch (YamlEngineException e) {
            mistakes.add("It is not YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return said;
    }

    private static int port(Map<String, String> said, String key, int usual, List<String> mistakes) {
        String text = said.get(key);
        if (text == null) {
            return usual;
        }
        return number(text, 0, 65535, key + " must be a port from 0 to 65535 (0 for any free one)", mistakes);
    }

    private static Duration seconds(Map<String, String> said, List<String> mistakes) {
        String text = said.get("grace-seconds");
        return text == null
                ? USUAL_GRACE
                : Duration.ofSeconds(
                        number(text, 1, 86_400, "grace-seconds must be a number from 1 to 86400", mistakes));
    }

    private static int smallCount(Map<String, String> said, List<String> mistakes) {
        String text = said.get("inspection-small-count");
        return text == null
                ? USUAL_SMALL_COUNT
                : number(text, 2, 1000, "inspection-small-count must be a number from 2 to 1000", mistakes);
    }

    private static int whole(
            Map<String, String> said, String key, int usual, int least, int most, List<String> mistakes) {
        String text = said.get(key);
        return text == null
                ? usual
                : number(text, least, most, key + " must be a number from " + least + " to " + most, mistakes);
    }

    private static boolean flag(Map<String, String> said, String key, List<String> mistakes) {
        String text = said.getOrDefault(key, "false");
        if (!text.equals("true") && !text.equals("false")) {
            mistakes.add(key + " must be true or false; it is \"" + text + "\".");
        }
        return text.equals("true");
    }

    private static int number(String text, int least, int most, String must, List<String> mistakes) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        mistakes.add(must + "; it is \"" + text + "\".");
        return least;
    }

    private static Optional<URI> url(String text, List<String> mistakes) {
        Consumer<String> wrong = why -> mistakes.add("public-url must be like https://files.example.org; " + why);
        try {
            URI url = URI.create(text);
            if (!"https".equals(url.getScheme()) || url.getHost() == null) {
                wrong.accept("\"" + text + "\" has no https:// or no host.");
            } else if (!"".equals(url.getPath()) || url.getQuery() != null || url.getFragment() != null) {
                wrong.accept("\"" + text + "\" has more than scheme, host and port.");
            } else {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException e) {
            wrong.accept("\"" + text + "\" is no address.");
        }
        return Optional.empty();
    }
}
