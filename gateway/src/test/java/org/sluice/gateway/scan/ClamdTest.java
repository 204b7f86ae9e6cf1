package org.sluice.gateway.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.scan.ScanAnswer;
import org.sluice.gateway.testkit.ScriptedScanner;

/** Nothing but the scanner's plain word on the whole of a file is its word, whatever it does instead. */
final class ClamdTest {
    private static final byte[] FILE = new byte[200_000];
    private static final ScanTimes SHORT =
            new ScanTimes(Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofSeconds(20));

    static {
        new Random(7).nextBytes(FILE);
    }

    private static ScanAnswer asked(ScriptedScanner scanner, byte[] file) {
        return new Clamd(scanner.settings(), SHORT).scan(new SeekableInMemoryByteChannel(file));
    }

    private static ScanAnswer answered(String words) {
        try (ScriptedScanner scanner = ScriptedScanner.answering(words)) {
            return asked(scanner, FILE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
    void a_file_arrives_whole_at_the_scanner_and_its_word_counts(int size) throws Exception {
        byte[] file = java.util.Arrays.copyOf(FILE, size);
        CompletableFuture<byte[]> arrived = new CompletableFuture<>();
        try (ScriptedScanner scanner = new ScriptedScanner(true, (in, out) -> {
            arrived.complete(ScriptedScanner.drain(in));
            ScriptedScanner.say(out, "stream: OK\0");
        })) {
            assertThat(asked(scanner, file)).isEqualTo(new ScanAnswer.Clean());
            assertThat(arrived.get()).isEqualTo(file);
        }
    }

    @Test
    void an_answer_that_comes_in_pieces_is_put_together() {
        try (ScriptedScanner scanner = new ScriptedScanner(true, (in, out) -> {
            ScriptedScanner.drain(in);
            for (int letter : "stream: OK\0".codePoints().toArray()) {
                ScriptedScanner.say(out, Character.toString(letter));
            }
        })) {
            assertThat(asked(scanner, FILE)).isEqualTo(new ScanAnswer.Clean());
        }
    }

    @Test
    void what_was_found_is_told_by_its_name_in_plain_letters() {
        assertThat(answered("stream: Win.Test.EICAR_HDB-1 FOUND"))
                .isEqualTo(new ScanAnswer.Infected("Win.Test.EICAR_HDB-1"));
        assertThat(answered("stream: \u001b[2JEvil\u00e9 FOUND")).isEqualTo(new ScanAnswer.Infected("?[2JEvil?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "stream: ok",
                "stream: OK ",
                " stream: OK",
                "stream: OK\n",
                "/etc/passwd: OK",
                "stream: FOUND",
                "UNKNOWN COMMAND",
                "stream: Can't allocate memory ERROR",
                "INSTREAM: Broken. ERROR",
                "HTTP/1.1 200 OK\r\n\r\n",
                "stream: OK\0stream: OK"
            })
    void any_other_words_are_no_word(String words) {
        assertThat(answered(words)).isInstanceOf(ScanAnswer.Failed.class);
    }

    @Test
    void a_scanner_that_stopped_before_the_end_did_not_look_at_the_file() {
        assertThat(answered("INSTREAM size limit exceeded. ERROR")).isEqualTo(new ScanAnswer.TooLarge());
        assertThat(answered("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND"))
                .isEqualTo(new ScanAnswer.TooLarge());
    }

    @Test
    void a_size_limit_is_heard_while_the_file_is_being_sent() {
        try (ScriptedScanner scanner = new ScriptedScanner(true, (in, out) -> {
            in.readNBytes(100_000);
            ScriptedScanner.say(out, "INSTREAM size limit exceeded. ERROR\0");
            in.transferTo(java.io.OutputStream.nullOutputStream());
        })) {
            assertThat(asked(scanner, new byte[20 << 20])).isEqualTo(new ScanAnswer.TooLarge());
        }
    }

    @Test
    void an_answer_before_the_end_is_no_answer() {
        try (ScriptedScanner scanner = new ScriptedScanner(true, (in, out) -> {
            ScriptedScanner.say(out, "stream: OK\0");
            in.transferTo(java.io.OutputStream.nullOutputStream());
        })) {
            assertThat(asked(scanner, new byte[20 << 20])).isInstanceOf(ScanAnswer.Failed.class);
        }
    }

    @Test
    void a_scanner_that_hangs_up_has_not_answered() {
        for (ScriptedScanner.Script script : new ScriptedScanner.Script[] {
            (in, out) -> {},
            (in, out) -> in.readNBytes(70_000),
            (in, out) -> ScriptedScanner.drain(in),
            (in, out) -> {
                ScriptedScanner.drain(in);
                ScriptedScanner.say(out, "stream: OK");
            }
        }) {
            try (ScriptedScanner scanner = new ScriptedScanner(true, script)) {
                assertThat(asked(scanner, FILE)).isInstanceOf(ScanAnswer.Failed.class);
                assertThat(asked(scanner, new byte[20 << 20])).isInstanceOf(ScanAnswer.Failed.class);
            }
        }
    }

    @Test
    void a_scanner_that_says_nothing_is_waited_for_no_longer_than_patience_lasts() {
        ScriptedScanner[] self = new ScriptedScanner[1];
        for (ScriptedScanner.Script script : new ScriptedScanner.Script[] {
            (in, out) -> self[0].hang(),
            (in, out) -> {
                ScriptedScanner.drain(in);
                self[0].hang();
            }
        }) {
            try (ScriptedScanner scanner = new ScriptedScanner(true, script)) {
                self[0] = scanner;
                assertThat(asked(scanner, new byte[20 << 20]))
                        .isEqualTo(new ScanAnswer.Failed("It did not answer in time."));
            }
        }
    }

    @Test
    void a_scanner_that_drips_letters_for_ever_is_left() {
        try (ScriptedScanner scanner = new ScriptedScanner(true, (in, out) -> {
            ScriptedScanner.drain(in);
            for (int i = 0; i < 100_000; i++) {
                ScriptedScanner.say(out, "x");
            }
        })) {
            assertThat(asked(scanner, FILE)).isInstanceOf(ScanAnswer.Failed.class);
        }
    }

    @Test
    void nobody_there_is_no_failure_of_the_file() {
        ClamdSettings gone;
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: OK")) {
            gone = scanner.settings();
        }
        for (ClamdSettings nowhere : new ClamdSettings[] {
            gone, new ClamdSettings("/nowhere/clamd.ctl", 100), new ClamdSettings("no-such-host.invalid:3310", 100)
        }) {
            Clamd clamd = new Clamd(nowhere, SHORT);
            assertThat(clamd.scan(new SeekableInMemoryByteChannel(new byte[10])))
                    .isInstanceOf(ScanAnswer.Unreachable.class);
            assertThat(clamd.ping()).isPresent();
        }
    }

    @Test
    void a_file_larger_than_it_takes_is_not_even_sent() {
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: OK")) {
            ClamdSettings small = new ClamdSettings(scanner.settings().place(), 10);
            Clamd clamd = new Clamd(small, SHORT);
            assertThat(clamd.scan(new SeekableInMemoryByteChannel(new byte[10])))
                    .isEqualTo(new ScanAnswer.Clean());
            assertThat(clamd.scan(new SeekableInMemoryByteChannel(new byte[11])))
                    .isEqualTo(new ScanAnswer.TooLarge());
            assertThat(scanner.asked()).isEqualTo(1);
        }
    }

    @Test
    void a_file_that_can_not_be_read_to_its_end_is_not_called_clean() {
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: OK")) {
            assertThat(new Clamd(scanner.settings(), SHORT).scan(new Broken()))
                    .isEqualTo(new ScanAnswer.Failed("The stored file can't be read."));
        }
    }

    @Test
    void only_the_plain_answer_to_ping_counts() {
        try (ScriptedScanner good = ScriptedScanner.answering("");
                ScriptedScanner bad = new ScriptedScanner(false, (in, out) -> {})) {
            assertThat(new Clamd(good.settings(), SHORT).ping()).isEmpty();
            assertThat(new Clamd(bad.settings(), SHORT).ping()).isPresent();
        }
    }

    /** Gives 100,000 bytes and then fails, as a damaged body does. */
    private static final class Broken implements SeekableByteChannel {
        private long at;

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (at >= 100_000) {
                throw new IOException("damaged");
            }
            int some = Math.min(into.remaining(), 10_000);
            into.put(new byte[some]);
            at += some;
            return some;
        }

        @Override
        public int write(ByteBuffer from) {
            throw new java.nio.channels.NonWritableChannelException();
        }

        @Override
        public long position() {
            return at;
        }

        @Override
        public SeekableByteChannel position(long to) {
            at = to;
            return this;
        }

        @Override
        public long size() {
            return 200_000;
        }

        @Override
        public SeekableByteChannel truncate(long to) {
            throw new java.nio.channels.NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
