package org.sluice.gateway.domain.protocol;

import java.util.List;
import java.util.Optional;

/**
 * The words that a protocol's cells use beside types, audiences and facts.
 *
 * @param functions what persons do for their participant
 * @param elements data elements
 * @param marks marks on data
 */
public record Vocabulary(List<Term> functions, List<Term> elements, List<Mark> marks) {
    public static final Vocabulary NONE = new Vocabulary(List.of(), List.of(), List.of());

    public Vocabulary {
        functions = List.copyOf(functions);
        elements = List.copyOf(elements);
        marks = List.copyOf(marks);
    }

    Optional<Mark> mark(String id) {
        return marks.stream().filter(m -> m.id().equals(id)).findFirst();
    }
}
