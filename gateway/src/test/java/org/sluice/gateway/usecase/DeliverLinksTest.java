package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.PhoneServer;
import org.sluice.gateway.testkit.TestDatabase;

/** Links and passwords that the gateway sends by itself, and what becomes of those that it can't. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DeliverLinksTest extends DeliverLinksCase {
    DeliverLinksTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_link_goes_by_mail_and_its_password_by_sms_and_both_open_it() throws Exception {
        ReleaseMade.HandOver made = release(Way.MAIL, Way.SMS).orThrow().links().getFirst();

        assertThat(made.parts()).extracting(Sending::state).containsOnly(Sending.State.SENT);
        assertThat(made.shows(Sending.Part.LINK)).isFalse();
        assertThat(made.shows(Sending.Part.PASSWORD)).isFalse();
        assertThat(mail.taken).hasSize(1);
        assertThat(mail.taken.getFirst().to()).isEqualTo("desk@example.org");
        assertThat(phones.got).hasSize(1);
        assertThat(phones.got.getFirst().path()).isEqualTo("/sms");
        String plain = part(0);
        String password = made.password().reveal();
        assertThat(phones.got.getFirst().body()).contains("+900000000001", password);
        assertThat(plain).doesNotContain(password, "assessments", "a.txt", "planning of the next round");
        assertThat(part(1)).doesNotContain(password, "planning of the next round", "<img", "src=", "<script", "style");
        assertThat(phones.got.getFirst().body()).doesNotContain("/l/");
        assertThat(plain).contains("The made-up organisation org-a", "by text message");
        assertThat(open(plain, password)).isInstanceOf(OpenLink.Opening.Opened.class);
        assertThat(gateway.audited(EventKind.LINK_PART_SENT))
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line).doesNotContain(password, "desk@example.org", "+900000000001", "/l/"));
    }

    @Test
    void a_correction_is_sent_to_who_took_the_former() throws Exception {
        ReleaseMade.HandOver former =
                release(Way.MAIL, Way.SMS).orThrow().links().getFirst();
        OpenLink.Opening.Opened opened = SealedCase.open(gateway.inside, former);
        Claims.claim(gateway.inside, opened.linkId(), opened.epochs(), deposit.id())
                .orThrow();
        SealedCase.fetch(gateway.inside, opened, deposit, 0, "made up".length());
        Deposit corrected = gateway.assessment("ali", "a.txt", GatewayFixture.bytes("corrected"));
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", corrected.id(), "org-a", Optional.of("made up"))
                .orThrow();

        ReleaseMade.HandOver made = gateway.inside
                .versions
                .correct(
                        HOST,
                        "ali",
                        new KeepVersions.Correction(
                                corrected.id(),
                                "corrected figures",
                                Optional.of(Way.MAIL),
                                Optional.of(Way.SMS),
                                LinkWishes.USUAL.sending()))
                .orThrow()
                .made()
                .links()
                .getFirst();
        assertThat(made.parts()).hasSize(2).extracting(Sending::state).containsOnly(Sending.State.SENT);
        assertThat(mail.taken).hasSize(2);
        assertThat(phones.got).hasSize(2);
        assertThat(phones.got.getLast().body()).contains(made.password().reveal());
    }

    @Test
    void a_link_may_go_by_signal_where_its_password_goes_by_mail() throws Exception {
        ReleaseMade.HandOver made =
                release(Way.SIGNAL, Way.MAIL).orThrow().links().getFirst();

        PhoneServer.Got got = phones.got.getFirst();
        assertThat(got.path()).isEqualTo("/v2/send");
        assertThat(got.body())
                .contains("\"number\": \"" + PhoneServer.SENDER + "\"", "\"recipients\": [\"+900000000001\"]", "/l/");
        assertThat(mail.taken).hasSize(1);
        assertThat(mail.taken.getFirst().text()).contains(made.password().reveal());
        assertThat(mail.taken.getFirst().raw()).doesNotContain("/l/");
        assertThat(open(got.body(), made.password().reveal())).isInstanceOf(OpenLink.Opening.Opened.class);
    }

    @Test
    void what_the_gateway_cannot_send_is_shown_and_the_rest_is_sent() {
        ReleaseMade.HandOver made =
                release(Way.MAIL, Way.PHONE).orThrow().links().getFirst();
        assertThat(made.shows(Sending.Part.LINK)).isFalse();
        assertThat(made.shows(Sending.Part.PASSWORD)).isTrue();
        assertThat(mail.taken).hasSize(1);
        assertThat(phones.got).isEmpty();
        assertThat(refusal(release(Way.WHATSAPP, Way.PERSON)).code()).isEqualTo("nothing-to-send");
    }

    @Test
    void a_mail_server_that_refuses_leaves_no_living_link_and_no_password_goes() {
        mail.refuse("desk@example.org is not known here");
        ReleaseMade made = release(Way.MAIL, Way.SMS).orThrow();

        ReleaseMade.HandOver link = made.links().getFirst();
        assertThat(link.part(Sending.Part.LINK).orElseThrow().state()).isEqualTo(Sending.State.FAILED);
        assertThat(link.shows(Sending.Part.LINK)).isFalse();
        assertThat(link.shows(Sending.Part.PASSWORD)).isFalse();
        assertThat(phones.got).isEmpty();
        assertThat(state(link)).isEqualTo(LinkState.REVOKED);
        assertThat(pending(made)).containsExactly("desk");
        assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.LINK_NOT_SENT);
        assertThat(gateway.audited(EventKind.LINK_PART_FAILED))
                .hasSize(1)
                .first()
                .asString()
                .doesNotContain("desk@example.org")
                .contains("not known here");

        mail.takeAgain();
        ReleaseMade.HandOver again =
                handOver(made, Way.MAIL, Way.SMS).orThrow().links().getFirst();
        assertThat(again.link().id()).isNotEqualTo(link.link().id());
        assertThat(again.password().reveal()).isNotEqualTo(link.password().reveal());
        assertThat(again.url()).isNotEqualTo(link.url());
        assertThat(phones.got).hasSize(1);
        assertThat(pending(made)).isEmpty();
        assertThat(gateway.notices("ali")).isEmpty();
    }

    @Test
    void a_mail_server_that_is_down_leaves_the_release_waiting() {
        mail.close();
        ReleaseMade made = release(Way.MAIL, Way.SMS).orThrow();
        assertThat(state(made.links().getFirst())).isEqualTo(LinkState.REVOKED);
        assertThat(pending(made)).containsExactly("desk");
        assertThat(phones.got).isEmpty();
    }

    @Test
    void a_redirect_is_not_followed_and_an_answer_that_never_comes_ends() {
        phones.answers(302);
        assertThat(release(Way.MAIL, Way.SMS).orThrow().links().getFirst().part(Sending.Part.PASSWORD))
                .map(Sending::state)
                .contains(Sending.State.FAILED);
        assertThat(phones.got).extracting(PhoneServer.Got::path).containsExactly("/sms");
    }

    @Test
    void signal_that_is_down_leaves_the_release_waiting() {
        phones.close();
        ReleaseMade made = release(Way.SIGNAL, Way.MAIL).orThrow();
        assertThat(state(made.links().getFirst())).isEqualTo(LinkState.REVOKED);
        assertThat(pending(made)).containsExactly("desk");
        assertThat(mail.taken).isEmpty();
    }

    @Test
    void without_what_it_needs_nothing_is_made_at_all() {
        contact("far", Optional.of("far@example.org"), Optional.of("0555 1"));
        assertThat(refusal(gateway.inside.release.create(HOST, "ali", order(Way.MAIL, Way.SMS, "far")))
                        .code())
                .isEqualTo("no-address");
        contact("mute", Optional.of("mute@example.org"), Optional.empty());
        assertThat(refusal(gateway.inside.release.create(HOST, "ali", order(Way.MAIL, Way.SMS, "mute")))
                        .code())
                .isEqualTo("no-address");
        try (GatewayFixture bare = new GatewayFixture(kind)) {
            bare.participant("org-a", "members");
            bare.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
            bare.contact("desk", Optional.empty(), "ocha-imos");
            Deposit other = bare.assessment("ali", "a.txt", GatewayFixture.bytes("made up"));
            bare.inside
                    .facts
                    .add(HOST, "host", "consent-of-organisation", other.id(), "org-a", Optional.of("made up"))
                    .orThrow();
            for (List<Way> ways : List.of(List.of(Way.MAIL, Way.PHONE), List.of(Way.PERSON, Way.SMS))) {
                ReleaseOrder order = order(ways.getFirst(), ways.getLast(), "desk", other.id());
                assertThat(refusal(bare.inside.release.create(HOST, "ali", order))
                                .code())
                        .isEqualTo("way-not-set-up");
            }
            assertThat(bare.inside.ledger.read(Links::all)).isEmpty();
        }
        assertThat(mail.taken).isEmpty();
    }

    @Test
    void a_reissue_may_be_sent_too() throws Exception {
        ReleaseMade.HandOver made = release(Way.MAIL, Way.SMS).orThrow().links().getFirst();
        ReleaseMade.HandOver again = gateway.inside
                .links
                .reissue(HOST, made.link().id(), LinkWishes.USUAL.sending())
                .orThrow();
        assertThat(again.parts()).extracting(Sending::state).containsOnly(Sending.State.SENT);
        assertThat(mail.taken).hasSize(2);
        assertThat(phones.got.getLast().body()).contains(again.password().reveal());
    }

    @Test
    void arabic_mail_runs_from_right_to_left_and_its_reader_gets_digits() throws Exception {
        gateway.inside
                .link
                .travel()
                .ways()
                .set(
                        HOST,
                        "desk",
                        new SetWays.Change(
                                Optional.of("ar"), Optional.empty(), Optional.empty(), Optional.empty(), false))
                .orThrow();
        ReleaseMade.HandOver made = release(Way.MAIL, Way.SMS).orThrow().links().getFirst();
        assertThat(made.password().reveal()).matches("[0-9]{4}(-[0-9]{4}){4}");
        assertThat(mail.taken.getFirst().subject()).isEqualTo("ملفات جاهزة لكم");
        assertThat(part(1)).contains("<html lang=\"ar\" dir=\"rtl\">");
    }
}
