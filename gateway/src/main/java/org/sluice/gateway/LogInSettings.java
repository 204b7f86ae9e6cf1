package org.sluice.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sluice.gateway.balancer.Balancers;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Cidr;

/**
 * How people get in.
 *
 * @param secondFactor channels that are closed to SFTP sessions without the code of an authenticator app
 * @param banner what a client is shown before it logs in; by default a few lines of our own
 * @param proxyPort where balancers connect over SFTP that begin with a PROXY header; 0 for any free port
 * @param httpsProxyPort the same over HTTPS
 * @param proxyFrom the balancers
 */
public record LogInSettings(
        Set<Channel> secondFactor,
        Optional<String> banner,
        Optional<Integer> proxyPort,
        Optional<Integer> httpsProxyPort,
        List<Cidr> proxyFrom) {
    static final List<String> KEYS =
            List.of("second-factor", "banner-file", "proxy-port", "https-proxy-port", "proxy-from");

    public static final LogInSettings USUAL =
            new LogInSettings(Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /** RFC 4252 sets no limit; more would scroll away what matters. */
    private static final int LONGEST_BANNER = 4000;

    public LogInSettings {
        secondFactor = Set.copyOf(secondFactor);
        proxyFrom = List.copyOf(proxyFrom);
    }

    /** @param port reads the setting of this name, where it is there, like the other ports */
    static LogInSettings read(
            Map<String, String> said, Function<String, Optional<Integer>> port, List<String> mistakes) {
        LogInSettings settings = new LogInSettings(
                channels(said, mistakes),
                Optional.ofNullable(said.get("banner-file")).flatMap(file -> banner(file, mistakes)),
                port.apply("proxy-port"),
                port.apply("https-proxy-port"),
                networks(said, mistakes));
        boolean ports =
                settings.proxyPort().isPresent() || settings.httpsProxyPort().isPresent();
        if (ports == settings.proxyFrom().isEmpty()) {
            mistakes.add(
                    "proxy-port or https-proxy-port, and proxy-from belong together: without the balancers' networks"
                            + " anybody could say where they come from.");
        }
        return settings;
    }

    /** The balancers at one of their ports. */
    Optional<Balancers> balancers(Optional<Integer> port) {
        return port.map(number -> Balancers.of(number, proxyFrom));
    }

    /** Values of a list, whether it was written as a list or with commas. */
    private static List<String> values(Map<String, String> said, String key) {
        String text = said.getOrDefault(key, "").strip();
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        return bare.isBlank()
                ? List.of()
                : java.util.Arrays.stream(bare.split(",", -1))
                        .map(String::strip)
                        .toList();
    }

    private static Set<Channel> channels(Map<String, String> said, List<String> mistakes) {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        for (String word : values(said, "second-factor")) {
            Channel.of(word)
                    .ifPresentOrElse(
                            channels::add,
                            () -> mistakes.add("second-factor is a list of channels; \"" + word + "\" is none of "
                                    + String.join(", ", Channel.words()) + "."));
        }
        return channels;
    }

    private static List<Cidr> networks(Map<String, String> said, List<String> mistakes) {
        List<Cidr> networks = new ArrayList<>();
        for (String word : values(said, "proxy-from")) {
            switch (Cidr.of(word)) {
                case Answer.Done<Cidr> done -> networks.add(done.value());
                case Answer.Refused<Cidr> refused ->
                    mistakes.add("proxy-from: " + refused.refusal().message());
            }
        }
        return networks;
    }

    private static Optional<String> banner(String file, List<String> mistakes) {
        try {
            String text =
                    Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
            if (text.length() <= LONGEST_BANNER && text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r')) {
                return Optional.of(text.isEmpty() ? "" : text.replaceAll("\r?\n", "\r\n") + "\r\n");
            }
            mistakes.add("banner-file: " + file + " must be plain text of at most " + LONGEST_BANNER
                    + " characters, without tabs and other control characters.");
        } catch (IOException | java.nio.file.InvalidPathException e) {
            mistakes.add("banner-file: " + file + " can't be read as UTF-8 text.");
        }
        return Optional.empty();
    }
}
