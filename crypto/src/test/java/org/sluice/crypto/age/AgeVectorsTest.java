package org.sluice.crypto.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
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
    void a_file_opens_or_is_refused_for_the_reason_named(VectorFile vector) throws Exception {
        List<AgeIdentity> all = new ArrayList<>();
        vector.each("identity")
                .forEach(spelled -> all.add(AgeSecretKey.parse(spelled).orElseThrow()));
        vector.each("passphrase").forEach(words -> all.add(new AgePassphrase(words, AgePassphrase.MOST_WORK)));
        AgeIdentity[] identities = all.toArray(AgeIdentity[]::new);
        byte[] file = HexFormat.of().parseHex(vector.get("file"));
        if (vector.get("result").equals("opens")) {
            byte[] plain = Ages.open(file, identities);
            if (vector.find("plain-sha256").isPresent()) {
                assertThat(MessageDigest.getInstance("SHA-256").digest(plain))
                        .isEqualTo(HexFormat.of().parseHex(vector.get("plain-sha256")));
            } else {
                assertThat(plain).isEqualTo(Ages.plain(Integer.parseInt(vector.get("plain-length"))));
            }
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
        assertThat(files()).hasSizeGreaterThan(55);
    }
}
