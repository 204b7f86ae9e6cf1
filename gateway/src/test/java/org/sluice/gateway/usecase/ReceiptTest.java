package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.domain.audit.Verifier;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.deposit.Receipt;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.retention.Certificate;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** The gateway's signed word that it holds a file. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ReceiptTest {
    private static final String TYPE = "assessments-reports";

    private final TestDatabase kind;
    private GatewayFixture gateway;

    ReceiptTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR);
        gateway.person("berivan", "org-b", Role.DEPOSITOR);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    /** Signs like the gateway: Ed25519 gives one signature for a text. */
    private boolean sound(Receipt receipt) {
        return Receipt.isSigned(receipt.signed(), receipt.signature(), verifier());
    }

    private Verifier verifier() {
        Signer signer = gateway.inside.auditSigner;
        return new Verifier() {
            @Override
            public String fingerprint() {
                return signer.fingerprint();
            }

            @Override
            public boolean verify(byte[] message, byte[] signature) {
                return java.security.MessageDigest.isEqual(signer.sign(message), signature);
            }
        };
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void it_says_what_came_and_what_is_decided_and_is_signed_over_exactly_that() {
        Deposit deposit = gateway.assessment("ali", "Bulgular \u0627\u062e\"x.csv", bytes("a,b"));
        try (Visit visit = gateway.visit("ali")) {
            Receipt receipt = gateway.inside.receipts.of(visit, deposit).orThrow();

            JsonNode file = json(receipt.text());
            JsonNode said = file.path("receipt");
            assertThat(json(receipt.signed())).isEqualTo(said);
            assertThat(file.path("signed").asText()).isEqualTo(receipt.signed());
            assertThat(said.path("id").asText()).isEqualTo(deposit.id());
            assertThat(said.path("name").asText()).isEqualTo(deposit.name());
            assertThat(said.path("size").asLong()).isEqualTo(3);
            assertThat(said.path("sha256").asText()).isEqualTo(deposit.sha256().orElseThrow());
            assertThat(said.path("state").asText()).isEqualTo("deposited");
            assertThat(said.path("gateway").asText()).isEqualTo("https://localhost:8443");
            assertThat(said.path("asOf").asText()).isNotEmpty();
            assertThat(said.path("key").asText()).isEqualTo(gateway.inside.auditSigner.fingerprint());
            assertThat(said.path("label").toString()).contains("persons: staff", "channel: confidential");
            var seen = new Overview(gateway.inside.ledger, gateway.inside.rules)
                    .deposit(deposit.id(), Optional.of("ali"))
                    .orThrow();
            assertThat(said.path("decisions")).hasSameSizeAs(seen.decisions());
            said.path("decisions")
                    .forEach(told -> assertThat(seen.decisions())
                            .anyMatch(decision -> decision.audience()
                                            .equals(told.path("audience").asText())
                                    && decision.word()
                                            .equals(told.path("decision").asText())));

            assertThat(sound(receipt)).isTrue();
            assertThat(Receipt.isSigned(receipt.signed().replace("staff", "none"), receipt.signature(), verifier()))
                    .isFalse();
            assertThat(Receipt.isSigned(receipt.signed(), "no base64!", verifier()))
                    .isFalse();
        }
    }

    @Test
    void its_signature_passes_for_nothing_else_that_the_same_key_signs() {
        Deposit deposit = gateway.assessment("ali", "a.csv", bytes("a"));
        Receipt receipt =
                gateway.inside.receipts.of(deposit.id(), Optional.empty()).orThrow();

        assertThat(Certificate.isSigned(
                        "{\"certificate\":" + receipt.signed() + ",\"signature\":\"" + receipt.signature() + "\"}",
                        verifier()))
                .isFalse();
        assertThat(verifier()
                        .verify(
                                bytes(receipt.signed()),
                                java.util.Base64.getDecoder().decode(receipt.signature())))
                .isFalse();
    }

    @Test
    void there_is_one_from_the_close_on_and_it_says_that_the_file_still_settles() {
        try (Visit visit = gateway.visit("ali")) {
            Spot spot = Spot.of(Channel.CONFIDENTIAL, TYPE, "a.csv").orThrow();
            Spot asked = spot.named("a.csv" + Receipt.SUFFIX);
            Upload upload = gateway.inside
                    .receive
                    .begin(visit, spot.channel(), spot.type(), spot.name(), true)
                    .orThrow();
            upload.write(0, bytes("one"), 0, 3).orThrow();
            assertThat(gateway.inside.receipts.named(visit, asked)).isEmpty();
            assertThat(refusal(gateway.inside.receipts.of(upload.depositId(), Optional.of("ali")))
                            .code())
                    .isEqualTo("not-whole");

            Deposit closed = upload.complete().orThrow();
            Receipt settling = gateway.inside.receipts.named(visit, asked).orElseThrow();
            assertThat(json(settling.signed()).path("state").asText()).isEqualTo("settling");
            assertThat(json(settling.signed()).path("id").asText()).isEqualTo(closed.id());

            gateway.clock.advance(Duration.ofSeconds(61));
            gateway.inside.settle.due();
            Receipt deposited = gateway.inside.receipts.named(visit, asked).orElseThrow();
            assertThat(json(deposited.signed()).path("state").asText()).isEqualTo("deposited");
            assertThat(sound(deposited)).isTrue();
            gateway.clock.advance(Duration.ofMillis(1234));
            assertThat(gateway.inside.receipts.named(visit, asked).orElseThrow().text())
                    .hasSameSizeAs(deposited.text());
        }
    }

    @Test
    void what_was_taken_back_has_none_and_another_person_asks_in_vain() {
        try (Visit ali = gateway.visit("ali");
                Visit berivan = gateway.visit("berivan")) {
            Deposit closed = gateway.upload(ali, Channel.CONFIDENTIAL, TYPE, "a.csv", bytes("x"))
                    .orThrow();
            Spot asked = closed.spot().named("a.csv" + Receipt.SUFFIX);
            assertThat(gateway.inside.receipts.named(berivan, asked)).isEmpty();
            assertThat(refusal(gateway.inside.receipts.of(berivan, closed)).code())
                    .isEqualTo("unknown-deposit");

            gateway.inside.own.remove(ali, closed).orThrow();
            assertThat(gateway.inside.receipts.named(ali, asked)).isEmpty();
            assertThat(refusal(gateway.inside.receipts.of(ali, closed)).code()).isEqualTo("unknown-deposit");
        }
    }

    @Test
    void of_what_is_strictly_confidential_others_read_no_name() {
        Deposit deposit = gateway.deposit("ali", Channel.STRICTLY_CONFIDENTIAL, TYPE, "secret-name.csv", bytes("x"));

        Receipt others =
                gateway.inside.receipts.of(deposit.id(), Optional.empty()).orThrow();
        assertThat(others.text()).doesNotContain("secret-name").contains(Exposure.WITHHELD);
        assertThat(sound(others)).isTrue();
        Receipt own =
                gateway.inside.receipts.of(deposit.id(), Optional.of("ali")).orThrow();
        assertThat(own.text()).contains("secret-name");
    }
}
