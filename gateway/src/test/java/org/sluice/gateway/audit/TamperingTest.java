package org.sluice.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.AuditLine;
import org.sluice.gateway.domain.audit.Checkpoint;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.ExportedRecord;
import org.sluice.gateway.domain.audit.Verdict;
import org.sluice.gateway.store.AuditLog;
import org.sluice.gateway.testkit.Audits;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.testkit.TestKey;
import org.sluice.gateway.testkit.TestStore;

/** Whatever is done to an export is found, and named. The table is in {@code audit/tampering.csv}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TamperingTest {
    private static final Actor PERSON = new Actor.PersonActor("p-1", "org-1");
    /** Stands for a byte that begins no UTF-8 sequence. */
    private static final char NO_UTF_8 = '~';

    private final TestKey key = new TestKey("key-1");
    private List<String> sound = List.of();
    private String witnessed = "";

    @Test
    void another_file_is_told_in_one_line_however_many_it_has() throws IOException {
        Verdict verdict = new AuditVerifier(List.of(key))
                .verify(new ByteArrayInputStream("a: b\nc: d\n".repeat(40).getBytes(StandardCharsets.UTF_8)));
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
            assertThat(broken.findings()).hasSize(1);
            assertThat(broken.findings().getFirst().what()).contains("no audit export");
        });
    }

    @BeforeAll
    void export() {
        try (TestStore store = TestDatabase.SQLITE.open()) {
            for (String name : List.of("first", "Amal", "third", "fourth")) {
                store.door().record(new AuditEvent(EventKind.DEPOSIT_BEGUN, PERSON, Map.of("name", name)));
            }
            Checkpoint checkpoint =
                    store.door().unitOfWork(tx -> AuditLog.checkpoint(tx, PERSON, key, new MovableClock()));
            witnessed = checkpoint.line();
            store.door().record(new AuditEvent(EventKind.DEPOSIT_READ, PERSON));
            store.door().perform(tx -> AuditLog.erasePayloads(tx, PERSON, "rule", List.of(2L)));
            sound = List.of(Audits.export(store.database(), key).split("\n"));
        }
        assertThat(sound).hasSize(10);
    }

    @Test
    void the_export_is_sound_before_anybody_touches_it() {
        assertThat(Audits.verify(text(sound), key)).isEqualTo(new Verdict.Sound(7, 1, 1, 7, 1));
        assertThat(Audits.verify(text(sound), key, witnessed)).isEqualTo(new Verdict.Sound(7, 1, 1, 7, 1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "/audit/tampering.csv",
            delimiter = ';',
            quoteCharacter = '\u0001',
            ignoreLeadingAndTrailingWhitespace = false,
            useHeadersInDisplayName = true)
    void every_manipulation_is_found(String title, String verb, String line, String with, String found)
            throws IOException {
        List<String> lines = tamper(verb, line, Optional.ofNullable(with).orElse(""));
        assertThat(lines).as(title).isNotEqualTo(sound);
        Verdict verdict = new AuditVerifier(List.of(key)).verify(stream(text(lines)));

        assertThat(verdict).as(title).isInstanceOf(Verdict.Broken.class);
        List<String> faults = ((Verdict.Broken) verdict)
                .findings().stream()
                        .map(finding -> finding.fault() + "@" + finding.lineNumber())
                        .distinct()
                        .toList();
        assertThat(faults).as(title + ": " + verdict).containsAll(List.of(found.split(" ")));
    }

    @Test
    void an_export_under_a_key_nobody_gave_is_not_believed() {
        assertThat(Audits.verify(text(sound), new TestKey("key-1")).toString())
                .contains("END_WRONG", "CHECKPOINT_WRONG");
    }

    @Test
    void a_witnessed_checkpoint_that_the_key_did_not_sign_is_not_believed() {
        assertThat(Audits.verify(text(sound), key, witnessed.replace("\"seq\":4", "\"seq\":3"))
                        .toString())
                .contains("CHECKPOINT_WRONG");
        assertThat(Audits.verify(text(sound), key, "no checkpoint at all").toString())
                .contains("CHECKPOINT_WRONG");
    }

    @Test
    void a_witnessed_checkpoint_of_another_chain_shows() {
        Checkpoint other = Checkpoint.sign(4, "f".repeat(64), MovableClock.START, key);
        Checkpoint later = Checkpoint.sign(8, "f".repeat(64), MovableClock.START, key);

        assertThat(Audits.verify(text(sound), key, other.line()).toString()).contains("ROLLED_BACK");
        assertThat(Audits.verify(text(sound), key, later.line()).toString()).contains("ROLLED_BACK");
    }

    @Test
    void an_endless_line_is_read_in_bounded_memory() {
        String endless = sound.getFirst() + "\n" + "x".repeat(LineSource.LONGEST_LINE + 10) + "\n"
                + text(sound.subList(1, sound.size()));

        assertThat(Audits.verify(endless, key).toString()).contains("MALFORMED");
    }

    @Test
    void findings_beyond_a_few_hundred_are_counted_only() {
        String endless = text(sound) + (sound.getFirst() + "\n").repeat(1000);

        assertThat(((Verdict.Broken) Audits.verify(endless, key)).more()).isEqualTo(800);
    }

    private List<String> tamper(String verb, String line, String with) {
        List<String> lines = new ArrayList<>(sound);
        int at = line == null ? 0 : Integer.parseInt(line) - 1;
        switch (verb) {
            case "edit" -> lines.set(at, edited(lines.get(at), with));
            case "drop" -> lines.remove(at);
            case "dropTo" -> lines.subList(at, Integer.parseInt(with)).clear();
            case "double" -> lines.add(at, lines.get(at));
            case "swap" -> Collections.swap(lines, at, Integer.parseInt(with) - 1);
            case "move" -> lines.add(Integer.parseInt(with) - 1, lines.remove(at));
            case "redact" ->
                lines.set(at, new ExportedRecord(record(at).stored(), Optional.empty(), Optional.empty()).line());
            case "forge" -> lines.add(at + 1, forged(4, line(at).hash()));
            case "rechain" -> rechain(lines, at, with);
            case "append" -> lines.addAll(sound);
            case "other" -> lines.add(at, forged(1, AuditLine.GENESIS));
            default -> throw new IllegalArgumentException(verb);
        }
        return lines;
    }

    private static String edited(String line, String with) {
        List<String> parts = Arrays.asList(with.split(">", -1));
        return line.replaceFirst(
                parts.get(0).replace("\\\"", "\\\\\""), parts.get(1).replace("\\", "\\\\"));
    }

    /** What somebody with the database and without the key can do. */
    private void rechain(List<String> lines, int from, String with) {
        String prev = line(from).prev();
        for (int n = from; n < lines.size(); n++) {
            int i = n;
            if (ExportParser.parse(lines.get(i)) instanceof ExportLine.Chained chained) {
                Optional<String> payload = chained.record().payload().map(it -> i == from ? edited(it, with) : it);
                var line = chained.line();
                String digest = payload.map(it -> AuditLine.digest(
                                Base64.getDecoder()
                                        .decode(chained.record().salt().orElseThrow()),
                                it))
                        .orElse(line.digest());
                var anew = new AuditLine(line.seq(), line.at(), line.kind(), digest, prev);
                lines.set(i, new ExportedRecord(anew.text(), chained.record().salt(), payload).line());
                prev = anew.hash();
            }
        }
    }

    private static String forged(long seq, String prev) {
        String payload = new AuditEvent(EventKind.DEPOSIT_READ, PERSON).payload();
        var line = new AuditLine(
                seq, MovableClock.START, EventKind.DEPOSIT_READ.word(), AuditLine.digest(new byte[1], payload), prev);
        return new ExportedRecord(line.text(), Optional.of("AA=="), Optional.of(payload)).line();
    }

    private AuditLine line(int at) {
        return ((ExportLine.Chained) ExportParser.parse(sound.get(at))).line();
    }

    private ExportedRecord record(int at) {
        return ((ExportLine.Chained) ExportParser.parse(sound.get(at))).record();
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static ByteArrayInputStream stream(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == NO_UTF_8 ? (byte) 0xff : bytes[i];
        }
        return new ByteArrayInputStream(bytes);
    }
}
