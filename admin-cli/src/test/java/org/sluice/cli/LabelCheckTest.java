package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Label files on somebody's own machine, before they are uploaded. */
class LabelCheckTest {
    @TempDir
    Path folder;

    @Test
    void a_label_file_that_can_be_used_says_what_it_says() throws IOException {
        Path file = write("4w.xlsx.label.yaml", "# ours\npersons: none\nshare-with: [members, ocha-imos]\n");

        Ran ran = Ran.command("label", "check", file.toString(), "--protocol", "turkey-cross-border");

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("can be used", "  persons: none\n", "  share-with: members,ocha-imos\n");
        Shapes.read()
                .holdEach(
                        "LabelChecked",
                        Ran.command("label", "check", file.toString(), "--json").json());
    }

    @Test
    void every_mistake_is_told_with_line_and_field_and_ends_with_status_2() throws IOException {
        Path file = write("a.label.yaml", "persons: none\nlocation: districts\ncolour: red\n");

        Ran ran = Ran.command("label", "check", file.toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err())
                .contains("line 2, column 11, location: ", "Do you mean \"district\"?", "line 3, column 1, colour: ");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void names_are_held_against_a_protocol_where_one_is_named() throws IOException {
        Path file = write("a.label.yaml", "share-with: [somebody]\n");

        assertThat(Ran.command("label", "check", file.toString()).status()).isZero();
        Ran ran = Ran.command("label", "check", file.toString(), "--protocol", "turkey-cross-border");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("share-with[0]", "ocha-imos");
    }

    @Test
    void of_several_files_each_mistake_names_its_file() throws IOException {
        Path good = write("good.label.yaml", "persons: none\n");
        Path bad = write("bad.label.yaml", "persons: nobody\n");

        Ran ran = Ran.command("label", "check", good.toString(), bad.toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("bad.label.yaml, line 1").doesNotContain("good.label.yaml");
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        Ran ran = Ran.command("label", "check", folder.resolve("none.yaml").toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("There is no file");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
