package org.sluice.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.sftp.OpenPort;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.usecase.Networks;
import org.sluice.gateway.usecase.Proof;
import org.sluice.gateway.usecase.Visit;
import org.sluice.gateway.web.OpenUploads;

/**
 * One path from label to commit: whatever a person puts somewhere over SFTP has the end that it has over HTTPS, in one
 * PUT and by tus. What differs on purpose stands in {@link Differs}, and nothing stands there that does not happen.
 */
final class EqualRightsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BESIDE = "kept beside its file";
    private static final String DASHBOARD = "protection-dashboard";
    private static final List<String> TYPES = List.of(DASHBOARD, "meeting-minutes", "no-such-type");
    private static final List<String> KNOWN = TYPES.subList(0, 2);

    /** Below the type's folder. */
    private static final List<String> SPOTS = List.of(
            "a.csv",
            "2026/a.csv",
            "not-made/a.csv",
            "@ocha-gaziantep/a.csv",
            "@nobody-there/a.csv",
            "@ocha-gaziantep",
            "a.csv.part",
            "a.csv.label.yaml",
            "a.",
            "cod.\u202Eexe");

    private static final List<String> PLAIN = List.of("a.csv", "2026/a.csv");
    private static final List<String> ADDRESSED =
            List.of("@ocha-gaziantep/a.csv", "@nobody-there/a.csv", "@ocha-gaziantep");

    /** Identifies nothing, and goes to one audience only. */
    private static final String NARROW = """
            organizations: none
            location: national
            population: aggregated
            activity: broad
            persons: none
            share-with: [ocha-gaziantep]
            """;

    /** What HTTPS answers otherwise than SFTP, and is meant to. */
    private enum Differs {
        /** A token is for a job: it deposits, and releases nothing. */
        TOKENS_RELEASE_NOTHING,
        /** A token is for one channel, where a log-in is for all. */
        TOKEN_OF_ANOTHER_CHANNEL,
        /** A token may be for some types. */
        TOKEN_OF_ANOTHER_TYPE,
        /** Nothing renames a file over HTTPS, so that a temporary name would stay for ever. */
        TEMPORARY_NAME,
        /** The label comes with the request; a file that speaks of another is put beside it by SFTP. */
        SIDE_FILE,
        /** SFTP answers as a file system does, where HTTPS knows no folders that are made beforehand. */
        FOLDER_NOT_MADE,
        /** The same: that a folder stands there is told before anything is asked of the rules. */
        FOLDER_STANDS_THERE
    }

    /** One deposit tried. */
    private record Cell(String person, Channel channel, String type, String spot) {
        String path() {
            return "/" + channel.word() + "/" + type + "/" + spot;
        }
    }

    /** How it ended: a code where HTTPS tells one, and the words, or what became of it. */
    private record End(String code, String words) {}

    private final OpenPort port = new OpenPort();
    private final GatewayFixture gateway = port.gateway();
    private final Map<String, MinaSession> sessions = new HashMap<>();
    private final Map<String, String> bearers = new HashMap<>();
    private final Set<Differs> seen = EnumSet.noneOf(Differs.class);
    private final Set<String> codes = new TreeSet<>();
    private OpenUploads uploads;

    @BeforeEach
    void open() {
        gateway.participant("gaziantep", "ocha-gaziantep");
        gateway.participant("left", "members");
        gateway.participant("fenced", "members");
        gateway.person("nadia", "gaziantep", Role.DEPOSITOR);
        port.person("ali", "bridge");
        roles("ali", "bridge", Role.DEPOSITOR, Role.RELEASER);
        port.person("nobody", "bridge");
        port.person("gone", "left");
        port.person("far", "fenced");
        uploads = new OpenUploads(gateway, "127.0.0.1", "ali");
        for (String person : List.of("amal", "ali", "nobody", "gone", "far")) {
            for (Channel channel : Channel.values()) {
                bearers.put(person + channel, uploads.bearer(person, channel));
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        for (MinaSession session : sessions.values()) {
            session.cut();
        }
        uploads.close();
        port.close();
    }

    private void roles(String person, String participant, Role... roles) {
        gateway.inside
                .register
                .changePerson(
                        GatewayFixture.HOST,
                        new Person(
                                person, participant, "Made-up " + person, person + "@example.org", "en", Set.of(roles)))
                .orThrow();
    }

    private SftpClient sftp(String person) throws IOException {
        MinaSession session = sessions.get(person);
        if (session == null) {
            session = MinaSession.open(Site.of(port, port.port(), person));
            sessions.put(person, session);
        }
        return session.sftp();
    }

    @Test
    void what_a_person_may_deposit_over_one_protocol_it_may_over_the_other() throws IOException {
        for (String person : List.of("amal", "ali", "nobody")) {
            for (Channel channel : Channel.values()) {
                for (String type : KNOWN) {
                    sftp(person).mkdir("/" + channel.word() + "/" + type + "/2026");
                }
            }
        }
        sweep("amal", SPOTS);
        sweep("ali", ADDRESSED);

        labelled(NARROW);
        sweep("ali", PLAIN);
        sweep("ali", ADDRESSED);
        // A protocol has changed since, and the words are gone.
        gateway.inside
                .ledger
                .write(tx -> tx.sql().execute("UPDATE side_file SET text = 'share-with: [an-audience-of-old]'"))
                .orThrow();
        sweep("ali", PLAIN);
        gateway.inside
                .ledger
                .write(tx -> tx.sql().execute("DELETE FROM side_file"))
                .orThrow();

        roles("nobody", "bridge", Role.RELEASER);
        Objects.requireNonNull(sessions.remove("nobody")).cut();
        sweep("nobody", PLAIN);

        assertThat(codes)
                .as("the table reaches what it is about")
                .contains(
                        "below-floor",
                        "bad-label",
                        "not-a-depositor",
                        "unknown-information type",
                        "deposit-only",
                        "bad-name",
                        "taken");
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        Differs.TOKENS_RELEASE_NOTHING,
                        Differs.TEMPORARY_NAME,
                        Differs.SIDE_FILE,
                        Differs.FOLDER_NOT_MADE,
                        Differs.FOLDER_STANDS_THERE);
    }

    private void labelled(String text) {
        try (Visit visit = gateway.visit("ali")) {
            for (Channel channel : Channel.values()) {
                for (String type : KNOWN) {
                    gateway.inside
                            .sideFiles
                            .put(visit, Spot.of(channel, type, ".label.yaml").orThrow(), GatewayFixture.bytes(text))
                            .orThrow();
                }
            }
        }
    }

    private void sweep(String person, List<String> spots) throws IOException {
        for (Channel channel : Channel.values()) {
            for (String type : TYPES) {
                for (String spot : spots) {
                    compare(new Cell(person, channel, type, spot));
                }
            }
        }
    }

    private void compare(Cell cell) throws IOException {
        String bearer = bearers.getOrDefault(cell.person() + cell.channel(), "");
        End over = sftp(cell);
        End put = put(cell, bearer);
        codes.add(put.code());
        assertThat(tus(cell, bearer)).as("by tus and by PUT: " + cell).isEqualTo(put);
        if (!over.words().equals(put.words())) {
            seen.add(difference(cell, over, put));
        }
    }

    private static Differs difference(Cell cell, End sftp, End https) {
        if (cell.spot().startsWith("@") && https.code().equals("deposit-only")) {
            return Differs.TOKENS_RELEASE_NOTHING;
        }
        if (cell.spot().endsWith(".part") && https.code().equals("temporary-name")) {
            return Differs.TEMPORARY_NAME;
        }
        if (cell.spot().endsWith(".label.yaml")
                && sftp.words().equals(BESIDE)
                && !https.code().equals("taken")) {
            return Differs.SIDE_FILE;
        }
        boolean made = cell.spot().startsWith("2026/") && KNOWN.contains(cell.type());
        if (cell.spot().indexOf('/') > 0 && !made && sftp.words().equals("There is no such file or folder.")) {
            return Differs.FOLDER_NOT_MADE;
        }
        if (cell.spot().equals("@ocha-gaziantep")
                && sftp.words().startsWith("This is a folder.")
                && !https.code().equals("taken")) {
            return Differs.FOLDER_STANDS_THERE;
        }
        throw new AssertionError(cell + " ends over SFTP: " + sftp + "\nand over HTTPS: " + https);
    }

    private End sftp(Cell cell) throws IOException {
        try (SftpClient.CloseableHandle file = sftp(cell.person())
                .open(
                        cell.path(),
                        EnumSet.of(
                                SftpClient.OpenMode.Create, SftpClient.OpenMode.Write, SftpClient.OpenMode.Truncate))) {
            sftp(cell.person()).write(file, 0, GatewayFixture.bytes("persons: none\n"));
        } catch (SftpException e) {
            return new End("", String.valueOf(e.getMessage()));
        }
        List<Deposit> taken = gateway.inside.ledger.read(sql -> Deposits.all(sql).stream()
                .filter(deposit -> deposit.personId().equals(cell.person())
                        && deposit.supersededBy().isEmpty()
                        && deposit.spot().toString().equals(cell.path()))
                .toList());
        return taken.isEmpty() ? new End("", BESIDE) : taken(taken.getLast());
    }

    private static End taken(Deposit deposit) {
        return new End(
                "taken",
                "taken into " + deposit.channel().word() + (deposit.held() ? ", held, " : ", ")
                        + deposit.label().canonical());
    }

    private End put(Cell cell, String bearer) throws IOException {
        String path = Stream.of(cell.path().split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("%40", "@"))
                .collect(Collectors.joining("/"));
        OpenUploads.Said said = uploads.send(
                "PUT", "/uploads" + path, GatewayFixture.bytes("persons: none\n"), "Authorization", bearer);
        return said.status() == 201 ? taken(gateway.get(said.deposit())) : refused(said);
    }

    private End tus(Cell cell, String bearer) throws IOException {
        int slash = cell.spot().lastIndexOf('/');
        List<String> words = new ArrayList<>(List.of("channel", cell.channel().word(), "type", cell.type()));
        words.addAll(List.of("filename", cell.spot().substring(slash + 1)));
        words.addAll(List.of("folder", slash < 0 ? "" : cell.spot().substring(0, slash)));
        byte[] body = GatewayFixture.bytes("persons: none\n");
        OpenUploads.Said said = uploads.send(
                "POST",
                "/uploads",
                body,
                "Authorization",
                bearer,
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                Integer.toString(body.length),
                "Content-Type",
                "application/offset+octet-stream",
                "Upload-Metadata",
                OpenUploads.metadata(words.toArray(String[]::new)));
        return said.status() == 201 ? taken(gateway.get(said.deposit())) : refused(said);
    }

    private static End refused(OpenUploads.Said said) throws IOException {
        assertThat(said.status()).isBetween(400, 499);
        JsonNode error = JSON.readTree(said.body()).path("error");
        return new End(error.path("code").asText(), error.path("message").asText());
    }

    @Test
    void who_is_not_let_in_over_one_protocol_is_not_over_the_other_and_for_the_same_reason() throws IOException {
        gateway.inside.cut.withdrawNow(GatewayFixture.HOST, "left", "it leaves").orThrow();
        new Networks(gateway.inside.ledger, gateway.inside.live)
                .set(
                        GatewayFixture.HOST,
                        "fenced",
                        AllowedNetworks.of(List.of("198.51.100.0/24")).orThrow())
                .orThrow();
        for (Map.Entry<String, String> one : Map.of("gone", "participant-withdrawn", "far", "network-not-allowed")
                .entrySet()) {
            String person = one.getKey();
            assertThat(sftpRefuses(person)).isEqualTo(one.getValue());
            for (Channel channel : Channel.values()) {
                for (String spot : List.of("a.csv", "@ocha-gaziantep/a.csv")) {
                    Cell cell = new Cell(person, channel, DASHBOARD, spot);
                    String bearer = bearers.getOrDefault(person + channel, "");
                    assertThat(put(cell, bearer).code()).as(cell.toString()).isEqualTo(one.getValue());
                    assertThat(tus(cell, bearer).code()).as(cell.toString()).isEqualTo(one.getValue());
                }
            }
        }
        assertThat(gateway.inside.ledger.read(Deposits::all)).isEmpty();
    }

    /** Nobody gets in on the wire, where a stranger is told nothing; the reason stands where the door is decided. */
    private String sftpRefuses(String person) throws IOException {
        Site site = Site.of(port, port.port(), person);
        assertThatThrownBy(() -> MinaSession.open(site)).isInstanceOf(IOException.class);
        String key = gateway.inside.ledger.read(
                sql -> sql.createQuery("SELECT fingerprint FROM person_key WHERE person_id = :person"
                                + " AND fingerprint NOT LIKE '%' || :person")
                        .bind("person", person)
                        .mapTo(String.class)
                        .one());
        return GatewayFixture.refusal(gateway.inside.logIn.enter(
                        GatewayFixture.knock(person, new Proof.OfKey(key), "127.0.0.1"), () -> {}))
                .code();
    }

    @Test
    void a_token_is_narrower_than_its_person_in_channel_and_type_and_never_wider() throws IOException {
        Map<Cell, End> known = new HashMap<>();
        for (Channel of : List.of(Channel.PUBLIC, Channel.RESTRICTED)) {
            String token = uploads.bearer("ali", of, DASHBOARD);
            for (Channel channel : Channel.values()) {
                for (String type : TYPES) {
                    Cell cell = new Cell("ali", channel, type, "a.csv");
                    End over = known.containsKey(cell) ? known.get(cell) : sftp(cell);
                    known.put(cell, over);
                    End put = put(cell, token);
                    assertThat(tus(cell, token)).isEqualTo(put);
                    if (put.words().equals(over.words())) {
                        continue;
                    }
                    assertThat(put.code()).as(cell.toString()).isIn("token-channel", "token-type");
                    assertThat(put.code().equals("token-channel")).isEqualTo(of != channel);
                    seen.add(of == channel ? Differs.TOKEN_OF_ANOTHER_TYPE : Differs.TOKEN_OF_ANOTHER_CHANNEL);
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Differs.TOKEN_OF_ANOTHER_TYPE, Differs.TOKEN_OF_ANOTHER_CHANNEL);
    }
}
