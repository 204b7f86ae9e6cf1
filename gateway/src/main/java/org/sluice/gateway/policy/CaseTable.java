package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.FactsOnRecord;
import org.sluice.gateway.domain.protocol.Parties;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Question;
import org.sluice.gateway.domain.protocol.Reason;

/**
 * Decides a table of cases. The columns {@code type} and {@code audience} have to be there; every key of a label may be
 * (with {@code ;} between several names), and {@code facts} and {@code refused} for what is on record, {@code senders} for
 * the functions of who sends ({@code none} for nobody in particular) and {@code named} ({@code yes} or {@code no}) for
 * whether the recipient is a named person. They may stand in any order, and every other column is kept as it is. An empty
 * field says nothing: a dimension is undeclared, without a channel no floor is compared, and sender and recipient are taken
 * to be whoever the cell asks for. Standard labels are not used here, so that a table tests the matrix and nothing else. A
 * word that is not known refuses its own row and no other.
 */
public final class CaseTable {
    private static final String AUDIENCE = "audience";
    private static final String FACTS = "facts";
    private static final String REFUSED = "refused";
    private static final String SENDERS = "senders";
    private static final String NAMED = "named";
    private static final String NONE = "none";
    private static final List<String> REQUIRED = List.of("type", AUDIENCE);

    private CaseTable() {}

    /** What came of a table. */
    public sealed interface Checked {
        /**
         * Every row was decided.
         *
         * @param csv the rows in their order with the columns {@code decision} and {@code reasons} after the others
         */
        record Decided(String csv, int permitted, int refused, int needing) implements Checked {}

        /** The text is no table of cases; nothing was decided. */
        record Unreadable(Mistake mistake) implements Checked {}
    }

    /** Decides every row of a CSV text (RFC 4180) of at most 16 Mi characters. */
    public static Checked decide(List<Protocol> inForce, String csv) {
        try {
            return decide(inForce, CsvText.rows(csv), csv.contains("\r\n") ? "\r\n" : "\n");
        } catch (CsvText.Broken e) {
            return new Checked.Unreadable(e.mistake);
        }
    }

    private static Checked decide(List<Protocol> inForce, List<List<CsvText.Field>> rows, String lineEnd)
            throws CsvText.Broken {
        if (rows.isEmpty()) {
            throw new CsvText.Broken(1, 1, "The file is empty; its first row names the columns.");
        }
        List<String> columns = header(rows.getFirst());
        StringBuilder out = new StringBuilder();
        write(out, rows.getFirst(), "decision", "reasons", lineEnd);
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (List<CsvText.Field> row : rows.subList(1, rows.size())) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                values.putIfAbsent(columns.get(i), row.get(i).text());
            }
            CaseAnswer answer = decideOne(inForce, values);
            counts.merge(answer.word(), 1, Integer::sum);
            write(out, row, answer.word(), answer.sentences(), lineEnd);
        }
        return new Checked.Decided(
                out.toString(),
                counts.getOrDefault("permit", 0),
                counts.getOrDefault("refuse", 0),
                counts.getOrDefault("needs", 0));
    }

    /** Decides one case, given as the values of its columns; what is not a column of cases is passed over. */
    public static CaseAnswer decideOne(List<Protocol> inForce, Map<String, String> values) {
        List<Reason> unknown = new ArrayList<>();
        // Nothing is below the strictest channel: a case without a channel is compared with no floor.
        Label label = Label.of(Channel.STRICTLY_CONFIDENTIAL, "unknown");
        String type = values.getOrDefault("type", "").strip();
        if (type.isEmpty()) {
            unknown.add(Reason.unknownValue("type", "", List.of()));
        }
        label = set(label, LabelKey.TYPE, type, unknown);
        for (LabelKey key : LabelKey.values()) {
            if (key != LabelKey.TYPE) {
                label = set(label, key, values.getOrDefault(key.word(), ""), unknown);
            }
        }
        Optional<Boolean> named = named(values.getOrDefault(NAMED, "").strip(), unknown);
        if (!unknown.isEmpty()) {
            return CaseAnswer.unknown(unknown);
        }
        Set<String> senders = names(values, SENDERS);
        Parties parties = new Parties(
                senders.isEmpty() ? Optional.empty() : Optional.of(senders.equals(Set.of(NONE)) ? Set.of() : senders),
                named.orElse(true));
        FactsOnRecord facts = new FactsOnRecord(names(values, FACTS), names(values, REFUSED));
        String audience = values.getOrDefault(AUDIENCE, "").strip();
        return CaseAnswer.of(Engine.decide(inForce, new Question(label, audience, parties, facts)));
    }

    private static Set<String> names(Map<String, String> values, String column) {
        return Arrays.stream(values.getOrDefault(column, "").split(";", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Optional<Boolean> named(String text, List<Reason> unknown) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!List.of("yes", "no").contains(text)) {
            unknown.add(Reason.unknownValue(NAMED, text, List.of("yes", "no")));
        }
        return Optional.of(text.equals("yes"));
    }

    private static Label set(Label label, LabelKey key, String text, List<Reason> unknown) {
        String value = text.strip();
        if (value.isEmpty()) {
            return label;
        }
        return switch (label.with(key.word(), value)) {
            case LabelChange.Accepted accepted -> accepted.label();
            case LabelChange.Mistaken mistaken -> {
                unknown.add(Reason.unknownValue(key.word(), value, mistaken.allowed()));
                yield label;
            }
        };
    }

    private static List<String> header(List<CsvText.Field> fields) throws CsvText.Broken {
        Set<String> seen = new HashSet<>();
        Set<String> ours = new HashSet<>(LabelKey.words());
        ours.addAll(List.of(AUDIENCE, FACTS, REFUSED, SENDERS, NAMED));
        List<String> names = new ArrayList<>();
        for (CsvText.Field field : fields) {
            String name = field.text().strip();
            if (!seen.add(name) && ours.contains(name)) {
                throw new CsvText.Broken(
                        field.line(),
                        field.column(),
                        "The column \"" + name + "\" stands here a second time; keep one.");
            }
            names.add(name);
        }
        for (String name : REQUIRED) {
            if (!seen.contains(name)) {
                throw new CsvText.Broken(
                        fields.getFirst().line(),
                        fields.getFirst().column(),
                        "The column \"" + name
                                + "\" is missing; the first row names the columns type, audience, channel, "
                                + String.join(", ", Dimension.words()) + ", facts, and whatever else a case says.");
            }
        }
        return names;
    }

    private static void write(StringBuilder out, List<CsvText.Field> row, String decision, String reasons, String end) {
        row.forEach(field -> out.append(CsvText.quoted(field.text())).append(','));
        out.append(CsvText.quoted(decision))
                .append(',')
                .append(CsvText.quoted(reasons))
                .append(end);
    }
}
