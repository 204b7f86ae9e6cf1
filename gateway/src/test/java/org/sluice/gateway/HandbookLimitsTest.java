package org.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.FileName;

/** The numbers that the handbook tells administrators are those of the code. */
final class HandbookLimitsTest {
    /** What, its limit as the handbook has it, a source, and what stands there. */
    private static final String ROWS = """
            one file | 100 GiB | gateway/domain/deposit/Limits | USUAL_LARGEST = 100L << 30
            all files of a participant, side files too | 250 GiB | gateway/domain/deposit/Limits | USUAL_QUOTA = 250L << 30
            disk kept free for the records | 128 MiB | gateway/usecase/Bodies | RESERVE = 128L << 20
            time until a closed upload counts by itself | 60 s | gateway/Settings | USUAL_GRACE = Duration.ofSeconds(60)
            unfinished uploads over HTTPS are kept | 7 days | gateway/Settings | USUAL_UPLOADS_KEPT = Duration.ofDays(7)
            unfinished uploads of one person over HTTPS | 512 | gateway/usecase/TakeUploads | MOST_UNFINISHED = 512
            uploads over HTTPS at once, one node | 768 | gateway/web/WebSettings | return 12 * workers
            uploads over HTTPS at once, one node | 768 | gateway/web/WebSettings | names, 64, 200, olderTls
            a client over HTTPS that sends or takes nothing | 60 s | gateway/web/WebSettings | balancers, Duration.ofSeconds(60)
            a part with a checksum over HTTPS | 8 MiB | gateway/web/PartMemory | LARGEST_PART = 8 << 20
            a token | 90 days, a year at most | gateway/domain/participant/DepositToken | USUAL = Duration.ofDays(90)
            a token | 90 days, a year at most | gateway/domain/participant/DepositToken | LONGEST = Duration.ofDays(366)
            a session of the page `/deposit` | 15 minutes without a request, 12 hours in all | gateway/web/Sessions | LIFE = Duration.ofMinutes(15)
            a session of the page `/deposit` | 15 minutes without a request, 12 hours in all | gateway/web/Sessions | LONGEST = Duration.ofHours(12)
            connections that have not logged in | 256 | gateway/sftp/SftpSettings | Optional.empty(), 256, 1024
            SFTP sessions at once, one node | 1,024 | gateway/sftp/SftpSettings | 256, 1024, 16
            of those, of one person | 16 | gateway/sftp/SftpSettings | 1024, 16, 4
            channels of a session, open handles of a channel | 4, 128 | gateway/sftp/SftpSettings | 16, 4, 128, 4 << 20
            time to log in | 30 s | gateway/sftp/SftpSettings | 4 << 20, Duration.ofSeconds(30)
            a session without traffic | 30 minutes | gateway/sftp/SftpSettings | Duration.ofSeconds(30), Duration.ofMinutes(30)
            bytes on their way to one channel | 4 MiB, fewer where many are open; half of the heap for all | gateway/sftp/SftpSettings | new WindowPool(maxHeap / 2, window)
            bytes out of order | 4 MiB for each upload; an eighth of the heap for all | gateway/usecase/WriteWindow | SPAN = 4 << 20
            bytes out of order | 4 MiB for each upload; an eighth of the heap for all | gateway/usecase/WindowBudget | maxMemory() / 8
            a name | 255 bytes | gateway/domain/deposit/FileName | LONGEST = 255
            folders inside each other, folders of one person | 16, 1,000 | gateway/domain/deposit/Spot | DEEPEST = 16
            folders inside each other, folders of one person | 16, 1,000 | gateway/usecase/OwnFolders | MOST = 1_000
            folders `@…` that are shown | 48 | gateway/usecase/AudienceFolders | MOST = 48
            a label file or `.sha256` | 64 KiB | gateway/domain/deposit/SideFile | LONGEST = 64 << 10
            those of one person that wait for their files | 10,000, for 7 days | gateway/usecase/KeepSideFiles | MOST_WAITING = 10_000
            those of one person that wait for their files | 10,000, for 7 days | gateway/usecase/KeepSideFiles | WAIT = Duration.ofDays(7)
            one digest by `check-file` | 1 GiB | gateway/sftp/FileSum | MOST = 1L << 30
            RSA keys | 3,072 to 16,384 bits | gateway/sftp/SshKeys | LEAST_RSA_BITS = 3072
            RSA keys | 3,072 to 16,384 bits | gateway/sftp/SshKeys | MOST_RSA_BITS = 16384
            passwords of links | Argon2id: 64 MiB, 2 passes; 2 checked at once, 8 more wait | crypto/Argon2 | COST = new Argon2(65_536, 2, 1)
            passwords of links | Argon2id: 64 MiB, 2 passes; 2 checked at once, 8 more wait | gateway/usecase/PasswordDesk | AT_ONCE = 2
            passwords of links | Argon2id: 64 MiB, 2 passes; 2 checked at once, 8 more wait | gateway/usecase/PasswordDesk | MOST_WAITING = 8
            mail about new files | gathers for 300 s | gateway/mail/MailSettings | USUAL_PAUSE = Duration.ofMinutes(5)
            """;

    private static String handbook() throws IOException {
        return Files.readString(Path.of("..", "deploy", "HANDBOOK.md"));
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.split("\\|", -1))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
    }

    private static String source(String name) throws IOException {
        String module = name.substring(0, name.indexOf('/'));
        return Files.readString(Path.of("..", module, "src", "main", "java", "org", "sluice", name + ".java"))
                .replaceAll("\\s+", " ");
    }

    @Test
    void every_limit_of_the_handbook_is_the_code_s() throws IOException {
        String all = handbook();
        String section =
                all.substring(all.indexOf("\n## Limits"), all.indexOf("\n## ", all.indexOf("\n## Limits") + 1));
        List<String> told = section.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what |"))
                .map(HandbookLimitsTest::cells)
                .map(row -> row.get(0) + " | " + row.get(1))
                .toList();
        List<List<String>> rows = ROWS.lines().map(HandbookLimitsTest::cells).toList();
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(rows.stream()
                        .map(row -> row.get(0) + " | " + row.get(1))
                        .distinct()
                        .toList());
        for (List<String> row : rows) {
            assertThat(source(row.get(2))).as(row.get(0)).contains(row.get(3));
        }
    }

    @Test
    void the_temporary_names_of_the_handbook_are_the_code_s() throws IOException {
        String row = handbook()
                .lines()
                .filter(line -> line.startsWith("| temporary names | "))
                .findFirst()
                .orElseThrow();
        List<String> told = Pattern.compile("`(\\.[a-z]+)`")
                .matcher(row)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(told).allMatch(ending -> FileName.isTemporary("4w.csv" + ending));
        String endings = source("gateway/domain/deposit/FileName");
        endings = endings.substring(endings.indexOf("TEMPORARY ="), endings.indexOf("private FileName()"));
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("\"(\\.[a-z]+)\"")
                        .matcher(endings)
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }
}
