package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealedWrapsTest {

    private static final String PASSWORD = "abc-def-ghj-kmn-prs";

    private final SecureRandom random = new SecureRandom();
    private final Passwords passwords = new Passwords(random, 64, 1);
    private final SealedBinding binding = new SealedBinding(BodyId.random(random), "d-1");
    private final DataKey key = DataKey.random(random);

    static List<VectorFile> records() {
        return VectorFile.all("sealed-link", "sealed-owner", "sealed-session");
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_sealed_wrap_opens_only_for_whom_and_what_it_was_made(VectorFile vector) throws WrapRefused {
        if (vector.get("result").equals("opens")) {
            byte[] opened = SealedVectorGenerator.open(vector).bytes().exposed();
            assertThat(java.util.HexFormat.of().formatHex(opened)).isEqualTo(vector.get("data-key"));
        } else {
            assertThat(vector.get("result")).isEqualTo("refused");
            assertThatThrownBy(() -> SealedVectorGenerator.open(vector))
                    .isInstanceOf(WrapRefused.class)
                    .hasMessage(new WrapRefused().getMessage())
                    .hasNoCause();
        }
    }

    @Test
    void the_committed_vectors_are_those_that_the_generator_writes(@TempDir Path folder) throws IOException {
        for (Map.Entry<String, String> written :
                new SealedVectorGenerator(folder).all().entrySet()) {
            assertThat(VectorFile.FOLDER.resolve(written.getKey())).hasContent(written.getValue());
        }
        assertThat(records()).hasSizeGreaterThan(30);
    }

    @Test
    void what_is_stored_for_the_check_of_token_and_password_opens_no_wrap() {
        Token token = Token.random(random);
        LinkLock lock = passwords.lock();
        byte[] record = SealedWraps.forLink(binding, Passwords.key(lock, "k-1", token, PASSWORD), key, random);
        String phc = passwords.hash(PASSWORD);
        byte[] stored = java.util.Base64.getDecoder().decode(phc.substring(phc.lastIndexOf('$') + 1));
        byte[] tokenHash = java.util.HexFormat.of().parseHex(token.hash());
        Token hashed = Token.parse(
                        java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(tokenHash))
                .orElseThrow();

        for (LinkKey guess : List.of(
                LinkKey.of("k-1", stored, token),
                LinkKey.of("k-1", stored, hashed),
                Passwords.key(lock, "k-1", hashed, PASSWORD),
                Passwords.key(lock, "k-1", token, "abc-def-ghj-kmn-prt"))) {
            assertThatThrownBy(() -> SealedWraps.open(binding, guess, record)).isInstanceOf(WrapRefused.class);
        }
    }

    @Test
    void even_the_hash_over_the_locks_own_salt_gives_another_key_for_another_token() throws WrapRefused {
        LinkLock lock = passwords.lock();
        Token token = Token.random(random);
        byte[] record = SealedWraps.forLink(binding, Passwords.key(lock, "k-1", token, PASSWORD), key, random);
        LinkKey other = Passwords.key(lock, "k-1", Token.random(random), PASSWORD);

        assertThatThrownBy(() -> SealedWraps.open(binding, other, record)).isInstanceOf(WrapRefused.class);
        assertThat(SealedWraps.open(binding, Passwords.key(lock, "k-1", token, "ABC def GHJ kmn PRS"), record))
                .isEqualTo(key);
    }

    @Test
    void a_wrap_of_one_kind_passes_for_no_other() {
        Token secret = Token.random(random);
        byte[] session = SealedWraps.forSession(binding, "k-1", secret, key, random);
        byte[] renamed = session.clone();
        System.arraycopy("SLL1".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, renamed, 0, 4);
        LinkKey link = Passwords.key(passwords.lock(), "k-1", secret, PASSWORD);

        assertThatThrownBy(() -> SealedWraps.open(binding, link, session)).isInstanceOf(WrapRefused.class);
        assertThatThrownBy(() -> SealedWraps.open(binding, link, renamed)).isInstanceOf(WrapRefused.class);
        assertThatThrownBy(() -> SealedWraps.open(binding, "k-1", secret, renamed))
                .isInstanceOf(WrapRefused.class);
    }

    @Test
    void an_owners_wrap_is_made_with_the_public_key_and_opened_with_the_private_one() throws WrapRefused {
        SealingKey owner = SealingKey.generate(random);
        SealingPublicKey known =
                SealingPublicKey.parse(owner.publicKey().text()).orElseThrow();
        byte[] record = SealedWraps.forOwner(binding, "p-1", known, key, random);

        SealingKey read = SealingKey.parse(owner.reveal()).orElseThrow();
        assertThat(SealedWraps.open(binding, "p-1", read, record)).isEqualTo(key);
        assertThat(record).hasSize(116);
        assertThatThrownBy(() -> SealedWraps.open(binding, "p-1", SealingKey.generate(random), record))
                .isInstanceOf(WrapRefused.class);
        assertThatThrownBy(() -> SealedWraps.open(binding, "p-2", read, record)).isInstanceOf(WrapRefused.class);
    }

    @Test
    void two_wraps_for_one_owner_have_nothing_in_common() {
        SealingPublicKey owner = SealingKey.generate(random).publicKey();
        byte[] one = SealedWraps.forOwner(binding, "p-1", owner, key, random);
        byte[] two = SealedWraps.forOwner(binding, "p-1", owner, key, random);

        assertThat(Arrays.copyOf(one, 32)).isNotEqualTo(Arrays.copyOf(two, 32));
        assertThat(Arrays.copyOfRange(one, 68, 116)).isNotEqualTo(Arrays.copyOfRange(two, 68, 116));
    }

    @Test
    void points_of_low_order_are_refused_on_either_side() {
        SealingKey owner = SealingKey.generate(random);
        byte[] zero = new byte[116];
        assertThatThrownBy(() -> SealedWraps.open(binding, "p-1", owner, zero)).isInstanceOf(WrapRefused.class);
        assertThatThrownBy(() -> SealedWraps.forOwner(binding, "p-1", SealingPublicKey.of(new byte[32]), key, random))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_public_key_is_what_the_jdk_makes_of_the_private_one() throws java.security.GeneralSecurityException {
        java.security.KeyPair pair =
                java.security.KeyPairGenerator.getInstance("X25519").generateKeyPair();
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        byte[] spki = pair.getPublic().getEncoded();
        String secret = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(pkcs8, pkcs8.length - 32, pkcs8.length));

        SealingKey read = SealingKey.parse("sluice-sealing-key-1:" + secret).orElseThrow();

        assertThat(read.publicKey().bytes()).isEqualTo(Arrays.copyOfRange(spki, spki.length - 32, spki.length));
    }

    @Test
    void odd_texts_are_no_keys() {
        SealingKey owner = SealingKey.generate(random);
        String text = owner.publicKey().text();
        for (String odd : List.of(
                "",
                "x",
                text + "A",
                text.substring(1),
                text.substring(0, text.length() - 1),
                owner.reveal(),
                "ssh-rsa AAAA")) {
            assertThat(SealingPublicKey.parse(odd)).as(odd).isEmpty();
        }
        for (String odd : List.of("", text, owner.reveal() + "A", owner.reveal().substring(2))) {
            assertThat(SealingKey.parse(odd)).isEmpty();
        }
        for (String odd :
                List.of("", "$argon2id$v=19$m=999999,t=1,p=1$AAECAwQFBgcICQoLDA0ODw", "$argon2id$v=19$m=64,t=1,p=1$")) {
            assertThat(LinkLock.parse(odd)).as(odd).isEmpty();
        }
        LinkLock lock = passwords.lock();
        assertThat(LinkLock.parse(lock.text())).contains(lock);
        assertThat(DataKey.parse(key.reveal())).contains(key);
        assertThat(DataKey.parse("x")).isEmpty();
    }

    @Test
    void nothing_secret_is_printed() {
        SealingKey owner = SealingKey.generate(random);
        Token token = Token.random(random);
        LinkKey link = Passwords.key(passwords.lock(), "k-1", token, PASSWORD);
        assertThat(owner).hasToString("SealingKey[redacted]");
        assertThat(link).hasToString("LinkKey[redacted]");
        owner.close();
        assertThatThrownBy(owner::reveal).isInstanceOf(IllegalStateException.class);
    }
}
