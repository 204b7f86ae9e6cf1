package org.sluice.gateway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.crypto.Passwords;
import org.sluice.gateway.DataDirectory;
import org.sluice.gateway.Gateway;
import org.sluice.gateway.InitOptions;
import org.sluice.gateway.LogInSettings;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Limits;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.mail.MailSettings;
import org.sluice.gateway.mail.PhoneSettings;
import org.sluice.gateway.scan.ClamdSettings;
import org.sluice.gateway.store.AuditLog;
import org.sluice.gateway.store.DatabaseAddress;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.usecase.Knock;
import org.sluice.gateway.usecase.OwnDeposits;
import org.sluice.gateway.usecase.Proof;
import org.sluice.gateway.usecase.ReleaseMade;
import org.sluice.gateway.usecase.ReleaseOrder;
import org.sluice.gateway.usecase.Upload;
import org.sluice.gateway.usecase.Visit;

/**
 * The inside of a gateway over a fresh database and folder, with the shipped protocol, a clock that stands until it is
 * moved, and made-up participants. No listener is open.
 */
public final class GatewayFixture implements AutoCloseable {
    public static final Actor HOST = new Actor.HostAdministrator(Optional.empty());

    /** Cheap: the full cost is paid in the tests of passwords, and by every gateway that listens. */
    private static final Passwords HASHING = new Passwords(new SecureRandom(), 64, 1);

    public final MovableClock clock = new MovableClock();
    public final DataDirectory data;
    public final Wiring inside;
    private final DatabaseAddress address;

    public GatewayFixture(TestDatabase kind) {
        this(kind, "turkey-cross-border");
    }

    public GatewayFixture(TestDatabase kind, String... protocols) {
        this(kind, ChosenSettings.USUAL, folder(), protocols);
    }

    public GatewayFixture(TestDatabase kind, LogInSettings logIn, String... protocols) {
        this(kind, ChosenSettings.USUAL.logIn(logIn), folder(), protocols);
    }

    /** With a virus scanner, which the test itself asks to look: {@code inside.arrivals.scan().due()}. */
    public GatewayFixture(TestDatabase kind, Optional<ClamdSettings> scanner, String... protocols) {
        this(kind, ChosenSettings.USUAL.scanner(scanner), folder(), protocols);
    }

    public GatewayFixture(TestDatabase kind, Limits limits, String... protocols) {
        this(kind, limits, folder(), protocols);
    }

    /** With a mail server. */
    public GatewayFixture(TestDatabase kind, MailSettings mail, String... protocols) {
        this(kind, ChosenSettings.USUAL.mail(mail), folder(), protocols);
    }

    /** With a mail server and whoever sends to telephones. */
    public GatewayFixture(TestDatabase kind, MailSettings mail, PhoneSettings phone, String... protocols) {
        this(kind, ChosenSettings.USUAL.mail(mail).phone(phone), folder(), protocols);
    }

    /** @param folder where everything rests, which is removed at the end */
    public GatewayFixture(TestDatabase kind, Limits limits, Path folder, String... protocols) {
        this(kind, ChosenSettings.USUAL.limits(limits), folder, protocols);
    }

    private GatewayFixture(TestDatabase kind, ChosenSettings chosen, Path folder, String... protocols) {
        address = kind.fresh();
        try {
            data = Gateway.init(
                    new InitOptions(folder.resolve("data"), List.of(protocols), 0, 0, Optional.of(written(address))));
            inside = new Wiring(data, chosen.settings(written(address)), clock, HASHING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inside.publicUrl.set("https://localhost:8443");
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("sluice-gateway");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String written(DatabaseAddress address) {
        return address.toString()
                + address.password()
                        .map(word -> (address.toString().contains("?") ? "&" : "?") + "password=" + word)
                        .orElse("");
    }

    public void participant(String id, String... audiences) {
        inside.register
                .addParticipant(HOST, id, "The made-up organisation " + id, Set.of(audiences), LocalDate.of(2026, 1, 5))
                .orThrow();
    }

    /** A person with a key whose fingerprint is {@code SHA256:<id>}: no real key, as nothing here speaks SSH. */
    public Person person(String id, String participant, Role... roles) {
        Person person = inside.register
                .addPerson(
                        HOST,
                        new Person(
                                id,
                                participant,
                                "Made-up " + id,
                                id + "@example.org",
                                "en",
                                EnumSet.copyOf(Arrays.asList(roles))))
                .orThrow();
        inside.register
                .addKey(HOST, id, fingerprint(id), "ssh-ed25519 made-up-" + id)
                .orThrow();
        return person;
    }

    public static String fingerprint(String personId) {
        return "SHA256:" + personId;
    }

    public Contact contact(String id, Optional<String> participant, String... audiences) {
        return inside.register
                .addContact(
                        HOST,
                        new Contact(
                                id,
                                "Made-up " + id,
                                Set.of(audiences),
                                participant,
                                Optional.of(id + "@example.org"),
                                Optional.of("+000000000"),
                                "host"))
                .orThrow();
    }

    /** Makes a person the data-protection contact of its participant, who confirms a contact for personal data. */
    public void vouch(String participant, String person, String contact) {
        inside.terms
                .setSpeakers(HOST, participant, Duty.DATA_PROTECTION, List.of(person))
                .orThrow();
        inside.contacts.confirm(HOST, contact, person).orThrow();
    }

    /** Somebody with a key, from an address for documentation. */
    public static Knock knock(String personId, String fingerprint) {
        return knock(personId, new Proof.OfKey(fingerprint), "192.0.2.7");
    }

    public static Knock knock(String personId, Proof proof, String address) {
        return Knock.with(personId, proof, Optional.of(InetAddress.ofLiteral(address)));
    }

    public Visit visit(String personId) {
        return inside.logIn
                .enter(knock(personId, fingerprint(personId)), () -> {})
                .orThrow();
    }

    /** Bytes that would be kept of an upload under way if its line broke now: what another session of its person sees. */
    public long arrived(Deposit deposit) {
        try (Visit other = visit(deposit.personId())) {
            return inside.own
                    .find(other, deposit.spot())
                    .filter(entry -> entry.deposit().state() == DepositState.RECEIVING)
                    .map(OwnDeposits.Entry::size)
                    .orElse(0L);
        }
    }

    /** Uploads in pieces of 32 KiB, as OpenSSH does, and closes. */
    public Answer<Deposit> upload(Visit visit, Channel folder, String type, String name, byte[] content) {
        return inside.receive
                .begin(visit, folder, type, name, true)
                .then(upload -> write(upload, 0, content).then(done -> upload.complete()));
    }

    public static Answer<Long> write(Upload upload, int from, byte[] content) {
        Answer<Long> answer = Answer.done((long) from);
        for (int at = from; at < content.length; at += 32 * 1024) {
            answer = upload.write(at, content, at, Math.min(32 * 1024, content.length - at));
        }
        return answer;
    }

    /** Uploads, settles by the session's orderly end, and gives the deposit as it stands then. */
    public Deposit deposit(String personId, Channel folder, String type, String name, byte[] content) {
        try (Visit visit = visit(personId)) {
            Deposit closed = upload(visit, folder, type, name, content).orThrow();
            inside.settle.orderlyEnd(visit);
            inside.inspect.due();
            inside.inspect.dueLarge();
            return get(closed.id());
        }
    }

    public Deposit get(String depositId) {
        return inside.ledger.read(sql -> Deposits.find(sql, depositId)).orElseThrow();
    }

    /** An assessment, deposited and labelled so that the matrix lets it go to OCHA with consent. */
    public Deposit assessment(String personId, String name, byte[] content) {
        Deposit deposit = deposit(personId, Channel.CONFIDENTIAL, "assessments-reports", name, content);
        return label(
                deposit.id(),
                "organizations=named",
                "location=district",
                "population=disaggregated",
                "activity=full",
                "persons=staff");
    }

    public Deposit label(String depositId, String... changes) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String change : changes) {
            keys.put(change.substring(0, change.indexOf('=')), change.substring(change.indexOf('=') + 1));
        }
        return inside.label.label(HOST, depositId, keys).orThrow();
    }

    public Answer<ReleaseMade> release(String releaser, String deposit, String... to) {
        return inside.release.create(HOST, releaser, order(deposit, to));
    }

    public static ReleaseOrder order(String deposit, String... to) {
        return new ReleaseOrder(
                List.of(deposit),
                List.of(to),
                "planning of the next round (made up)",
                Optional.empty(),
                Optional.empty(),
                Optional.of(Way.MAIL),
                Optional.of(Way.PHONE));
    }

    /** The payloads of all records of one kind, oldest first. */
    public List<String> audited(EventKind kind) {
        return inside.ledger.read(sql -> AuditLog.read(sql, 1, 100_000)).stream()
                .filter(record -> record.kind().equals(kind.word()))
                .map(record -> record.payload().orElse(""))
                .toList();
    }

    public List<Notice.Kind> notices(String personId) {
        return inside.ledger.read(sql -> Notices.of(sql, personId)).stream()
                .map(Notice::kind)
                .toList();
    }

    /** Another node over the same database and folder; the caller closes it. */
    public Wiring another() {
        return another(inside.settings.scanner());
    }

    /** Another node with this virus scanner. */
    public Wiring another(Optional<ClamdSettings> scanner) {
        try {
            Wiring node = new Wiring(
                    data,
                    ChosenSettings.of(inside.settings).scanner(scanner).settings(written(address)),
                    clock,
                    HASHING);
            node.publicUrl.set("https://localhost:8443");
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Refusal refusal(Answer<?> answer) {
        if (answer instanceof Answer.Refused<?> refused) {
            return refused.refusal();
        }
        throw new AssertionError("It was expected to be refused, but was done: " + answer);
    }

    public static byte[] read(SeekableByteChannel channel) {
        try (channel) {
            byte[] content = new byte[(int) channel.size()];
            ByteBuffer into = ByteBuffer.wrap(content);
            while (into.hasRemaining() && channel.read(into) >= 0) {}
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        inside.close();
        TestDatabase.remove(address);
        try {
            Files.walkFileTree(data.root().getParent(), new Remove());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Remove extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, java.io.@org.jspecify.annotations.Nullable IOException e)
                throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
