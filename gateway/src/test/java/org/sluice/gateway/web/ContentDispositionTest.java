package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {
    @ParameterizedTest
    @CsvSource({"report.xlsx, report.xlsx", "été 1.csv, ete 1.csv", "100%.csv, 100_.csv", "İzmir.csv, Izmir.csv"})
    void the_plain_name_is_ascii(String name, String fallback) {
        assertThat(ContentDisposition.fallback(name)).isEqualTo(fallback);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"تقييم \"شمال\".xlsx", "a;b'c\"d\\e.csv", "x\r\nSet-Cookie: a=b", "плюс+ %41.txt", "a#b?c/d"})
    void any_name_comes_back_whole_and_breaks_no_header(String name) {
        String header = ContentDisposition.attachment(name);
        assertThat(header).matches("attachment; filename=\"[^\"\\\\]*\"; filename\\*=UTF-8''[A-Za-z0-9._~%-]*");
        assertThat(URLDecoder.decode(header.substring(header.indexOf("''") + 2), StandardCharsets.UTF_8))
                .isEqualTo(name);
    }
}
