package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.CutList;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What had left of who is cut: the record counts it all, and each reader sees what other lists would show. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class HiddenDeliveryTest {
    private final TestDatabase kind;
    private GatewayFixture gateway;

    HiddenDeliveryTest(TestDatabase kind) {
        this.kind = kind;
    }

    /** org-a sends one file to a desk of org-b and to one of org-c, and both fetch it. */
    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members", "ocha-imos");
        gateway.participant("org-c", "members", "ocha-imos");
        gateway.participant("org-d", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("bo", "org-b", Role.DEPOSITOR);
        gateway.person("dov", "org-d", Role.DEPOSITOR);
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.contact("b-desk", Optional.of("org-b"), "ocha-imos");
        gateway.contact("c-desk", Optional.of("org-c"), "ocha-imos");
        ReleaseMade made = LinkSteps.released(gateway, "ali", "org-a", bytes("made up"), "b-desk", "c-desk");
        for (ReleaseMade.HandOver link : made.links()) {
            String side = link.link().contactId().equals("b-desk") ? "org-b" : "org-c";
            Claims.claim(
                            gateway.inside,
                            link.link().id(),
                            Map.of("org-a", 1L, side, 1L),
                            made.release().deposits().getFirst())
                    .orThrow();
        }
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_recipients_person_reads_what_its_own_side_received() {
        assertThat(recipients("bo")).containsExactly("b-desk");
        assertThat(recipients("dov")).isEmpty();
    }

    @Test
    void the_owner_who_oversees_and_the_host_read_it_all_and_so_counts_the_record() {
        assertThat(recipients("ali")).containsExactly("b-desk", "c-desk");
        assertThat(recipients("cora")).containsExactly("b-desk", "c-desk");
        assertThat(gateway.inside
                        .cut
                        .suspend(HOST, "org-a", "made up")
                        .orThrow()
                        .alreadyLeft())
                .hasSize(2);
        assertThat(gateway.audited(EventKind.PARTICIPANT_SUSPENDED))
                .singleElement()
                .asString()
                .contains("\"already_left\":\"2\"");
    }

    @Test
    void the_name_of_a_strictly_confidential_file_is_for_its_owners_people() {
        CutList.Delivered strict = left().getFirst();
        assertThat(strict.channel()).isEqualTo(Channel.CONFIDENTIAL);
        assertThat(shown(strict, Channel.CONFIDENTIAL, "cora")).isEqualTo("a.txt");
        assertThat(shown(strict, Channel.STRICTLY_CONFIDENTIAL, "ali")).isEqualTo("a.txt");
        for (String viewer : List.of("cora", "bo")) {
            assertThat(shown(strict, Channel.STRICTLY_CONFIDENTIAL, viewer)).isEqualTo(Exposure.WITHHELD);
        }
    }

    private String shown(CutList.Delivered one, Channel channel, String viewer) {
        return new HiddenRecipients(gateway.inside.ledger)
                .delivered(
                        List.of(new CutList.Delivered(
                                one.depositId(),
                                one.name(),
                                channel,
                                one.owner(),
                                one.sender(),
                                one.recipientId(),
                                one.side(),
                                one.way(),
                                one.at(),
                                one.whole())),
                        Optional.of(viewer))
                .getFirst()
                .name();
    }

    private List<String> recipients(String viewer) {
        return new HiddenRecipients(gateway.inside.ledger)
                .delivered(left(), Optional.of(viewer)).stream()
                        .map(CutList.Delivered::recipientId)
                        .toList();
    }

    private List<CutList.Delivered> left() {
        return gateway.inside.ledger.read(sql -> CutList.delivered(sql, "org-a"));
    }
}
