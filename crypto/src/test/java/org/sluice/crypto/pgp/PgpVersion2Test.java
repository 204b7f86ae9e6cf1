package org.sluice.crypto.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyGenerator;
import org.bouncycastle.openpgp.api.OpenPGPMessageInputStream;
import org.bouncycastle.openpgp.api.OpenPGPMessageProcessor;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.junit.jupiter.api.Test;

/** Keys and files of RFC 9580, which gpg does not know; Bouncy Castle's own reader opens them. */
class PgpVersion2Test {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private static OpenPGPKey made(int version) throws Exception {
        return new OpenPGPKeyGenerator(
                        new BcOpenPGPImplementation(), version, false, Date.from(NOW.minusSeconds(86_400)))
                .ed25519x25519Key("A desk <desk@example.org>")
                .build();
    }

    @Test
    void a_file_for_keys_that_say_so_has_a_tag_for_each_piece() throws Exception {
        OpenPGPKey key = made(6);
        PgpPublicKey read = PgpPublicKey.read(key.toCertificate().getEncoded());
        assertThat(read.fingerprint().replace(" ", "")).hasSize(64);
        assertThat(PgpPublicKey.read(read.armoured())).isEqualTo(read);
        byte[] content = new byte[200_000];
        new Random(3).nextBytes(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PgpWriter writer = PgpWriter.begin(out, List.of(read), NOW, new SecureRandom());
        writer.write(content);
        writer.finish();
        assertThat(PgpMessage.begins(new ByteArrayInputStream(out.toByteArray())))
                .isTrue();
        try (InputStream opened = new OpenPGPMessageProcessor(new BcOpenPGPImplementation())
                .addDecryptionKey(key)
                .process(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(opened.readAllBytes()).isEqualTo(content);
            OpenPGPMessageInputStream.Result result = ((OpenPGPMessageInputStream) opened).getResult();
            assertThat(result.getEncryptionMethod().getMode().name()).isEqualTo("SEIPDv2");
        }
    }
}
