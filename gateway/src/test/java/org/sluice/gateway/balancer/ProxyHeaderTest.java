package org.sluice.gateway.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The table of headers, whole and in pieces. */
final class ProxyHeaderTest {
    private static final String OWN = "SSH-";

    private static List<String[]> rows() throws IOException {
        try (InputStream in = ProxyHeaderTest.class.getResourceAsStream("/balancer/proxy-headers.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> {
                        int bar = line.lastIndexOf('|');
                        return new String[] {
                            line.substring(0, bar).stripTrailing(),
                            line.substring(bar + 1).strip()
                        };
                    })
                    .toList();
        }
    }

    @Test
    void every_row_of_the_table_is_read_as_it_says() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(50);
        for (String[] row : rows()) {
            String[] kindAndWords = row[1].split(" ", 2);
            assertThat(said(bytes(row[0])))
                    .as(row[0])
                    .startsWith(kindAndWords[0])
                    .contains(kindAndWords[kindAndWords.length - 1]);
        }
    }

    @Test
    void no_beginning_of_a_right_header_is_taken_for_one_or_called_wrong() throws IOException {
        for (String[] row : rows()) {
            byte[] whole = bytes(row[0]);
            if (ProxyHeader.of(whole) instanceof ProxyHeader.Complete complete) {
                assertThat(complete.length()).as(row[0]).isEqualTo(whole.length - OWN.length());
                for (int length = 0; length < complete.length(); length++) {
                    assertThat(ProxyHeader.of(Arrays.copyOf(whole, length)))
                            .as(row[0] + " cut after " + length)
                            .isInstanceOf(ProxyHeader.Unfinished.class);
                }
            }
        }
    }

    @Test
    void a_line_of_the_longest_length_is_read_and_one_byte_more_is_not() {
        String line = "PROXY UNKNOWN ";
        String longest = line + "a".repeat(ProxyHeader.LONGEST_LINE - line.length() - 2) + "\r\n";
        assertThat(said(longest.getBytes(StandardCharsets.US_ASCII))).isEqualTo("hidden");
        String longer = line + "a".repeat(ProxyHeader.LONGEST_LINE - line.length() - 1) + "\r\n";
        assertThat(said(longer.getBytes(StandardCharsets.US_ASCII))).contains("too long");
    }

    private static String said(byte[] bytes) {
        return switch (ProxyHeader.of(bytes)) {
            case ProxyHeader.Unfinished unfinished -> "unfinished";
            case ProxyHeader.Wrong wrong -> "wrong " + wrong.why();
            case ProxyHeader.Complete complete ->
                complete.client()
                        .map(address -> "client " + address.getHostAddress())
                        .orElse(complete.ofBalancer() ? "balancer" : "hidden");
        };
    }

    /** CRCC in a row stands for the checksum that is right there. */
    private static byte[] bytes(String written) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '\\') {
                out.write(c);
                continue;
            }
            char escaped = written.charAt(++i);
            switch (escaped) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                default -> {
                    out.write(Integer.parseInt(written.substring(i + 1, i + 3), 16));
                    i += 2;
                }
            }
        }
        byte[] bytes = out.toByteArray();
        int at = written.contains("CRCC") ? bytes.length - OWN.length() - 4 : -1;
        if (at >= 0) {
            Arrays.fill(bytes, at, at + 4, (byte) 0);
            CRC32C sum = new CRC32C();
            sum.update(bytes, 0, bytes.length - OWN.length());
            ByteBuffer.wrap(bytes).putInt(at, (int) sum.getValue());
        }
        return bytes;
    }
}
