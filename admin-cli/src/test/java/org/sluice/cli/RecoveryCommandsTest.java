package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The root key among custodians, as it is typed. */
class RecoveryCommandsTest extends TypedCommands {
    private Path key;
    private String before;

    @BeforeEach
    void made() throws IOException {
        JsonNode made = done(
                "init",
                "--protocol=turkey-cross-border",
                "--custodians=2-of-3",
                "--shares=" + folder.resolve("shares"));
        assertThat(made.isObject()).isTrue();
        key = data().resolve("keys").resolve("root.key");
        before = Files.readString(key);
    }

    private String share(int number) {
        return folder.resolve("shares").resolve("share-" + number + "-of-3.txt").toString();
    }

    @Test
    void a_split_at_init_gives_each_custodian_a_file_that_nobody_else_reads() throws IOException {
        for (int number = 1; number <= 3; number++) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(share(number)))))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("shares"))))
                .isEqualTo("rwx------");
        assertThat(Files.readString(data().resolve("keys").resolve("root.shares")))
                .doesNotContain(before.strip().substring(before.indexOf(':') + 1));
    }

    @Test
    void any_two_restore_a_lost_key_and_a_drill_writes_nothing() throws IOException {
        Shapes shapes = Shapes.read();
        for (int[] two : new int[][] {{1, 2}, {1, 3}, {3, 2}}) {
            JsonNode drill = done("recovery", "drill", share(two[0]), share(two[1]));
            shapes.hold("RecoveryDrill", drill);
            assertThat(drill.path("keyThere").asBoolean()).isTrue();
            Files.delete(key);
            assertThat(done("recovery", "drill", share(two[0]), share(two[1]))
                            .path("keyThere")
                            .asBoolean())
                    .isFalse();
            assertThat(key).doesNotExist();
            shapes.hold("RecoveryRestored", done("recovery", "restore", share(two[0]), share(two[1])));
            assertThat(Files.readString(key)).isEqualTo(before);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void too_few_mixed_damaged_and_changed_shares_are_told_apart() throws IOException {
        Files.delete(key);
        refused("needs 2 different shares; there are 1", share(1));
        refused("needs 2 different shares; there are 1", share(1), share(1));

        Path damaged = folder.resolve("damaged.txt");
        String text = Files.readString(Path.of(share(2))).strip();
        Files.writeString(damaged, text.substring(0, text.length() - 1));
        refused("no whole share", share(1), damaged.toString());

        Path other = folder.resolve("other");
        List<String> words = new ArrayList<>(List.of("init", "--protocol=turkey-cross-border", "--json"));
        words.addAll(List.of("--custodians=2-of-3", "--shares=" + folder.resolve("others"), "--data=" + other));
        assertThat(Ran.command(words.toArray(String[]::new)).status()).isZero();
        refused(
                "not all of the set",
                share(1),
                folder.resolve("others/share-2-of-3.txt").toString());

        Files.delete(data().resolve("keys").resolve("root.shares"));
        refused("Put it back from any backup", share(1), share(2));
        assertThat(key).doesNotExist();
    }

    private void refused(String words, String... shares) {
        JsonNode error = error(1, and(new String[] {"recovery", "restore"}, shares));
        assertThat(error.path("message").asText()).contains(words);
    }

    @Test
    void a_key_that_is_there_is_never_written_over_and_a_new_split_voids_the_old() {
        assertThat(error(1, "recovery", "restore", share(1), share(2))
                        .path("message")
                        .asText())
                .contains("never overwritten");
        Path again = folder.resolve("again");
        JsonNode split = done("recovery", "split", again.toString(), "--custodians=3-of-5");
        assertThat(split.path("files")).hasSize(5);
        assertThat(error(1, "recovery", "drill", share(1), share(2))
                        .path("message")
                        .asText())
                .contains("not all of the set");
        assertThat(ran("recovery", "split", again.toString(), "--custodians=3-of-5")
                        .status())
                .isEqualTo(1);
        for (String odd : List.of("1-of-3", "5-of-3", "2-of-17", "two", "")) {
            assertThat(ran("recovery", "split", folder.resolve("odd").toString(), "--custodians=" + odd)
                            .status())
                    .as(odd)
                    .isEqualTo(2);
        }
        assertThat(folder.resolve("odd")).doesNotExist();
    }

    @Test
    void its_help_says_that_it_never_opens_what_is_sealed() {
        assertThat(Ran.command("recovery", "--help").out().replaceAll("\\s+", " "))
                .contains("what is sealed at rest it does not open");
    }
}
