package org.sluice.crypto.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.crypto.VectorFile;

class AgeVectorsTest {

    static List<VectorFile> files() {
        return VectorFile.all("age");
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_opens_or_is_refused_for_the_reason_named(VectorFile vector) throws IOException {
        AgeIdentity[] identities = {
            AgeSecretKey.parse(vector.get("identity")).orElseThrow(),
            new AgePassphrase(vector.get("passphrase"), AgePassphrase.MOST_WORK)
        };
        byte[] file = HexFormat.of().parseHex(vector.get("file"));
        if (vector.get("result").equals("opens")) {
            assertThat(Ages.open(file, identities)).isEqualTo(Ages.plain(Integer.parseInt(vector.get("plain-length"))));
        } else {
            AgeRefused refused = catchThrowableOfType(AgeRefused.class, () -> Ages.open(file, identities));
            assertThat(refused).isNotNull().hasNoCause();
            assertThat(refused.why())
                    .isEqualTo(
                            switch (vector.get("result")) {
                                case "not-age" -> AgeRefused.Why.NOT_AGE;
                                case "header" -> AgeRefused.Why.HEADER;
                                case "no-key-fits" -> AgeRefused.Why.NO_KEY_FITS;
                                case "too-costly" -> AgeRefused.Why.TOO_COSTLY;
                                case "content" -> AgeRefused.Why.CONTENT;
                                default -> throw new IllegalArgumentException(vector.get("result"));
                            });
        }
    }

    @Test
    void the_committed_vectors_are_those_that_the_generator_writes(@TempDir Path folder) throws IOException {
        for (Map.Entry<String, String> written :
                new AgeVectorGenerator(folder).all().entrySet()) {
            assertThat(VectorFile.FOLDER.resolve(written.getKey())).hasContent(written.getValue());
        }
        assertThat(files()).hasSizeGreaterThan(35);
    }
}
