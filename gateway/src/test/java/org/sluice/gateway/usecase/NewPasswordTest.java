package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Sendings;
import org.sluice.gateway.testkit.TestDatabase;

/** A new password for a link that lives. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class NewPasswordTest extends DeliverLinksCase {
    NewPasswordTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_password_that_could_not_be_sent_is_void_once_another_is_made() throws Exception {
        phones.answers(500);
        ReleaseMade.HandOver made = release(Way.MAIL, Way.SMS).orThrow().links().getFirst();
        String first = made.password().reveal();
        assertThat(made.part(Sending.Part.PASSWORD).orElseThrow()).satisfies(part -> {
            assertThat(part.state()).isEqualTo(Sending.State.FAILED);
            assertThat(part.said().orElseThrow()).contains("500").doesNotContain(first);
        });
        assertThat(made.shows(Sending.Part.PASSWORD)).isFalse();
        assertThat(state(made)).isEqualTo(LinkState.LIVE);
        assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.PASSWORD_NOT_SENT);

        ReleaseMade.HandOver failed = newPassword(made, Optional.empty(), true).orThrow();
        assertThat(failed.part(Sending.Part.PASSWORD).orElseThrow().said())
                .contains("It answered with the status 500.");
        phones.answers(200);
        ReleaseMade.HandOver again = newPassword(made, Optional.empty(), true).orThrow();
        String second = again.password().reveal();
        assertThat(phones.got.getLast().body()).contains(second).doesNotContain(first);
        assertThat(open(part(0), first)).isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(open(part(0), second)).isInstanceOf(OpenLink.Opening.Opened.class);
        assertThat(gateway.notices("ali")).isEmpty();
        assertThat(mail.taken).hasSize(1);
    }

    @Test
    void a_new_password_goes_another_way_than_the_address_really_went() {
        contact("two", Optional.of("two@example.org"), Optional.of("+900000000011"));
        messenger("+900000000012");
        ReleaseMade.HandOver made = gateway.inside
                .release
                .create(HOST, "ali", order(Way.SMS, Way.SIGNAL, "two"))
                .orThrow()
                .links()
                .getFirst();
        assertThat(refusal(newPassword(made, Optional.of(Way.SMS), true)).code())
                .isEqualTo("same-way");
        newPassword(made, Optional.of(Way.SIGNAL), true).orThrow();

        // The number that the address went to becomes the messenger's too.
        messenger("+900000000011");
        change("two", Optional.of("two@example.org"), Optional.of("+900000000099"));
        assertThat(refusal(newPassword(made, Optional.of(Way.SIGNAL), true)).code())
                .isEqualTo("same-way");
        newPassword(made, Optional.of(Way.MAIL), true).orThrow();
    }

    private void messenger(String number) {
        gateway.inside
                .link
                .travel()
                .ways()
                .set(
                        HOST,
                        "two",
                        new SetWays.Change(
                                Optional.empty(), Optional.of(number), Optional.empty(), Optional.empty(), false))
                .orThrow();
    }

    @Test
    void a_new_password_voids_whatever_was_opened_with_the_old_one() {
        ReleaseMade.HandOver made =
                release(Way.MAIL, Way.PHONE).orThrow().links().getFirst();
        OpenLink.Opening.Opened opened =
                (OpenLink.Opening.Opened) open(made.url(), made.password().reveal());
        gateway.inside.viewLink.view(opened.linkId(), opened.epochs()).orThrow();

        ReleaseMade.HandOver again = newPassword(made, Optional.empty(), false).orThrow();

        assertThat(refusal(gateway.inside.viewLink.view(opened.linkId(), opened.epochs()))
                        .code())
                .isEqualTo("session-over");
        OpenLink.Opening.Opened fresh =
                (OpenLink.Opening.Opened) open(made.url(), again.password().reveal());
        gateway.inside.viewLink.view(fresh.linkId(), fresh.epochs()).orThrow();
        assertThat(gateway.inside
                        .ledger
                        .read(sql -> Sendings.find(sql, opened.linkId(), Sending.Part.PASSWORD))
                        .orElseThrow()
                        .state())
                .isEqualTo(Sending.State.SHOWN);
    }

    @Test
    void a_link_that_is_over_gets_no_new_password() {
        ReleaseMade.HandOver made =
                release(Way.MAIL, Way.PHONE).orThrow().links().getFirst();
        gateway.inside.links.revoke(HOST, made.link().id(), "made up").orThrow();
        assertThat(refusal(newPassword(made, Optional.empty(), false)).code()).isEqualTo("link-closed");
    }
}
