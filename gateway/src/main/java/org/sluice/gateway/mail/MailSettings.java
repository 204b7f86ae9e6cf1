package org.sluice.gateway.mail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mail server that takes what the gateway sends, as {@code sluice.yaml} names it.
 *
 * @param user logs in with the password in {@code passwordFile}; both or neither
 * @param authority PEM file of the authorities that may vouch for the server; by default those of the Java runtime
 * @param from the address that mail comes from
 * @param pause how long mail of one kind gathers for a person before it goes
 */
public record MailSettings(
        String host,
        int port,
        Security security,
        Optional<String> user,
        Optional<Path> passwordFile,
        Optional<Path> authority,
        String from,
        Duration pause) {

    public static final Duration USUAL_PAUSE = Duration.ofMinutes(5);

    private static final String HOST = "smtp-host";
    private static final String PORT = "smtp-port";
    private static final String SECURITY = "smtp-security";
    private static final String USER = "smtp-user";
    private static final String PASSWORD = "smtp-password-file";
    private static final String AUTHORITY = "smtp-ca";
    private static final String FROM = "mail-from";
    private static final String PAUSE = "mail-pause-seconds";

    public static final List<String> KEYS = List.of(HOST, PORT, SECURITY, USER, PASSWORD, AUTHORITY, FROM, PAUSE);

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    /** How the way to the server is protected; its certificate is checked in both of the first two. */
    public enum Security {
        /** The server must offer TLS before anything is said. */
        STARTTLS(587),
        /** TLS from the first byte. */
        TLS(465),
        /** None, for a server on this very host. */
        NONE_LOOPBACK_ONLY(25);

        final int port;

        Security(int port) {
            this.port = port;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Nothing where no server is named. */
    public static Optional<MailSettings> read(Map<String, String> said, List<String> mistakes) {
        String host = said.get(HOST);
        if (host == null) {
            KEYS.stream()
                    .filter(said::containsKey)
                    .forEach(key -> mistakes.add(key + " means nothing without smtp-host."));
            return Optional.empty();
        }
        Security security = security(said, mistakes);
        int port = number(said, PORT, security.port, 1, 65_535, mistakes);
        int pause = number(said, PAUSE, (int) USUAL_PAUSE.toSeconds(), 0, 86_400, mistakes);
        Optional<String> user = Optional.ofNullable(said.get(USER));
        Optional<Path> password = file(said, PASSWORD, mistakes);
        if (user.isPresent() != said.containsKey(PASSWORD)) {
            mistakes.add("smtp-user and smtp-password-file belong together; give both or neither.");
        }
        if (security == Security.NONE_LOOPBACK_ONLY) {
            if (!LOOPBACK.contains(host)) {
                mistakes.add("smtp-security none-loopback-only is for a mail server on this host; " + host
                        + " is none. Take starttls or tls.");
            }
            if (user.isPresent()) {
                mistakes.add("smtp-user would send its password unprotected; take starttls or tls.");
            }
        }
        String from = said.getOrDefault(FROM, "");
        if (!Addresses.isOne(from)) {
            mistakes.add(FROM + " must be one e-mail address, such as sluice@relief.example; it is \"" + from + "\".");
        }
        return Optional.of(new MailSettings(
                host,
                port,
                security,
                user,
                password,
                file(said, AUTHORITY, mistakes),
                from,
                Duration.ofSeconds(pause)));
    }

    private static Security security(Map<String, String> said, List<String> mistakes) {
        String text = said.getOrDefault(SECURITY, Security.STARTTLS.word());
        return Arrays.stream(Security.values())
                .filter(one -> one.word().equals(text))
                .findFirst()
                .orElseGet(() -> {
                    mistakes.add(SECURITY + " must be starttls, tls or none-loopback-only; it is \"" + text + "\".");
                    return Security.STARTTLS;
                });
    }

    private static Optional<Path> file(Map<String, String> said, String key, List<String> mistakes) {
        Optional<Path> file = Optional.ofNullable(said.get(key)).map(Path::of);
        file.filter(path -> !Files.isReadable(path))
                .ifPresent(path -> mistakes.add(key + " names " + path + ", which can't be read."));
        return file;
    }

    private static int number(
            Map<String, String> said, String key, int usual, int least, int most, List<String> mistakes) {
        String text = said.get(key);
        if (text == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        mistakes.add(key + " must be a number from " + least + " to " + most + "; it is \"" + text + "\".");
        return usual;
    }
}
