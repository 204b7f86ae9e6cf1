package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Reason;

/**
 * Decides a table of cases. The columns {@code type} and {@code audience} have to be there; {@code channel},
 * {@code organizations}, {@code location}, {@code population}, {@code activity}, {@code persons} and {@code facts}
 * (with {@code ;} between) may be, in any order, and every other column is kept as it is. An empty field says nothing: a
 * dimension is undeclared, and without a channel no floor is compared. Standard labels are not used here, so that a
 * table tests the matrix and nothing else. A word that is not known refuses its own row and no other.
 */
public final class CaseTable {
    private static final String AUDIENCE = "audience";
    private static final String FACTS = "facts";
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
        label = set(label, LabelKey.CHANNEL, values.getOrDefault("channel", ""), unknown);
        for (Dimension dimension : Dimension.values()) {
            LabelKey key = LabelKey.of(dimension.word()).orElseThrow();
            label = set(label, key, values.getOrDefault(key.word(), ""), unknown);
        }
        if (!unknown.isEmpty()) {
            return CaseAnswer.unknown(unknown);
        }
        Set<String> facts = Arrays.stream(values.getOrDefault(FACTS, "").split(";", -1))
                .map(String::strip)
                .filter(fact -> !fact.isEmpty())
                .collect(Collectors.toSet());
        return CaseAnswer.of(
                Engine.decide(inForce, label, values.getOrDefault(AUDIENCE, "").strip(), facts));
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
        Set<String> ours = new HashSet<>(Dimension.words());
        ours.addAll(List.of("type", AUDIENCE, "channel", FACTS));
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
                                + String.join(", ", Dimension.words()) + ", facts.");
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
