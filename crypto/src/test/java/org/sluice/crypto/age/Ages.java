package org.sluice.crypto.age;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** What the tests of age files have in common. */
final class Ages {

    static final AgeSecretKey KEY = AgeSecretKey.parse(
                    "AGE-SECRET-KEY-18R9X02VGQ2QUCJN77C7US2UX84M3V3T2FMZMPLQTRW2VWDKM05USHUF5H5")
            .orElseThrow();
    static final AgeSecretKey HYBRID = AgeSecretKey.generatePostQuantum(new FixedRandom(7));
    static final String PASSPHRASE = "one two – ثلاثة";

    private Ages() {}

    /** Byte i is (31·i + 7) mod 251, as in every vector. */
    static byte[] plain(int length) {
        byte[] plain = new byte[length];
        for (int i = 0; i < length; i++) {
            plain[i] = (byte) ((31L * i + 7) % 251);
        }
        return plain;
    }

    static byte[] seal(byte[] plain, AgeRecipient... recipients) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AgeWriter writer = AgeWriter.begin(out, List.of(recipients), new FixedRandom(1))) {
            writer.write(plain);
            writer.finish();
        }
        return out.toByteArray();
    }

    static byte[] open(byte[] file, AgeIdentity... identities) throws IOException {
        try (AgeReader reader = AgeReader.open(new ByteArrayInputStream(file), List.of(identities))) {
            return reader.readAllBytes();
        }
    }
}
