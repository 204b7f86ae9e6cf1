package org.sluice.crypto.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real gpg makes the keys and opens the files. */
class PgpProgramIT {
    private static final String MADE = "20260101T000000";
    private static final String LATER = "20260201T000000";
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final String[] CURVE = {
        "Key-Type: eddsa", "Key-Curve: ed25519", "Subkey-Type: ecdh", "Subkey-Curve: cv25519", "Subkey-Usage: encrypt"
    };

    private Gpg gpg;

    @BeforeEach
    void home() throws IOException {
        gpg = new Gpg();
    }

    @AfterEach
    void leave() throws IOException {
        if (gpg != null) {
            gpg.close();
        }
    }

    private static String[] rsa(int bits) {
        return new String[] {
            "Key-Type: rsa",
            "Key-Length: 3072",
            "Key-Usage: sign",
            "Subkey-Type: rsa",
            "Subkey-Length: " + bits,
            "Subkey-Usage: encrypt"
        };
    }

    private PgpPublicKey key(String name) throws Exception {
        return PgpPublicKey.read(gpg.exported(name));
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static byte[] sealed(byte[] content, PgpPublicKey... keys) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PgpWriter writer = PgpWriter.begin(out, List.of(keys), NOW, new SecureRandom());
        writer.write(content);
        writer.finish();
        return out.toByteArray();
    }

    private static PgpRefused.Why why(byte[] given, Instant at) {
        try {
            PgpPublicKey.read(given).check(at);
        } catch (PgpRefused e) {
            return e.why();
        }
        throw new AssertionError("it counts");
    }

    @Test
    void gpg_opens_what_was_sealed_for_its_keys_at_every_length() throws Exception {
        gpg.make(MADE, "curve", CURVE);
        gpg.make(MADE, "rsa", rsa(3072));
        PgpPublicKey curve = key("curve");
        PgpPublicKey rsa = PgpPublicKey.read(gpg.exported("rsa", "--armor"));
        for (int size : new int[] {0, 1, 511, 512, 65_535, 65_536, 65_537, 131_072, 3_000_000}) {
            byte[] both = sealed(content(size), curve, rsa);
            assertThat(PgpMessage.begins(new ByteArrayInputStream(both))).isTrue();
            assertThat(gpg.done(LATER, both, "--decrypt")).as("size %d", size).isEqualTo(content(size));
        }
        byte[] sealed = sealed(content(1000), curve, rsa);
        gpg.done(LATER, new byte[0], "--yes", "--delete-secret-keys", gpg.fingerprint("curve"));
        assertThat(gpg.done(LATER, sealed, "--decrypt")).as("by the other").isEqualTo(content(1000));
        assertThat(curve.fingerprint().replace(" ", "")).isEqualTo(gpg.fingerprint("curve"));
    }

    @Test
    void a_message_says_neither_name_nor_time_and_is_protected_against_change() throws Exception {
        gpg.make(MADE, "curve", CURVE);
        byte[] sealed = sealed(content(100_000), key("curve"));
        String packets = new String(gpg.done(LATER, sealed, "--list-packets"), StandardCharsets.UTF_8);
        assertThat(packets)
                .contains("mdc_method: 2")
                .contains("created 0, name=\"\"")
                .doesNotContain("compressed packet")
                .doesNotContain("signature packet");
        assertThat(gpg.run(LATER, sealed, "--verbose", "--decrypt").err()).contains("AES256");
        for (int at : new int[] {sealed.length / 2, sealed.length - 1}) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThat(gpg.run(LATER, changed, "--decrypt").status()).isNotZero();
        }
    }

    @Test
    void what_was_not_finished_does_not_open_as_whole() throws Exception {
        gpg.make(MADE, "curve", CURVE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PgpWriter writer = PgpWriter.begin(out, List.of(key("curve")), NOW, new SecureRandom());
        byte[] piece = content(1 << 20);
        writer.write(piece);
        // It keeps no more than two pieces back, however long the content is.
        assertThat(out.size()).isGreaterThan((1 << 20) - 3 * 65_536);
        writer.write(piece);
        assertThat(out.size()).isGreaterThan((2 << 20) - 3 * 65_536);
        writer.close();
        assertThat(gpg.run(LATER, out.toByteArray(), "--decrypt").status()).isNotZero();
        assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IOException.class);
    }

    @Test
    void a_key_counts_until_the_very_instant_at_which_it_expires() throws Exception {
        gpg.make(MADE, "short", CURVE[0], CURVE[1], CURVE[2], CURVE[3], CURVE[4], "Expire-Date: 20260302T080000");
        PgpPublicKey key = key("short");
        assertThat(key.check(NOW.minusSeconds(1))).contains(NOW);
        assertThat(why(gpg.exported("short"), NOW)).isEqualTo(PgpRefused.Why.EXPIRED);
        assertThatThrownBy(() -> PgpWriter.begin(new ByteArrayOutputStream(), List.of(key), NOW, new SecureRandom()))
                .isInstanceOf(PgpRefused.class);
        // Before it was made nothing of it counts.
        assertThat(why(gpg.exported("short"), Instant.parse("2025-12-31T00:00:00Z")))
                .isIn(PgpRefused.Why.UNBOUND, PgpRefused.Why.NO_ENCRYPTION);
        gpg.done(LATER, new byte[0], "--quick-set-expire", gpg.fingerprint("short"), "20270101T000000");
        gpg.done(LATER, new byte[0], "--quick-set-expire", gpg.fingerprint("short"), "20270101T000000", "*");
        assertThat(PgpPublicKey.read(gpg.exported("short")).check(NOW)).isPresent();
    }

    @Test
    void a_part_for_encryption_that_expired_does_not_count_though_its_key_lives() throws Exception {
        gpg.make(MADE, "sub", CURVE[0], CURVE[1]);
        String fingerprint = gpg.fingerprint("sub");
        gpg.done(MADE, new byte[0], "--quick-add-key", fingerprint, "cv25519", "encr", "20260302T080000");
        assertThat(key("sub").check(NOW.minusSeconds(1))).isEmpty();
        assertThat(why(gpg.exported("sub"), NOW)).isEqualTo(PgpRefused.Why.NO_ENCRYPTION);
    }

    @Test
    void a_revoked_key_and_a_revoked_part_do_not_count() throws Exception {
        gpg.make(MADE, "gone", CURVE);
        String fingerprint = gpg.fingerprint("gone");
        byte[] before = gpg.exported("gone");
        PgpPublicKey.read(before).check(NOW);
        String answers = "y\n0\n\ny\n";
        byte[] revocation = gpg.done(
                LATER,
                answers.getBytes(StandardCharsets.UTF_8),
                "--no-batch",
                "--command-fd",
                "0",
                "--gen-revoke",
                fingerprint);
        gpg.done(LATER, revocation, "--import");
        assertThat(why(gpg.exported("gone"), NOW)).isEqualTo(PgpRefused.Why.REVOKED);
        assertThat(PgpPublicKey.read(gpg.exported("gone")).fingerprint())
                .isEqualTo(PgpPublicKey.read(before).fingerprint());

        gpg.make(MADE, "part", CURVE);
        gpg.done(
                LATER,
                "key 1\nrevkey\ny\n0\n\ny\nsave\n".getBytes(StandardCharsets.UTF_8),
                "--no-batch",
                "--command-fd",
                "0",
                "--edit-key",
                gpg.fingerprint("part"));
        assertThat(why(gpg.exported("part"), NOW)).isEqualTo(PgpRefused.Why.NO_ENCRYPTION);
    }

    @Test
    void what_is_weak_or_only_signs_does_not_count() throws Exception {
        gpg.make(MADE, "weak", rsa(2048));
        assertThat(why(gpg.exported("weak"), NOW)).isEqualTo(PgpRefused.Why.NO_ENCRYPTION);
        gpg.make(MADE, "sign", CURVE[0], CURVE[1]);
        assertThat(why(gpg.exported("sign"), NOW)).isEqualTo(PgpRefused.Why.NO_ENCRYPTION);
        gpg.make(MADE, "nist", "Key-Type: ecdsa", "Key-Curve: nistp256", "Subkey-Type: ecdh", "Subkey-Curve: nistp256");
        assertThat(why(gpg.exported("nist"), NOW)).isEqualTo(PgpRefused.Why.NO_ENCRYPTION);
    }

    @Test
    void a_secret_key_is_refused_with_a_warning_and_several_keys_and_other_files_are_refused() throws Exception {
        gpg.make(MADE, "one", CURVE);
        gpg.make(MADE, "two", CURVE);
        byte[] secret = gpg.done(LATER, new byte[0], "--export-secret-keys", gpg.fingerprint("one"));
        byte[] armoured = gpg.done(LATER, new byte[0], "--armor", "--export-secret-keys", gpg.fingerprint("one"));
        for (byte[] given : List.of(secret, armoured)) {
            assertThatThrownBy(() -> PgpPublicKey.read(given))
                    .isInstanceOf(PgpRefused.class)
                    .hasMessageContaining("SECRET")
                    .hasMessageContaining("make a new one");
        }
        byte[] both = gpg.done(LATER, new byte[0], "--export");
        assertThat(why(both, NOW)).isEqualTo(PgpRefused.Why.SEVERAL);
        String first = new String(gpg.exported("one", "--armor"), StandardCharsets.US_ASCII);
        String second = new String(gpg.exported("two", "--armor"), StandardCharsets.US_ASCII);
        assertThat(why((first + second).getBytes(StandardCharsets.US_ASCII), NOW))
                .isEqualTo(PgpRefused.Why.SEVERAL);
        for (byte[] other : List.of(new byte[0], "hello".getBytes(StandardCharsets.UTF_8), content(1000))) {
            assertThat(why(other, NOW)).isEqualTo(PgpRefused.Why.NOT_A_KEY);
        }
        byte[] cut = gpg.exported("one");
        assertThat(why(java.util.Arrays.copyOf(cut, cut.length - 1), NOW)).isEqualTo(PgpRefused.Why.NOT_A_KEY);
        assertThat(why(new byte[PgpPackets.LONGEST + 1], NOW)).isEqualTo(PgpRefused.Why.TOO_LONG);
    }

    @Test
    void a_part_of_another_key_is_not_taken_for_its_own() throws Exception {
        gpg.make(MADE, "honest", CURVE[0], CURVE[1]);
        gpg.make(MADE, "thief", CURVE);
        byte[] honest = gpg.exported("honest");
        byte[] thief = gpg.exported("thief");
        // Its last two packets are the subkey and the signature that binds it to the thief's key.
        int subkey = 0;
        for (int at = 0; at < thief.length; at += 2 + (thief[at + 1] & 0xff)) {
            if (((thief[at] >> 2) & 0x0f) == 14) {
                subkey = at;
            }
        }
        assertThat(subkey).isPositive();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(honest);
        joined.write(thief, subkey, thief.length - subkey);
        assertThat(why(joined.toByteArray(), NOW)).isEqualTo(PgpRefused.Why.NO_ENCRYPTION);
    }

    @Test
    void a_changed_key_never_counts_and_never_throws_anything_else() throws Exception {
        gpg.make(MADE, "curve", CURVE);
        byte[] key = gpg.exported("curve");
        String fingerprint = PgpPublicKey.read(key).fingerprint();
        Random chance = new Random(5);
        for (int tries = 0; tries < 3000; tries++) {
            byte[] changed = key.clone();
            changed[chance.nextInt(key.length)] = (byte) chance.nextInt();
            try {
                PgpPublicKey read = PgpPublicKey.read(changed);
                byte[] sealed = sealed(content(10), read);
                // Where it counts still, what was changed has no say in for whom it is sealed.
                if (read.fingerprint().equals(fingerprint)) {
                    assertThat(read.use(NOW).keys()).hasSize(1);
                    if (tries % 50 == 0) {
                        gpg.done(LATER, sealed, "--decrypt");
                    }
                } else {
                    throw new AssertionError("another key counts without a signature of its own");
                }
            } catch (PgpRefused e) {
                assertThat(e.why()).isNotNull();
            }
        }
    }
}
