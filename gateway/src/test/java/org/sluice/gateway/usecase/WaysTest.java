package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Sendings;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** By which ways a link and its password may go to a contact, also once somebody edits the contact. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class WaysTest extends LinkCase {
    private static final String FIRST = "+905550000001";
    private static final String SECOND = "+905550000002";

    WaysTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void two_numbers_are_two_ways_and_one_is_one_from_confidential_on() {
        edit(Optional.of("desk@example.org"), Optional.of(FIRST));
        Release release = released();
        assertThat(refusal(handOver(release, Way.SMS, Way.SIGNAL)).code()).isEqualTo("same-way");

        second(Optional.of(SECOND));
        handOver(release, Way.SMS, Way.SIGNAL).orThrow();
    }

    @Test
    void one_number_in_two_spellings_is_one_number() {
        edit(Optional.of("desk@example.org"), Optional.of("0090 (555) 000-00-01"));
        second(Optional.of("+90 555 000 00 01"));

        assertThat(refusal(handOver(released(), Way.SMS, Way.SIGNAL)).code()).isEqualTo("same-way");
    }

    @Test
    void a_contact_edited_while_its_hand_over_waits_is_looked_at_as_it_is_then() {
        edit(Optional.of("desk@example.org"), Optional.of(FIRST));
        second(Optional.of(SECOND));
        Release release = released();

        edit(Optional.of("desk@example.org"), Optional.of(SECOND));

        assertThat(refusal(handOver(release, Way.SMS, Way.SIGNAL)).code()).isEqualTo("same-way");
        assertThat(gateway.inside.ledger.read(Links::all)).hasSize(1);
    }

    @Test
    void a_contact_edited_before_its_link_is_issued_again_is_looked_at_as_it_is_then() {
        edit(Optional.of("desk@example.org"), Optional.of(FIRST));
        second(Optional.of(SECOND));
        ReleaseMade made = handOver(released(), Way.SMS, Way.SIGNAL).orThrow();
        String link = made.links().getFirst().link().id();

        edit(Optional.of("desk@example.org"), Optional.of(SECOND));
        assertThat(refusal(gateway.inside.links.reissue(HOST, link)).code()).isEqualTo("same-way");

        edit(Optional.of("desk@example.org"), Optional.of(FIRST));
        gateway.inside.links.reissue(HOST, link).orThrow();
    }

    @Test
    void a_way_that_leads_nowhere_is_refused_with_what_to_do() {
        edit(Optional.empty(), Optional.of(FIRST));
        Release release = released();
        assertThat(refusal(handOver(release, Way.MAIL, Way.PHONE))).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo("no-address");
            assertThat(refusal.message()).contains("sluice contact change desk --email ADDRESS");
        });
        edit(Optional.of("desk@example.org"), Optional.empty());
        for (Way way : List.of(Way.SMS, Way.SIGNAL, Way.WHATSAPP, Way.PHONE)) {
            assertThat(refusal(handOver(release, Way.MAIL, way)).code())
                    .as(way.word())
                    .isEqualTo("no-address");
        }
        handOver(release, Way.MAIL, Way.PERSON).orThrow();
    }

    @Test
    void how_each_part_went_and_where_to_is_on_record() {
        edit(Optional.of("desk@example.org"), Optional.of("0090 555 000 00 01"));
        ReleaseMade made = handOver(released(), Way.MAIL, Way.SMS).orThrow();
        String link = made.links().getFirst().link().id();

        List<Sending> parts = gateway.inside.ledger.read(sql -> Sendings.of(sql, link));
        assertThat(parts)
                .extracting(Sending::part, Sending::state, Sending::way, Sending::address)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Sending.Part.LINK, Sending.State.SHOWN, Way.MAIL, Optional.of("desk@example.org")),
                        org.assertj.core.groups.Tuple.tuple(
                                Sending.Part.PASSWORD, Sending.State.SHOWN, Way.SMS, Optional.of("+905550000001")));
    }

    @Test
    void standing_ways_are_two_that_differ_and_that_a_program_takes() {
        assertThat(refusal(standing(Way.MAIL, Way.MAIL)).code()).isEqualTo("same-way");
        assertThat(refusal(standing(Way.MAIL, Way.PHONE)).code()).isEqualTo("not-by-machine");
        assertThat(refusal(set(new SetWays.Change(
                                Optional.empty(), Optional.empty(), Optional.of(Way.MAIL), Optional.empty(), false)))
                        .code())
                .isEqualTo("ways-missing");
        assertThat(refusal(set(change(Optional.of("de"), Optional.empty()))).code())
                .isEqualTo("bad-language");
        assertThat(refusal(set(change(Optional.empty(), Optional.of("0555 1")))).code())
                .isEqualTo("bad-number");

        standing(Way.MAIL, Way.SMS).orThrow();
        set(change(Optional.of("ar"), Optional.empty())).orThrow();
        assertThat(gateway.inside.link.travel().ways().ways("desk").orThrow().link())
                .contains(Way.MAIL);
        set(new SetWays.Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true))
                .orThrow();
        assertThat(gateway.inside.link.travel().ways().ways("desk").orThrow()).satisfies(ways -> {
            assertThat(ways.link()).isEmpty();
            assertThat(ways.language()).isEqualTo("ar");
        });
    }

    @Test
    void only_who_keeps_contacts_says_how_they_are_reached() {
        gateway.participant("org-b", "members");
        gateway.person("omar", "org-b", Role.DEPOSITOR);
        Actor omar = new Actor.HostAdministrator(Optional.of("omar"));
        assertThat(refusal(gateway.inside
                                .link
                                .travel()
                                .ways()
                                .set(omar, "desk", change(Optional.of("ar"), Optional.empty())))
                        .code())
                .isEqualTo("not-yours");
    }

    @Test
    void a_new_second_number_has_to_be_confirmed_for_personal_data_again() {
        gateway.person("vera", "org-a", Role.DEPOSITOR);
        gateway.vouch("org-a", "vera", "desk");
        set(change(Optional.of("tr"), Optional.empty())).orThrow();
        assertThat(gateway.inside.contacts.list()).hasSize(1);
        second(Optional.of(SECOND));
        assertThat(gateway.inside.contacts.list()).isEmpty();
    }

    private Answer<?> standing(Way link, Way password) {
        return set(new SetWays.Change(
                Optional.empty(), Optional.empty(), Optional.of(link), Optional.of(password), false));
    }

    private static SetWays.Change change(Optional<String> language, Optional<String> messenger) {
        return new SetWays.Change(language, messenger, Optional.empty(), Optional.empty(), false);
    }

    private Answer<?> set(SetWays.Change change) {
        return gateway.inside.link.travel().ways().set(HOST, "desk", change);
    }

    private void second(Optional<String> number) {
        set(change(Optional.empty(), number)).orThrow();
    }

    private void edit(Optional<String> email, Optional<String> phone) {
        gateway.inside
                .register
                .changeContact(
                        HOST,
                        new Contact(
                                "desk", "Made-up desk", Set.of("ocha-imos"), Optional.empty(), email, phone, "host"))
                .orThrow();
    }

    /** A release of what is confidential whose link waits, as one that nobody was present at. */
    private Release released() {
        return gateway.inside
                .ledger
                .write(tx -> gateway.inside.release.makeWithoutLinks(
                        tx, HOST, "ali", GatewayFixture.order(link.depositId, "desk")))
                .orThrow()
                .release();
    }

    private Answer<ReleaseMade> handOver(Release release, Way link, Way password) {
        return gateway.inside
                .atOnce
                .handOver()
                .handOver(HOST, release.id(), List.of("desk"), Optional.of(link), Optional.of(password));
    }
}
