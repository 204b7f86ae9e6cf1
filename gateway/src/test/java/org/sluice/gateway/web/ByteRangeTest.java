package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 0, 100",
        "bytes=0-0, 0, 1",
        "bytes=99-, 99, 100",
        "bytes=10-19, 10, 20",
        "bytes=10-1000, 10, 100",
        "bytes=-1, 99, 100",
        "bytes=-1000, 0, 100",
        "Bytes= 5 - 6 , 5, 7"
    })
    void one_range_is_taken(String header, long from, long to) {
        assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Part(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=200-300", "bytes=-0"})
    void what_the_file_does_not_have_is_beyond(String header) {
        assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Beyond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,5-6",
                "bytes=-",
                "bytes=5-4",
                "items=0-1",
                "bytes=a-b",
                "",
                "bytes=1",
                "bytes=0-99999999999999999999999"
            })
    void several_or_malformed_ranges_are_answered_whole(String header) {
        assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void no_range_is_the_whole_and_an_empty_file_has_none() {
        assertThat(ByteRange.of(null, 100)).isEqualTo(new ByteRange.Whole());
        assertThat(ByteRange.of("bytes=0-", 0)).isEqualTo(new ByteRange.Beyond());
        assertThat(ByteRange.of("bytes=-5", 0)).isEqualTo(new ByteRange.Beyond());
    }
}
