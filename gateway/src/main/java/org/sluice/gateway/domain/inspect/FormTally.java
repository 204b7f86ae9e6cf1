package org.sluice.gateway.domain.inspect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the fields of a form that is laid out in a table: a word and, beside it, what was filled in. Only a table with
 * several such rows is a form, since the headings of any table stand beside one another as well. For one thread.
 */
final class FormTally {
    private static final Set<Heading> FIELDS = EnumSet.of(
            Heading.STAFF,
            Heading.BIRTH_DATE,
            Heading.TELEPHONE,
            Heading.EMAIL,
            Heading.BANK,
            Heading.CASE_CODE,
            Heading.IDENTITY,
            Heading.PERSON_NAME,
            Heading.BARE_NAME,
            Heading.EXACT_PLACE);

    /** Forms are short; what is long is a list. */
    private static final int MOST_ROWS = 300;

    private static final int LEAST_FIELDS = 3;

    /** Four fields beside one another; a row of more is one of a list. */
    private static final int MOST_CELLS = 8;

    private final Vocabulary words;
    private final Set<String> organisations;
    private final int smallest;
    private final Map<Heading, ColumnTally> fields = new EnumMap<>(Heading.class);
    private int rows;
    private int rowsWithFields;

    FormTally(Vocabulary words, Set<String> organisations, int smallest) {
        this.words = words;
        this.organisations = organisations;
        this.smallest = smallest;
    }

    void row(List<String> row) {
        if (rows++ >= MOST_ROWS) {
            return;
        }
        if (row.stream().filter(cell -> !cell.isBlank()).count() > MOST_CELLS || !beginsWithWord(row)) {
            return;
        }
        boolean any = false;
        Optional<Heading> before = Optional.empty();
        for (String cell : row) {
            if (cell.isBlank()) {
                continue;
            }
            Optional<Heading> said = said(cell);
            if (said.isEmpty() && before.filter(FIELDS::contains).isPresent()) {
                field(before.get()).cell(cell);
                any = true;
            }
            before = said;
        }
        rowsWithFields += any ? 1 : 0;
    }

    private Optional<Heading> said(String cell) {
        return Values.letters(cell.replaceAll("\\d", "")) ? words.heading(cell) : Optional.empty();
    }

    /** Whether the first cell asks for something, but for a number before it: in a list it is what was filled in. */
    private boolean beginsWithWord(List<String> row) {
        return row.stream()
                .filter(cell -> cell.chars().anyMatch(Character::isLetter))
                .findFirst()
                .filter(cell -> said(cell).isPresent())
                .isPresent();
    }

    private ColumnTally field(Heading heading) {
        return fields.computeIfAbsent(heading, said -> {
            ColumnTally field = new ColumnTally(words, organisations, smallest);
            field.headed(said);
            return field;
        });
    }

    List<Finding> findings(String place) {
        List<Finding> found = new ArrayList<>();
        if (rowsWithFields >= LEAST_FIELDS && rowsWithFields * 4 >= Math.min(rows, MOST_ROWS)) {
            fields.values().forEach(field -> found.addAll(field.findings(place + ", fields of a form", false)));
        }
        return found;
    }
}
