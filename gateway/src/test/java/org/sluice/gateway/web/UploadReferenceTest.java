package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.label.LabelKey;

/** What API.md says of deposits over HTTPS is what the code answers, and nothing that it answers is left out there. */
final class UploadReferenceTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "sluice", "gateway");

    /** Where a request that brings a file can be refused. */
    private static final List<String> REFUSING = List.of(
            "web/BodyFlows",
            "web/TusUploads",
            "web/WholeUploads",
            "web/UploadLabel",
            "web/Checksum",
            "web/PartMemory",
            "web/PartIntake",
            "web/Depositor",
            "usecase/TakeUploads",
            "usecase/UploadRows",
            "usecase/UploadRequest",
            "usecase/EnterWithToken",
            "usecase/WithinToken",
            "usecase/NotAFolder",
            "usecase/NoSideFile",
            "usecase/ReceiveDeposit",
            "usecase/MakeDeposit",
            "usecase/DepositNotes",
            "usecase/Quotas",
            "usecase/Upload",
            "usecase/SideNotes",
            "usecase/LabelWords",
            "usecase/Networks",
            "domain/participant/DepositToken",
            "domain/participant/Participant",
            "domain/deposit/Spot",
            "domain/deposit/FileName");

    /** Refusals of shared sources that the others are not asked for. */
    private static final Map<String, Refusal.Kind> MORE = Map.of(
            "too-many-folders", Refusal.Kind.CONFLICT,
            "second-factor-needed", Refusal.Kind.FORBIDDEN,
            "flow-suspended", Refusal.Kind.CONFLICT,
            "term-ended", Refusal.Kind.FORBIDDEN);

    /**
     * What stands there and answers no such request: the page's own words, sizes and places of writes, which only SFTP says,
     * and a participant that went from under its own person.
     */
    private static final Set<String> NEVER =
            Set.of("session-over", "size-fixed", "out-of-order", "unknown-participant");

    private static final Pattern REFUSAL =
            Pattern.compile("(?:Refusal\\.of|new Refusal)\\(\\s*Refusal\\.Kind\\.([A-Z]+),\\s*\"([^\"]+)\""
                    + "|Refusal\\s*\\.(wrong|conflict|forbidden|unknown)\\(\\s*\"([^\"]+)\""
                    + "|(barredBecause)\\(\\s*\"([^\"]+)\"");

    private static String source(String name) {
        try {
            return Files.readString(SOURCES.resolve(name + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page() {
        try {
            String all = Files.readString(Path.of("API.md"));
            return all.substring(all.indexOf("\n# Deposits over HTTPS"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static void put(Map<String, Integer> statuses, Refusal.Kind kind, String code) {
        if (!NEVER.contains(code)) {
            statuses.put(code, UploadAnswers.status(Refusal.of(kind, code, "")));
        }
    }

    private static void put(Map<String, Integer> statuses, MatchResult refusal) {
        if (refusal.group(2) != null) {
            put(statuses, Refusal.Kind.valueOf(refusal.group(1)), refusal.group(2));
        } else if (refusal.group(6) != null) {
            put(statuses, Refusal.Kind.FORBIDDEN, refusal.group(6));
        } else {
            switch (refusal.group(3)) {
                case "unknown" -> put(statuses, Refusal.Kind.UNKNOWN, "unknown-" + refusal.group(4));
                case "wrong" -> put(statuses, Refusal.Kind.WRONG, refusal.group(4));
                case "conflict" -> put(statuses, Refusal.Kind.CONFLICT, refusal.group(4));
                default -> put(statuses, Refusal.Kind.FORBIDDEN, refusal.group(4));
            }
        }
    }

    @Test
    void every_refusal_stands_on_the_page_with_its_status_and_no_other_does() {
        Map<String, Integer> answered = new TreeMap<>();
        MORE.forEach((code, kind) -> put(answered, kind, code));
        for (String name : REFUSING) {
            REFUSAL.matcher(source(name)).results().forEach(refusal -> put(answered, refusal));
        }
        Map<String, Integer> told = new TreeMap<>();
        Pattern.compile("(?m)^\\| (\\d{3}) \\| (.*) \\|$")
                .matcher(page())
                .results()
                .forEach(row ->
                        // What stands in brackets explains, and names headers too.
                        found("`([^`]+)`", row.group(2).replaceAll("\\([^)]*\\)", ""))
                                .forEach(code -> told.put(code, Integer.parseInt(row.group(1)))));
        assertThat(told).isEqualTo(answered).hasSizeGreaterThan(40);
    }

    @Test
    void every_key_of_the_metadata_stands_on_the_page_with_its_words_and_no_other_does() {
        Map<String, List<String>> keys = new TreeMap<>();
        String table = page();
        table = table.substring(table.indexOf("| key | takes |"), table.indexOf("## What it became"));
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (.*) \\|$")
                .matcher(table)
                .results()
                .forEach(row -> {
                    List<String> words = new ArrayList<>(found("`([^`]+)`", row.group(2)));
                    keys.put(row.group(1), words);
                });
        Set<String> all = new TreeSet<>(LabelKey.words());
        all.addAll(Set.of("filename", "folder"));
        assertThat(keys.keySet()).isEqualTo(all);
        for (LabelKey key : LabelKey.values()) {
            if (key != LabelKey.CHANNEL) {
                assertThat(keys.get(key.word())).as(key.word()).isEqualTo(key.allowed());
            }
        }
        assertThat(table)
                .contains(
                        UploadLabel.IGNORED.stream().map(key -> "`" + key + "`").toList());
    }

    @Test
    void every_header_and_every_member_of_the_answer_stands_on_the_page() {
        String page = page();
        for (String name : List.of("web/TusUploads", "web/WholeUploads", "web/UploadAnswers", "web/Depositor")) {
            for (String header : found("new HttpString\\(\"([^\"]+)\"\\)", source(name))) {
                assertThat(page).as(name).contains(header.equals("PATCH") ? "`PATCH /" : "`" + header);
            }
        }
        String shape = page.substring(page.indexOf("Deposited "), page.indexOf("A refusal is the"));
        String answer = source("web/UploadAnswers");
        answer = answer.substring(answer.indexOf("private ObjectNode json("));
        List<String> members = found("\\.(?:put|putObject|putArray|set)\\(\\s*\"([a-zA-Z0-9]+)\"", answer);
        assertThat(members).hasSizeGreaterThan(10);
        for (String member : members) {
            assertThat(shape).containsPattern("[ {]" + member + "[ ?,:}\\[(]");
        }
        assertThat(page).contains(Checksum.ALGORITHMS);
    }

    @Test
    void the_limits_on_the_page_are_those_of_the_code() {
        WebSettings usual = WebSettings.usual("localhost", 0, List.of(), false, Optional.empty());
        String page = page().replaceAll("\\s+", " ");
        assertThat(page)
                .contains(
                        "of at most " + (PartMemory.LARGEST_PART >> 20) + " MiB",
                        "one node " + usual.uploads() + " bodies at once",
                        "nothing for " + usual.stall().toSeconds() + " seconds",
                        "a cookie of " + Sessions.LIFE.toMinutes() + " minutes",
                        "for " + Sessions.LONGEST.toHours() + " hours at most",
                        "at most "
                                + found("MOST_UNFINISHED = (\\d+);", source("usecase/TakeUploads"))
                                        .getFirst() + " unfinished uploads",
                        found("IDLE = Duration.ofMinutes\\((\\d+)\\)", source("usecase/TakeUploads"))
                                        .getFirst() + " minutes without a request",
                        found("ALL = (\\d+)L << 20;", source("web/PartMemory")).getFirst() + " MiB of memory",
                        "`Retry-After: "
                                + found("RETRY_AFTER, \"(\\d+)\"", source("web/UploadAnswers"))
                                        .getFirst());
    }
}
