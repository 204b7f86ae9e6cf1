package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.owner.OwnerPolicy;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** The owner's word narrows what the protocol permits, and follows its deposits onward. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class OwnersWordTest {
    private static final byte[] CONTENT = "a made-up assessment".getBytes(StandardCharsets.UTF_8);

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private ReleaseMade made;
    private Deposit deposit;

    OwnersWordTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void released() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("relief-b", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("bo", "relief-b", Role.RELEASER);
        gateway.person("bea", "relief-b", Role.RELEASER);
        gateway.contact("desk", Optional.of("ocha"), "ocha-imos");
        made = LinkSteps.released(gateway, "amal", "relief-a", CONTENT, "desk");
        deposit = gateway.get(made.release().deposits().getFirst());
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_policy_of_the_owner_stops_new_releases_and_links_that_were_made_before() {
        LinkSteps recipient = LinkSteps.of(gateway.inside, made);
        Map<String, Long> epochs = recipient.epochs();
        OwnerPolicy never = never(Optional.of("ocha-imos"), Optional.empty());
        assertThat(refusal(gateway.release("amal", deposit.id(), "desk")).code())
                .isEqualTo("owner-policy");
        assertThat(refusal(Claims.claim(gateway.inside, recipient.linkId, epochs, deposit.id()))
                        .code())
                .isEqualTo("no-longer-permitted");
        gateway.inside
                .owners
                .endPolicy(HOST, Optional.of("amal"), "relief-a", never.id())
                .orThrow();
        gateway.release("amal", deposit.id(), "desk").orThrow();
    }

    @Test
    void a_policy_against_a_participant_meets_its_contacts_too_and_nobody_else() {
        never(Optional.empty(), Optional.of("ocha"));
        assertThat(refusal(gateway.release("amal", deposit.id(), "desk")).code())
                .isEqualTo("owner-policy");
        gateway.release("amal", deposit.id(), "bo").orThrow();
    }

    @Test
    void a_policy_that_names_nothing_and_a_word_of_others_are_refused() {
        assertThat(refusal(gateway.inside.owners.addPolicy(
                                HOST,
                                Optional.of("amal"),
                                "relief-a",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                "made up"))
                        .code())
                .isEqualTo("incomplete");
        assertThat(refusal(gateway.inside.owners.stop(
                                HOST, Optional.of("bo"), deposit.id(), Optional.empty(), true, "made up"))
                        .code())
                .isEqualTo("not-the-owner");
    }

    @Test
    void a_pause_cuts_what_runs_and_tells_the_releaser_and_ends_when_it_is_lifted() {
        AtomicBoolean cut = new AtomicBoolean();
        LiveAccess.Pass unused = gateway.inside.live.enter(new LiveAccess.Running(
                "download",
                "desk",
                Set.of("relief-a"),
                Optional.empty(),
                Optional.of(made.release().id()),
                "a made-up download",
                () -> cut.set(true)));
        gateway.inside
                .owners
                .stop(HOST, Optional.of("amal"), deposit.id(), Optional.empty(), false, "checking")
                .orThrow();
        assertThat(cut).isTrue();
        assertThat(gateway.notices("amal")).contains(Notice.Kind.OWNER_PAUSED);
        assertThat(refusal(gateway.release("amal", deposit.id(), "desk")).code())
                .isEqualTo("paused");
        gateway.inside.owners.resume(HOST, Optional.of("amal"), deposit.id()).orThrow();
        gateway.release("amal", deposit.id(), "desk").orThrow();
    }

    @Test
    void a_recall_from_one_release_leaves_the_others_and_is_never_lifted() {
        ReleaseMade other = gateway.release("amal", deposit.id(), "bo").orThrow();
        gateway.inside
                .owners
                .stop(
                        HOST,
                        Optional.of("amal"),
                        deposit.id(),
                        Optional.of(made.release().id()),
                        true,
                        "wrong address")
                .orThrow();
        gateway.inside.owners.resume(HOST, Optional.of("amal"), deposit.id()).orThrow();
        LinkSteps recipient = LinkSteps.of(gateway.inside, made);
        assertThat(refusal(Claims.claim(gateway.inside, recipient.linkId, recipient.epochs(), deposit.id()))
                        .kind())
                .isEqualTo(Refusal.Kind.REFUSED);
        try (Visit visit = gateway.visit("bo")) {
            assertThat(gateway.inside.inbox.items(visit)).hasSize(1);
        }
        assertThat(other.release().id()).isNotEqualTo(made.release().id());
    }

    @Test
    void a_recipient_passes_on_only_what_it_took_and_only_as_far_as_its_disclosure_allows() throws Exception {
        // A member's cell of assessments lets it pass inside its own organisation.
        assertThat(refusal(gateway.release("bo", deposit.id(), "bea")).code()).isEqualTo("unknown-deposit");
        gateway.release("amal", deposit.id(), "bo").orThrow();
        assertThat(refusal(gateway.release("bo", deposit.id(), "bea")).code()).isEqualTo("unknown-deposit");
        try (Visit visit = gateway.visit("bo")) {
            Inbox.Item item = gateway.inside.inbox.items(visit).getFirst();
            try (var body = gateway.inside.inbox.read(visit, item, () -> {}).orThrow()) {
                var into = java.nio.ByteBuffer.allocate(CONTENT.length);
                while (into.hasRemaining() && body.read(into) >= 0) {}
            }
        }
        gateway.release("bo", deposit.id(), "bea").orThrow();
        assertThat(refusal(gateway.release("bo", deposit.id(), "desk")).code()).isEqualTo("not-onward");
        assertThat(gateway.inside
                        .owners
                        .exits(Optional.empty(), deposit.id())
                        .orThrow()
                        .releases())
                .hasSize(3);
        assertThat(gateway.inside
                        .owners
                        .allExits(Optional.of("amal"), "relief-a")
                        .orThrow()
                        .getFirst()
                        .releases())
                .hasSize(3);
        assertThat(refusal(gateway.inside.owners.exits(Optional.of("bo"), deposit.id()))
                        .code())
                .isEqualTo("not-the-owner");
        assertThat(refusal(gateway.inside.owners.allExits(Optional.of("bo"), "relief-a"))
                        .code())
                .isEqualTo("not-the-owner");
    }

    @Test
    void what_the_owner_never_shares_is_not_passed_on_either() throws Exception {
        gateway.deposit("amal", Channel.RESTRICTED, "protection-dashboard", "made-up.txt", CONTENT);
        never(Optional.of("members"), Optional.empty());
        assertThat(refusal(gateway.release("amal", deposit.id(), "bo")).code()).isEqualTo("owner-policy");
    }

    private OwnerPolicy never(Optional<String> audience, Optional<String> recipient) {
        return gateway.inside
                .owners
                .addPolicy(HOST, Optional.of("amal"), "relief-a", Optional.empty(), audience, recipient, "our board")
                .orThrow();
    }
}
