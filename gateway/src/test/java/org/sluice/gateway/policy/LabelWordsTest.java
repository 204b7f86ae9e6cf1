package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.label.Origin;

class LabelWordsTest {
    private static final Label BARE = Label.of(Channel.RESTRICTED, "email");

    @Test
    void every_key_takes_the_words_of_the_table_and_no_others() {
        List<String> wrong = new ArrayList<>();
        for (TextTable.Row row : TextTable.of("/decisions/label-words.csv").rows()) {
            boolean right = switch (BARE.with(row.get("key"), row.get("value"))) {
                case LabelChange.Accepted accepted ->
                    row.get("outcome").equals("taken")
                            && accepted.label().canonical().contains("\n" + row.get("says") + "\n");
                case LabelChange.Mistaken mistaken ->
                    row.get("outcome").equals("mistaken")
                            && mistaken.key().equals(row.get("key"))
                            && mistaken.sentence().contains(row.get("says"));
            };
            if (!right) {
                wrong.add("line " + row.line() + ": " + BARE.with(row.get("key"), row.get("value")));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_label_file_changes_what_it_names_and_nothing_else() {
        Label read = read("location: exact\nshare-with: [members, ocha-imos]\npurpose: winter response\n");
        assertThat(read.canonical()).isEqualTo("""
                        sluice-label 1
                        channel: restricted
                        type: email
                        location: exact
                        purpose: winter response
                        share-with: members,ocha-imos
                        """);
        assertThat(read.origin(Dimension.PERSONS)).isEqualTo(Origin.UNDECLARED);
    }

    @Test
    void a_label_file_tells_all_its_mistakes_with_their_places() {
        assertThat(LabelFile.read("location: village\ncolour: red\npersons: [none]\nshare-with: [All]\n", BARE))
                .isInstanceOfSatisfying(
                        LabelFile.Read.Bad.class,
                        bad -> assertThat(
                                        bad.mistakes().stream().map(m -> m.line() + ":" + m.column() + " " + m.path()))
                                .containsExactlyInAnyOrder(
                                        "1:11 location", "2:1 colour", "3:10 persons", "4:14 share-with[0]"));
    }

    private static Label read(String yaml) {
        return switch (LabelFile.read(yaml, BARE)) {
            case LabelFile.Read.Good good -> good.label();
            case LabelFile.Read.Bad bad -> throw new AssertionError(bad.mistakes());
        };
    }
}
