package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people break them: `policy validate` says where, why, and what to write, all at once. */
class BrokenProtocolTest {
    @TempDir
    Path folder;

    /** The smallest protocol, as PROTOCOLS.md has it. */
    private static String ours() throws IOException {
        String page = Files.readString(Checkout.ROOT.resolve("gateway").resolve("PROTOCOLS.md"));
        String begin = "```yaml file=ours.yaml\n";
        int from = page.indexOf(begin) + begin.length();
        return page.substring(from, page.indexOf("```", from));
    }

    private Ran validate(byte[] bytes) throws IOException {
        Path file = folder.resolve("ours.yaml");
        Files.write(file, bytes);
        return Ran.command("policy", "validate", file.toString());
    }

    /** Each row changes the first such text; a backslash and a letter stand for a tab, a new line or nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '  en: Our'                  | '\\ten: Our'                          | 'line 6, column 1: This is no YAML: a tab stands here; put spaces in its place. The line is: en: Our'
            '    shared: yes'            | '     shared: yes'                    | 'line 27, column 12: This is no YAML: a colon stands where none can be. Either the line stands further in'
            'who: everybody'             | 'who: everybody: all'                 | 'put the whole text between " and ". The line is: who: everybody: all'
            '- type: reports'            | '-type: reports'                      | 'the line above lacks its "- " with a space'
            'id: ours'                   | 'id:ours'                             | 'After a key stand a colon and a space.'
            'title: {en: Public}'        | 'title: {en: Public'                  | 'a { is not closed (what it belongs to begins in line 14); write the }'
            'facts: []'                  | 'facts: ['                            | 'a value should stand here. Most likely a [ or a { above it is not closed'
            'source: "our decision of January"' | 'source: "our decision'        | 'a quotation mark'
            'who: everybody'             | 'who: @everybody'                     | 'no text can begin with this sign'
            'scope: specific'            | 'scope: specific\\nscope: specific'   | 'line 5, column 1, scope: The key "scope" stands here a second time; keep one.'
            'audience: members'          | 'audience: member'                    | 'cells[0].audience: "member" is not known here; do you mean "members"?'
            'persons: staff'             | 'persons: staf'                       | 'cells[0].ceiling.persons: "staf" is not known here; do you mean "staff"?'
            'disclosure: no-further'     | 'disclosure: No further'              | '"No further" is not known here; do you mean "no-further"?'
            'shared: yes'                | 'Shared: Yes'                         | 'cells[0].shared: "Yes" is not known here; do you mean "yes"?'
            'channels:'                  | 'chanels:'                            | 'There is no key "chanels" here; do you mean "channels"?'
            'facts: []'                  | 'facts: none'                         | 'facts: Here stands a list: [first, second], or one a line with "- " before each; one alone is [first], none is [].'
            'version: "1"'               | 'version: ”1”'                        | 'These quotation marks are no part of YAML; write straight ones: "1".'
            'version: "1"'               | 'version:'                            | 'version: The value is missing.'
            'from: 2026-01-01'           | 'from: 1.1.2026'                      | 'no date; write year, month and day, for example 2026-11-20'
            'scope: specific'            | 'scope: &a specific'                  | 'Anchors (&name) are not taken; write the value out.'
            """)
    void a_slip_is_told_with_its_place_and_what_to_write(String from, String to, String message) throws IOException {
        String ours = ours();
        assertThat(ours).contains(from);
        int at = ours.indexOf(from);
        String broken = ours.substring(0, at)
                + to.replace("\\t", "\t").replace("\\n", "\n")
                + ours.substring(at + from.length());
        Ran ran = validate(broken.getBytes(StandardCharsets.UTF_8));
        assertThat(ran.status()).as(ran.out() + ran.err()).isEqualTo(2);
        assertThat(ran.err()).contains(message);
    }

    @Test
    void a_misspelt_key_is_read_as_what_was_meant_so_that_it_is_told_once() throws IOException {
        Ran ran = validate(ours().replace("channels:", "chanels:").getBytes(StandardCharsets.UTF_8));
        assertThat(ran.err().lines().filter(line -> line.startsWith("  - "))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16"})
    void another_encoding_is_told_with_the_way_out(String encoding) throws IOException {
        Ran ran = validate(ours().replace("Our information", "Notre sécurité").getBytes(Charset.forName(encoding)));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("no plain text in UTF-8").contains("save it with the encoding UTF-8");
        assertThat(ran.err().contains("but in UTF-16")).isEqualTo(encoding.equals("UTF-16"));
    }

    @Test
    void a_mark_of_byte_order_before_utf_8_does_no_harm() throws IOException {
        assertThat(validate(("\uFEFF" + ours()).getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(3);
    }

    @Test
    void a_word_processors_document_is_named_as_one() throws IOException {
        assertThat(validate(new byte[] {0x50, 0x4B, 3, 4, (byte) 0xC0, (byte) 0x80})
                        .err())
                .contains("a document of a word processor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "\n\n"})
    void an_empty_file_says_how_to_begin(String text) throws IOException {
        Ran ran = validate(text.getBytes(StandardCharsets.UTF_8));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("The text is empty").contains("sluice policy new --from");
    }

    @Test
    void aliases_that_would_grow_are_refused_before_they_do() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        Ran ran = validate(bomb.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("Aliases (*name) are not taken");
    }

    @Test
    void missing_sections_are_all_named_at_once() throws IOException {
        Ran ran = validate("schema: sluice-protocol/1\n".getBytes(StandardCharsets.UTF_8));
        assertThat(ran.err().lines().filter(line -> line.contains("is missing")))
                .hasSize(11);
    }

    @Test
    void a_file_that_is_not_there_and_a_folder_are_told_apart() throws IOException {
        Ran gone = Ran.command("policy", "validate", folder.resolve("gone.yaml").toString());
        assertThat(gone.err()).contains("There is no file").contains("the folder you are in");
        Ran inside = Ran.command("policy", "validate", folder.toString());
        assertThat(inside.err()).contains("is a folder");
        assertThat(gone.status()).isEqualTo(2);
    }
}
