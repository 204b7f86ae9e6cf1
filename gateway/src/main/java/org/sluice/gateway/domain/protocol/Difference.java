package org.sluice.gateway.domain.protocol;

import java.util.List;

/**
 * A part of a protocol that another version has differently.
 *
 * @param name which one: {@code type:audience} for a cell, else the part's id
 * @param row where the newer version says it in its document; empty where there is no such place
 * @param changes never empty
 */
public record Difference(Part part, String name, String row, List<Change> changes) {
    /** The parts of a protocol that are compared. */
    public enum Part {
        CELL,
        TYPE,
        AUDIENCE,
        FACT,
        MARK,
        FLOOR,
        CHANNEL,
        HEADER;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Difference {
        changes = List.copyOf(changes);
    }

    public boolean wider() {
        return changes.stream().anyMatch(Change::wider);
    }

    /** How assessments and people name it: {@code cell assessments-reports:public}. */
    public String key() {
        return part.word() + " " + name;
    }
}
