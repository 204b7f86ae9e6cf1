package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordVectorsTest {

    static List<VectorFile> records() {
        return VectorFile.all("wrap", "channel-key-record", "node-secret");
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_record_opens_only_for_what_it_is_bound_to(VectorFile vector) throws WrapRefused {
        if (vector.get("result").equals("opens")) {
            String secret = switch (vector.get("kind")) {
                case "wrap" -> "data-key";
                case "channel-key-record" -> "channel-key";
                default -> "secret";
            };
            assertThat(RecordVectorGenerator.open(vector)).isEqualTo(vector.get(secret));
        } else {
            assertThat(vector.get("result")).isEqualTo("refused");
            assertThatThrownBy(() -> RecordVectorGenerator.open(vector))
                    .isInstanceOf(WrapRefused.class)
                    .hasMessage(new WrapRefused().getMessage())
                    .hasNoCause();
        }
    }

    @Test
    void the_committed_vectors_are_those_that_the_generator_writes(@TempDir Path folder) throws IOException {
        for (Map.Entry<String, String> written :
                new RecordVectorGenerator(folder).all().entrySet()) {
            assertThat(VectorFile.FOLDER.resolve(written.getKey())).hasContent(written.getValue());
        }
        assertThat(records()).hasSizeGreaterThan(25);
    }
}
