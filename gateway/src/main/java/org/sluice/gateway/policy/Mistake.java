package org.sluice.gateway.policy;

/**
 * One thing that is wrong in a text, and what to do about it.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param path the way to the place from the top of the document, for example {@code cells[3].ceiling.location}; empty
 *     for the document itself
 */
public record Mistake(int line, int column, String path, String message) {
    /** {@code line 12, column 7, cells[3].row: …} */
    @Override
    public String toString() {
        return "line " + line + ", column " + column + (path.isEmpty() ? "" : ", " + path) + ": " + message;
    }
}
