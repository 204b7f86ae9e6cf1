package org.sluice.gateway.scan;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.scan.ScanAnswer;

/**
 * Asks clamd about a file by its INSTREAM command (clamd(8), "COMMANDS"). Whatever is not, to the letter, its word that a
 * whole stream is clean, is none: an early answer, a cut one, one of another form. Thread-safe; each call has a connection of
 * its own.
 */
public final class Clamd {
    private static final Pattern FOUND = Pattern.compile("stream: (.{1,4000}) FOUND");
    private static final String CLEAN = "stream: OK";
    /** What clamd names so it found nothing in: it stopped looking before the end. */
    private static final String NOT_ALL_OF_IT = "Heuristics.Limits.Exceeded";

    private static final String SIZE_LIMIT = "INSTREAM size limit exceeded. ERROR";
    private static final int LONGEST_SIGNATURE = 200;

    private final ClamdSettings settings;
    private final ScanTimes times;

    public Clamd(ClamdSettings settings) {
        this(settings, new ScanTimes(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30)));
    }

    Clamd(ClamdSettings settings, ScanTimes times) {
        this.settings = settings;
        this.times = times;
    }

    /** Bytes of a file that it takes. */
    public long most() {
        return settings.most();
    }

    /** Where it is, for people. */
    public String place() {
        return settings.place();
    }

    /**
     * Asks about a file.
     *
     * @param content read from its start; stays open
     */
    public ScanAnswer scan(SeekableByteChannel content) {
        try {
            if (content.size() > settings.most()) {
                return new ScanAnswer.TooLarge();
            }
            content.position(0);
        } catch (IOException e) {
            return unreadable();
        }
        try (Exchange exchange = Exchange.open(settings.address(), times)) {
            return judged(exchange.stream(content));
        } catch (Exchange.Unreadable e) {
            return unreadable();
        } catch (Exchange.NotThere e) {
            return new ScanAnswer.Unreachable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new ScanAnswer.Failed(said(e.getMessage()));
        }
    }

    /** What keeps it from answering at all; nothing while it does. */
    public Optional<String> ping() {
        try (Exchange exchange = Exchange.open(settings.address(), times.forPing())) {
            Exchange.Said answer = exchange.command("PING");
            return answer.words().equals("PONG") ? Optional.empty() : Optional.of("It answers, but not as clamd does.");
        } catch (IOException e) {
            return Optional.of(said(e.getMessage()));
        }
    }

    private static ScanAnswer judged(Exchange.Said said) {
        String words = said.words();
        if (words.equals(SIZE_LIMIT)) {
            return new ScanAnswer.TooLarge();
        }
        if (said.early()) {
            return new ScanAnswer.Failed("It answered before it had seen the whole file.");
        }
        if (words.equals(CLEAN)) {
            return new ScanAnswer.Clean();
        }
        Matcher found = FOUND.matcher(words);
        if (!found.matches()) {
            return new ScanAnswer.Failed("It answered: " + plain(words));
        }
        String signature = plain(found.group(1));
        return signature.startsWith(NOT_ALL_OF_IT) ? new ScanAnswer.TooLarge() : new ScanAnswer.Infected(signature);
    }

    private static ScanAnswer unreadable() {
        return new ScanAnswer.Failed("The stored file can't be read.");
    }

    private static String said(@Nullable String message) {
        return message == null ? "The connection broke." : plain(message);
    }

    /** The words of another program, as they may stand in records and on terminals. */
    private static String plain(String words) {
        String cut = words.length() > LONGEST_SIGNATURE ? words.substring(0, LONGEST_SIGNATURE) : words;
        byte[] plain = cut.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < plain.length; i++) {
            if (plain[i] < ' ' || plain[i] > '~') {
                plain[i] = '?';
            }
        }
        return new String(plain, StandardCharsets.US_ASCII);
    }
}
