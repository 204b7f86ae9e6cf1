package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.fingerprint;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Functions;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Who may be registered, under which id, and whose keys let whom in. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RegisterTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private final TestDatabase kind;
    private GatewayFixture gateway;

    RegisterTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_participant_may_join_an_audience_later_and_leaves_those_not_named() {
        assertThat(gateway.inside
                        .register
                        .setAudiences(HOST, "org-a", Set.of("coordinators"))
                        .orThrow()
                        .audiences())
                .containsExactly("coordinators");
        assertThat(refusal(gateway.inside.register.setAudiences(HOST, "org-a", Set.of("no-such")))
                        .code())
                .isEqualTo("unknown-audience");
        assertThat(refusal(gateway.inside.register.setAudiences(HOST, "org-a", Set.of()))
                        .code())
                .isEqualTo("no-audience");
        assertThat(gateway.audited(EventKind.PARTICIPANT_AUDIENCES_SET)).hasSize(1);
    }

    @Test
    void a_contacts_new_address_cuts_what_runs_and_its_participant_stays() {
        AtomicInteger cut = new AtomicInteger();
        Contact desk = contact("desk").orThrow();
        gateway.inside.live.enter(new LiveAccess.Running(
                "download", "desk", Set.of(), Optional.empty(), Optional.empty(), "a file", cut::incrementAndGet));
        Contact moved = new Contact(
                "desk",
                "Desk",
                desk.audiences(),
                desk.participantId(),
                Optional.of("new@example.org"),
                Optional.empty(),
                "x");
        assertThat(gateway.inside.register.changeContact(HOST, moved).orThrow()).isEqualTo(moved);
        assertThat(gateway.inside.register.contact("desk").orThrow()).isEqualTo(moved);
        assertThat(cut).hasValue(1);
        Contact elsewhere = new Contact(
                "desk", "Desk", desk.audiences(), Optional.of("org-a"), Optional.empty(), Optional.empty(), "x");
        assertThat(refusal(gateway.inside.register.changeContact(HOST, elsewhere))
                        .code())
                .isEqualTo("unknown-contact");
    }

    @Test
    void a_role_taken_away_ends_the_sessions_it_opened() {
        AtomicInteger cut = new AtomicInteger();
        gateway.inside.live.enter(new LiveAccess.Running(
                "sftp-session",
                "ali",
                Set.of("org-a"),
                Optional.empty(),
                Optional.empty(),
                "a session",
                cut::incrementAndGet));
        Person ali = gateway.inside.register.person("ali").orThrow();
        Person changed = new Person("ali", "org-a", "Ali B.", ali.email(), "ar", Set.of(Role.AUDITOR));
        assertThat(gateway.inside.register.changePerson(HOST, changed).orThrow())
                .isEqualTo(changed);
        assertThat(gateway.inside.register.person("ali").orThrow()).isEqualTo(changed);
        assertThat(cut).hasValue(1);
        Person elsewhere = new Person("ali", "org-b", "Ali B.", ali.email(), "ar", Set.of(Role.AUDITOR));
        assertThat(refusal(gateway.inside.register.changePerson(HOST, elsewhere))
                        .code())
                .isEqualTo("unknown-person");
        Person idle = new Person("ali", "org-a", "Ali B.", ali.email(), "ar", Set.of());
        assertThat(refusal(gateway.inside.register.changePerson(HOST, idle)).code())
                .isEqualTo("no-role");
    }

    @Test
    void nobody_is_called_as_records_call_the_host_and_the_gateway() {
        for (String id : List.of("administrator", "host", "gateway")) {
            assertThat(refusal(person(id, "org-a")).code()).as(id).isEqualTo("reserved-id");
            Contact contact = new Contact(
                    id, "Made up", Set.of("public"), Optional.empty(), Optional.empty(), Optional.empty(), "host");
            assertThat(refusal(gateway.inside.register.addContact(HOST, contact))
                            .message())
                    .contains("\"" + id + "\" can't be used");
        }
    }

    @Test
    void ids_that_could_not_stand_in_a_path_or_a_command_are_refused() {
        for (String id : List.of("", "A", "-a", ".a", "a..b", "a/b", "a b", "é", "a:b", "x".repeat(64))) {
            assertThat(refusal(add(id, TODAY, "members")).code()).as(id).isEqualTo("bad-id");
            assertThat(refusal(person(id, "org-a")).code()).as(id).isEqualTo("bad-id");
        }
        add("x".repeat(63), TODAY, "members").orThrow();
    }

    @Test
    void an_audience_that_no_protocol_knows_is_refused_with_those_that_exist() {
        Refusal unknown = refusal(add("org-b", TODAY, "members", "friends"));
        assertThat(unknown.code()).isEqualTo("unknown-audience");
        assertThat(unknown.details()).contains("members", "ocha-imos");
        assertThat(refusal(add("org-b", TODAY)).code()).isEqualTo("no-audience");
        assertThat(gateway.inside.register.participants()).hasSize(1);
    }

    @Test
    void an_address_that_no_mail_reaches_is_refused_for_persons_and_contacts() {
        for (String wrong : List.of("", "not an address", "a@", "@b", "a b@c", "a@b@c", "a@b\r\nBcc: c", "a@b\u200e")) {
            assertThat(refusal(mailed("nina", wrong)).code()).as(wrong).isEqualTo("bad-email");
            assertThat(refusal(reached("post", Optional.of(wrong))).code())
                    .as(wrong)
                    .isEqualTo("bad-email");
        }
        assertThat(refusal(mailed("nina", "not an address")).message()).contains("\"not an address\"");
        Person nina = mailed("nina", "nina.önal@relief.example").orThrow();
        Contact post = reached("post", Optional.of("post@relief.example")).orThrow();
        reached("no-mail", Optional.empty()).orThrow();
        assertThat(refusal(gateway.inside.register.changePerson(
                                HOST, new Person("nina", "org-a", "Nina", "nina", "en", nina.roles())))
                        .code())
                .isEqualTo("bad-email");
        assertThat(refusal(gateway.inside.register.changeContact(
                                HOST,
                                new Contact(
                                        "post",
                                        post.name(),
                                        post.audiences(),
                                        post.participantId(),
                                        Optional.of("post"),
                                        post.phone(),
                                        post.confirmedBy())))
                        .code())
                .isEqualTo("bad-email");
    }

    private Answer<Person> mailed(String id, String email) {
        return gateway.inside.register.addPerson(
                HOST, new Person(id, "org-a", "Made-up " + id, email, "en", EnumSet.of(Role.DEPOSITOR)));
    }

    private Answer<Contact> reached(String id, Optional<String> email) {
        return gateway.inside.register.addContact(
                HOST,
                new Contact(id, "Made-up " + id, Set.of("members"), Optional.empty(), email, Optional.empty(), "host"));
    }

    @Test
    void a_document_signed_in_the_future_is_refused_but_for_the_day_that_time_zones_are_apart() {
        assertThat(refusal(add("org-b", TODAY.plusDays(2), "members")).code()).isEqualTo("bad-date");
        add("org-b", TODAY.plusDays(1), "members").orThrow();
    }

    @Test
    void an_id_is_given_once_and_persons_and_contacts_share_theirs() {
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        assertThat(refusal(add("org-a", TODAY, "members")).code()).isEqualTo("id-taken");
        assertThat(refusal(person("ali", "org-a")).code()).isEqualTo("id-taken");
        assertThat(refusal(person("desk", "org-a")).code()).isEqualTo("id-taken");
        assertThat(refusal(contact("ali")).code()).isEqualTo("id-taken");
        assertThat(refusal(person("new", "org-none")).kind()).isEqualTo(Refusal.Kind.UNKNOWN);
        assertThat(gateway.audited(EventKind.PERSON_ADDED)).hasSize(1);
    }

    @Test
    void a_person_whose_function_nobody_knows_is_not_added_at_all() {
        Person person = new Person("new", "org-a", "Made-up", "a@example.org", "en", Set.of(Role.DEPOSITOR));
        assertThat(refusal(gateway.inside.register.addPerson(HOST, person, Set.of("juggler")))
                        .code())
                .isEqualTo("unknown-function");
        assertThat(gateway.inside.register.person("new")).isInstanceOf(Answer.Refused.class);
        assertThat(gateway.audited(EventKind.PERSON_ADDED)).hasSize(1);
    }

    @Test
    void a_contact_is_a_desk_unless_it_is_added_as_one_named_person() {
        contact("desk").orThrow();
        Contact doctor = new Contact(
                "doctor", "Made-up", Set.of("ocha-imos"), Optional.empty(), Optional.empty(), Optional.empty(), "host");
        gateway.inside.register.addContact(HOST, doctor, true, Optional.empty()).orThrow();
        assertThat(gateway.inside.ledger.<Boolean, RuntimeException>read(sql -> Functions.isNamed(sql, "desk")))
                .isFalse();
        assertThat(gateway.inside.ledger.<Boolean, RuntimeException>read(sql -> Functions.isNamed(sql, "doctor")))
                .isTrue();
        assertThat(gateway.audited(EventKind.CONTACT_NAMED)).hasSize(1);
    }

    @Test
    void a_contact_is_added_with_the_language_that_it_reads_or_not_at_all() {
        Contact doctor = new Contact(
                "doctor", "Made-up", Set.of("ocha-imos"), Optional.empty(), Optional.empty(), Optional.empty(), "host");
        assertThat(refusal(gateway.inside.register.addContact(HOST, doctor, false, Optional.of("de")))
                        .code())
                .isEqualTo("bad-language");
        assertThat(gateway.inside.register.contact("doctor")).isInstanceOf(Answer.Refused.class);
        gateway.inside
                .register
                .addContact(HOST, doctor, false, Optional.of("tr"))
                .orThrow();
        assertThat(gateway.inside.link.travel().ways().ways("doctor").orThrow().language())
                .isEqualTo("tr");
        assertThat(gateway.audited(EventKind.CONTACT_WAYS_SET)).hasSize(1);
    }

    @Test
    void a_key_belongs_to_one_person() {
        gateway.person("berivan", "org-a", Role.DEPOSITOR);
        assertThat(refusal(gateway.inside.register.addKey(HOST, "berivan", fingerprint("ali"), "ssh-ed25519 x"))
                        .code())
                .isEqualTo("key-taken");
        gateway.inside
                .register
                .addKey(HOST, "ali", fingerprint("ali"), "ssh-ed25519 x")
                .orThrow();
        assertThat(gateway.inside.register.keys("ali")).hasSize(1);
        assertThat(gateway.inside.logIn.mayTry(GatewayFixture.knock("berivan", GatewayFixture.fingerprint("ali"))))
                .isFalse();
        assertThat(refusal(gateway.inside.logIn.enter(
                                GatewayFixture.knock("berivan", GatewayFixture.fingerprint("ali")), () -> {}))
                        .code())
                .isEqualTo("key-unknown");
        assertThat(refusal(gateway.inside.register.addKey(HOST, "nobody", "SHA256:n", "ssh-ed25519 x"))
                        .kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
    }

    @Test
    void a_removed_key_ends_its_persons_sessions_and_lets_nobody_in() {
        gateway.person("berivan", "org-a", Role.DEPOSITOR);
        AtomicInteger cuts = new AtomicInteger();
        Visit ali = gateway.inside
                .logIn
                .enter(GatewayFixture.knock("ali", GatewayFixture.fingerprint("ali")), cuts::incrementAndGet)
                .orThrow();
        Visit berivan = gateway.visit("berivan");

        gateway.inside.register.removeKey(HOST, "ali", fingerprint("ali")).orThrow();

        assertThat(ali.isCut()).isTrue();
        assertThat(cuts).hasValue(1);
        assertThat(berivan.isCut()).isFalse();
        assertThat(gateway.inside.logIn.mayTry(GatewayFixture.knock("ali", GatewayFixture.fingerprint("ali"))))
                .isFalse();
        assertThat(refusal(gateway.inside.register.removeKey(HOST, "ali", fingerprint("berivan")))
                        .kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
        assertThat(gateway.inside.logIn.mayTry(GatewayFixture.knock("berivan", GatewayFixture.fingerprint("berivan"))))
                .isTrue();
    }

    private Answer<Participant> add(String id, LocalDate signed, String... audiences) {
        return gateway.inside.register.addParticipant(HOST, id, "Made-up organisation", Set.of(audiences), signed);
    }

    private Answer<Person> person(String id, String participant) {
        return gateway.inside.register.addPerson(
                HOST, new Person(id, participant, "Made-up", "a@example.org", "en", Set.of(Role.DEPOSITOR)));
    }

    private Answer<Contact> contact(String id) {
        return gateway.inside.register.addContact(
                HOST,
                new Contact(
                        id,
                        "Made-up",
                        Set.of("ocha-imos"),
                        Optional.empty(),
                        Optional.of("a@example.org"),
                        Optional.empty(),
                        "host"));
    }
}
