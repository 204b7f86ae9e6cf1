package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Direction;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.AudienceDrop;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.TestDatabase;

/** What is put into a folder {@code @…}: when it goes, to whom, once, and what stops it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AtOnceTest extends AtOnceCase {
    AtOnceTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void it_goes_to_everybody_of_the_audience_and_no_link_is_made() {
        Deposit deposit = dashboard("a.txt");

        assertThat(due()).isEqualTo(1);

        Release release = releases().getFirst();
        assertThat(release.recipients())
                .containsExactlyInAnyOrder(
                        new Recipient.OfContact("desk", "ocha-gaziantep"),
                        new Recipient.OfPerson("nadia", "ocha-gaziantep"),
                        new Recipient.OfPerson("omar", "ocha-gaziantep"));
        assertThat(release.personId()).isEqualTo("ali");
        assertThat(release.purpose()).isEqualTo("deposited to @ocha-gaziantep by ali");
        assertThat(release.deposits()).containsExactly(deposit.id());
        assertThat(inbox("nadia")).containsExactly("a.txt");
        assertThat(gateway.inside.ledger.read(Links::all)).isEmpty();
        assertThat(drop(deposit).state()).isEqualTo(AudienceDrop.State.RELEASED);
        assertThat(drop(deposit).releaseId()).contains(release.id());
        assertThat(notices("ali", Notice.Kind.HAND_OVER_PENDING).getFirst().parameters())
                .containsEntry("contacts", "desk")
                .containsEntry("release", release.id());
        assertThat(gateway.audited(EventKind.RELEASE_DECIDED)).hasSize(3);
    }

    @Test
    void confidential_content_goes_to_the_person_that_the_folder_names() {
        try (Visit visit = gateway.visit("ali")) {
            put(visit, spot(Channel.CONFIDENTIAL, DASHBOARD, "@nadia", "a.txt"), bytes("made up"))
                    .orThrow();
            gateway.inside.settle.orderlyEnd(visit);
        }
        inspect();
        due();

        assertThat(releases().getFirst().recipients())
                .containsExactly(new Recipient.OfPerson("nadia", "ocha-gaziantep"));
        assertThat(inbox("omar")).isEmpty();
    }

    @Test
    void folders_inside_the_folder_lead_to_the_same_people() {
        try (Visit visit = gateway.visit("ali")) {
            Spot spot = Spot.of(Channel.RESTRICTED, DASHBOARD, List.of(GAZIANTEP, "2026", "march"), "a.txt")
                    .orThrow();
            put(visit, spot, bytes("made up")).orThrow();
            gateway.inside.settle.orderlyEnd(visit);
        }
        inspect();
        due();

        assertThat(inbox("nadia")).containsExactly("a.txt");
    }

    @Test
    void it_waits_for_the_last_instant_of_its_grace() {
        Deposit deposit;
        try (Visit visit = gateway.visit("ali")) {
            deposit = put(visit, spot(Channel.RESTRICTED, DASHBOARD, GAZIANTEP, "a.txt"), bytes("made up"))
                    .orThrow();
        }
        gateway.clock.advance(Duration.ofSeconds(60).minusMillis(1));
        step();
        assertNothingLeft();
        assertThat(gateway.inside.atOnce.onTheWay().coming(Optional.of("ali")))
                .singleElement()
                .satisfies(coming -> assertThat(coming.goes()).isEqualTo(deposit.settles()));

        gateway.clock.advance(Duration.ofMillis(1));
        step();

        assertThat(releases()).hasSize(1);
        assertThat(gateway.inside.atOnce.onTheWay().coming(Optional.empty())).isEmpty();
    }

    @Test
    void it_waits_until_it_was_looked_into() {
        Deposit deposit = settled("a.txt");

        assertThat(due()).isZero();
        assertNothingLeft();
        assertThat(drop(deposit).state()).isEqualTo(AudienceDrop.State.WAITING);

        inspect();
        assertThat(due()).isEqualTo(1);
        assertThat(releases()).hasSize(1);
    }

    @Test
    void what_is_found_in_it_keeps_it_and_it_does_not_go_later_by_itself() {
        try (Visit visit = gateway.visit("ali")) {
            byte[] persons = bytes(
                    "name,phone,national id\nMade Up,+905551234567,12345678901\nMade Also,+905551234568,12345678902\n");
            Deposit deposit = put(visit, spot(Channel.RESTRICTED, DASHBOARD, GAZIANTEP, "a.csv"), persons)
                    .orThrow();
            gateway.inside.settle.orderlyEnd(visit);
            inspect();

            due();

            assertNothingLeft();
            assertThat(drop(deposit).state()).isEqualTo(AudienceDrop.State.REFUSED);
            assertThat(notices("ali", Notice.Kind.AUDIENCE_NOT_RELEASED)).hasSize(1);
            assertThat(gateway.audited(EventKind.RELEASE_REFUSED)).hasSize(1);
            assertThat(due()).isZero();
        }
    }

    @Test
    void it_is_released_once_whatever_node_comes_first_and_however_often() throws Exception {
        dashboard("a.txt");
        try (Wiring other = gateway.another()) {
            Thread first = new Thread(() -> other.atOnce.release().due());
            first.start();
            due();
            first.join();
            other.atOnce.release().due();
        }
        due();

        assertThat(releases()).hasSize(1);
        assertThat(notices("ali", Notice.Kind.HAND_OVER_PENDING)).hasSize(1);
    }

    @Test
    void what_settled_before_a_stop_is_released_after_the_start() {
        settled("a.txt");
        try (Wiring restarted = gateway.another()) {
            restarted.inspect.due();
            assertThat(restarted.atOnce.release().due()).isEqualTo(1);
        }
        assertThat(releases()).hasSize(1);
        assertThat(due()).isZero();
    }

    @Test
    void a_participant_suspended_meanwhile_sends_nothing() {
        Deposit deposit = dashboard("a.txt");
        gateway.inside.cut.suspend(HOST, "org-a", "made up").orThrow();

        due();

        assertThat(releases()).isEmpty();
        assertThat(drop(deposit).reason()).contains("participant-suspended");
        assertThat(notices("ali", Notice.Kind.AUDIENCE_NOT_RELEASED)).hasSize(1);

        gateway.inside.cut.resume(HOST, "org-a").orThrow();
        assertThat(due()).isZero();
        assertNothingLeft();
    }

    @Test
    void a_participant_suspended_meanwhile_receives_nothing_and_keeps_nobody_else_from_it() {
        dashboard("a.txt");
        gateway.inside.cut.suspend(HOST, "ocha", "made up").orThrow();

        due();

        assertThat(releases().getFirst().recipients())
                .containsExactly(new Recipient.OfContact("desk", "ocha-gaziantep"));
    }

    @Test
    void who_is_left_out_is_named_with_the_reason() {
        gateway.participant("ocha-two", "ocha-gaziantep");
        gateway.person("sami", "ocha-two", Role.DEPOSITOR);
        gateway.inside
                .flows
                .suspend(HOST, "ocha-two", Direction.RECEIVING, DASHBOARD, "made up")
                .orThrow();
        dashboard("a.txt");

        due();

        assertThat(releases().getFirst().recipients()).noneMatch(to -> to.id().equals("sami"));
        assertThat(notices("ali", Notice.Kind.AUDIENCE_LEFT_OUT)
                        .getFirst()
                        .parameters()
                        .get("left"))
                .startsWith("sami: ");
    }

    @Test
    void a_label_raised_meanwhile_keeps_it() {
        Deposit deposit = dashboard("a.txt");
        gateway.label(deposit.id(), "channel=confidential");

        due();

        assertNothingLeft();
        assertThat(drop(deposit).reason()).contains("named-recipients-only");
    }

    @Test
    void a_newer_file_takes_the_place_of_one_that_has_not_gone() {
        Deposit old = settled("a.txt");
        gateway.clock.advance(Duration.ofSeconds(1));
        Deposit fresh = settled("a.txt");
        inspect();

        due();

        assertThat(drop(old).state()).isEqualTo(AudienceDrop.State.OVERTAKEN);
        assertThat(releases())
                .singleElement()
                .satisfies(release -> assertThat(release.deposits()).containsExactly(fresh.id()));
        assertThat(notices("ali", Notice.Kind.AUDIENCE_NOT_RELEASED)).isEmpty();
    }

    @Test
    void what_is_removed_within_its_grace_never_goes() {
        try (Visit visit = gateway.visit("ali")) {
            Deposit deposit = put(visit, spot(Channel.RESTRICTED, DASHBOARD, GAZIANTEP, "a.txt"), bytes("made up"))
                    .orThrow();
            gateway.inside.own.remove(visit, deposit).orThrow();
            gateway.inside.settle.orderlyEnd(visit);
        }
        gateway.clock.advance(Duration.ofMinutes(2));
        step();

        assertNothingLeft();
    }

    @Test
    void a_half_sent_file_does_not_go() {
        try (Visit visit = gateway.visit("ali")) {
            Spot spot = spot(Channel.RESTRICTED, DASHBOARD, GAZIANTEP, "a.txt");
            Upload upload = gateway.inside
                    .receive
                    .begin(visit, new ReceiveDeposit.Incoming(spot, spot.label(), Optional.empty(), true))
                    .orThrow();
            upload.write(0, bytes("half"), 0, 4).orThrow();
            upload.abandon();
            gateway.inside.settle.orderlyEnd(visit);
        }
        gateway.clock.advance(Duration.ofMinutes(2));
        step();

        assertNothingLeft();
    }

    @Test
    void it_is_kept_back_before_it_settles_and_after_and_not_once_it_has_gone() {
        Deposit early;
        try (Visit visit = gateway.visit("ali")) {
            early = put(visit, spot(Channel.RESTRICTED, DASHBOARD, GAZIANTEP, "early.txt"), bytes("made up"))
                    .orThrow();
            gateway.inside.atOnce.onTheWay().keepBack(HOST, early.id()).orThrow();
            gateway.inside.settle.orderlyEnd(visit);
        }
        Deposit late = dashboard("late.txt");
        gateway.inside.atOnce.onTheWay().keepBack(HOST, late.id()).orThrow();
        gateway.inside.atOnce.onTheWay().keepBack(HOST, late.id()).orThrow();
        due();
        assertNothingLeft();
        assertThat(drop(early).state()).isEqualTo(AudienceDrop.State.KEPT_BACK);
        assertThat(drop(late).state()).isEqualTo(AudienceDrop.State.KEPT_BACK);
        assertThat(gateway.audited(EventKind.RELEASE_KEPT_BACK)).hasSize(2);
        gateway.release("ali", late.id(), "nadia").orThrow();

        Deposit gone = dashboard("gone.txt");
        due();
        assertThat(refusal(gateway.inside.atOnce.onTheWay().keepBack(HOST, gone.id()))
                        .code())
                .isEqualTo("already-released");
    }

    @Test
    void only_ones_own_people_see_what_is_on_its_way() {
        settled("a.txt");

        assertThat(gateway.inside.atOnce.onTheWay().coming(Optional.of("ali"))).hasSize(1);
        assertThat(gateway.inside.atOnce.onTheWay().coming(Optional.empty())).hasSize(1);
        assertThat(gateway.inside.atOnce.onTheWay().coming(Optional.of("nadia")))
                .isEmpty();
        assertThat(gateway.inside.atOnce.onTheWay().coming(Optional.of("nobody")))
                .isEmpty();
    }

    @Test
    void the_folders_are_those_that_the_matrix_does_not_refuse() {
        try (Visit ali = gateway.visit("ali");
                Visit dina = gateway.visit("dina")) {
            AudienceFolders folders = gateway.inside.atOnce.folders();
            assertThat(folders.offered(ali, Channel.RESTRICTED, DASHBOARD))
                    .containsExactly("@coordinators", "@members", "@ocha-gaziantep");
            assertThat(folders.offered(ali, Channel.CONFIDENTIAL, DASHBOARD)).isEmpty();
            assertThat(folders.offered(ali, Channel.RESTRICTED, "meeting-minutes"))
                    .isEmpty();
            assertThat(folders.offered(dina, Channel.RESTRICTED, DASHBOARD)).isEmpty();
            assertThat(folders.leads(ali, "@nadia")).isTrue();
            assertThat(folders.leads(ali, "nadia")).isFalse();
            assertThat(folders.leads(ali, "@nadia/x")).isFalse();
            assertThat(folders.leads(ali, "@nobody")).isFalse();
            assertThat(folders.leads(dina, "@ocha-gaziantep")).isFalse();
        }
    }

    private void step() {
        gateway.inside.settle.due();
        inspect();
        due();
    }
}
