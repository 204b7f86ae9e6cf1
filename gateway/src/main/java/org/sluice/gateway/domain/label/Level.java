package org.sluice.gateway.domain.label;

/**
 * One step of a dimension's ladder.
 *
 * @param rank the place on the ladder, from 0 for the least identifying
 */
public record Level(Dimension dimension, int rank) {
    public Level {
        if (rank < 0 || rank >= dimension.ladder().size()) {
            throw new IllegalArgumentException("The ladder of " + dimension.word() + " has no step " + rank
                    + "; its steps are 0 to " + (dimension.ladder().size() - 1) + ".");
        }
    }

    /**
     * The level of a word that is known to be right, in code and in tests.
     *
     * @throws IllegalArgumentException if the ladder has no such word
     */
    public static Level checked(Dimension dimension, String word) {
        return dimension
                .level(word)
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no level of " + dimension.word()
                        + "; use one of " + String.join(", ", dimension.ladder()) + "."));
    }

    public String word() {
        return dimension.ladder().get(rank);
    }

    /**
     * Whether this identifies no more than {@code ceiling} does.
     *
     * @throws IllegalArgumentException if the two are of different dimensions, which cannot be compared
     */
    public boolean atMost(Level ceiling) {
        if (ceiling.dimension != dimension) {
            throw new IllegalArgumentException("A level of " + dimension.word() + " cannot be compared with one of "
                    + ceiling.dimension.word() + ".");
        }
        return rank <= ceiling.rank;
    }

    @Override
    public String toString() {
        return dimension.word() + " " + word();
    }
}
