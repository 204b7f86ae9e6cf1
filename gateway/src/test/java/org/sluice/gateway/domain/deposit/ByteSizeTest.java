package org.sluice.gateway.domain.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes as people write them. */
final class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "4096 B, 4096",
        "1KiB, 1024",
        "1kb, 1000",
        "20GiB, 21474836480",
        "' 20 GiB ', 21474836480",
        "1.5 TiB, 1649267441664",
        "8191PiB, 9222246136947933184"
    })
    void what_is_a_size_is_read(String written, long bytes) {
        assertThat(ByteSize.of(written)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GiB", "-1", "1e9", "20 GiBs", "20 G", "1,5 GiB", "9999999999PiB", "١٠", "1 i b"})
    void what_is_none_is_not(String written) {
        assertThat(ByteSize.of(written)).isEmpty();
    }

    @Test
    void sizes_are_told_in_the_largest_unit_of_which_there_is_one() {
        assertThat(ByteSize.text(0)).isEqualTo("0 B");
        assertThat(ByteSize.text(1023)).isEqualTo("1023 B");
        assertThat(ByteSize.text(1024)).isEqualTo("1 KiB");
        assertThat(ByteSize.text(1536L << 20)).isEqualTo("1.5 GiB");
        assertThat(ByteSize.text(250L << 30)).isEqualTo("250 GiB");
        assertThat(ByteSize.text(Long.MAX_VALUE)).isEqualTo("8192 PiB");
    }
}
