package org.sluice.gateway.domain.label;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of the five ways in which content may identify somebody or some place, each with a ladder of levels. */
public enum Dimension {
    ORGANIZATIONS,
    LOCATION,
    POPULATION,
    ACTIVITY,
    PERSONS;

    /** The word that people and protocols use, for example {@code organizations}. */
    public String word() {
        return switch (this) {
            case ORGANIZATIONS -> "organizations";
            case LOCATION -> "location";
            case POPULATION -> "population";
            case ACTIVITY -> "activity";
            case PERSONS -> "persons";
        };
    }

    /** The words of the ladder, from the least to the most identifying. */
    public List<String> ladder() {
        return switch (this) {
            case ORGANIZATIONS -> List.of("none", "coded", "named");
            case LOCATION -> List.of("national", "district", "sub-district", "exact");
            case POPULATION -> List.of("aggregated", "disaggregated", "individual");
            case ACTIVITY -> List.of("broad", "full");
            case PERSONS -> List.of("none", "staff", "pseudonymised", "personal");
        };
    }

    /** The levels of the ladder, from the least to the most identifying. */
    public List<Level> levels() {
        return ladder().stream().map(word -> Level.checked(this, word)).toList();
    }

    /** The level of exactly this word on this ladder, if there is one. */
    public Optional<Level> level(String word) {
        int rank = ladder().indexOf(word);
        return rank < 0 ? Optional.empty() : Optional.of(new Level(this, rank));
    }

    /** What an undeclared dimension counts as. */
    public Level mostIdentifying() {
        return new Level(this, ladder().size() - 1);
    }

    /** The dimension of exactly this word, if there is one. */
    public static Optional<Dimension> of(String word) {
        return Arrays.stream(values()).filter(d -> d.word().equals(word)).findFirst();
    }

    /** The words of all dimensions, in their order. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Dimension::word).toList();
    }

    /** An unmodifiable copy whose order is that of the dimensions, so that whatever is written from it is stable. */
    public static <V> Map<Dimension, V> ordered(Map<Dimension, V> values) {
        Map<Dimension, V> copy = new EnumMap<>(Dimension.class);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }
}
