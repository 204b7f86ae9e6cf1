package org.sluice.gateway.policy;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What stands in the way of reading a text at all, in the words of somebody who never heard of a scalar. The parser stops
 * at the first such place, so this is told alone.
 */
final class YamlProblem {
    private static final int LONGEST_LINE = 80;

    private YamlProblem() {}

    static Mistake of(MarkedYamlEngineException e, String text) {
        Mark at = e.getProblemMark().or(e::getContextMark).orElse(null);
        int line = at == null ? 1 : at.getLine() + 1;
        int column = at == null ? 1 : at.getColumn() + 1;
        String problem = String.valueOf(e.getProblem());
        Optional<Integer> begun =
                e.getContextMark().map(mark -> mark.getLine() + 1).filter(other -> other != line);
        return new Mistake(line, column, "", "This is no YAML: " + cause(problem, begun) + shown(text, line));
    }

    private static String cause(String problem, Optional<Integer> begun) {
        if (problem.contains("TAB")) {
            return "a tab stands here; put spaces in its place.";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "a colon stands where none can be. Either the line stands further in than its neighbours, so bring it to"
                    + " the same column; or the line above lacks its \"- \" with a space; or the text has a colon in it, so put"
                    + " the whole text between \" and \".";
        }
        if (problem.contains("could not find expected ':'")) {
            return "a line is no \"key: value\". After a key stand a colon and a space.";
        }
        if (problem.contains("expected ',' or '}'")) {
            return "a { is not closed" + line(begun) + "; write the } that belongs to it.";
        }
        if (problem.contains("expected ',' or ']'")) {
            return "a [ is not closed" + line(begun) + "; write the ] that belongs to it.";
        }
        if (problem.contains("unexpected end of stream")) {
            return "a quotation mark is not closed" + line(begun) + "; write the one that belongs to it.";
        }
        if (problem.contains("<block end>")) {
            return "this does not fit to what stands above it" + line(begun)
                    + ". Either it does not begin in the same column, or a quotation mark before it is missing or one too"
                    + " many.";
        }
        if (problem.contains("expected the node content")) {
            return "a value should stand here. Most likely a [ or a { above it is not closed" + line(begun) + ".";
        }
        if (problem.contains("cannot start any token")) {
            return "no text can begin with this sign; put the whole text between \" and \".";
        }
        return problem + line(begun) + ".";
    }

    private static String line(Optional<Integer> begun) {
        return begun.map(line -> " (what it belongs to begins in line " + line + ")")
                .orElse("");
    }

    private static String shown(String text, int line) {
        List<String> lines = text.lines().skip(line - 1L).limit(1).toList();
        String one = lines.isEmpty() ? "" : lines.getFirst().strip();
        if (one.isEmpty()) {
            return " Once this is mended, ask again: what stands below was not read.";
        }
        return " The line is: " + (one.length() <= LONGEST_LINE ? one : one.substring(0, LONGEST_LINE) + "…")
                + "  (What stands below it was not read; mend this and ask again.)";
    }
}
