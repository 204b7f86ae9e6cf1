package org.sluice.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in the words of whoever typed it: the library speaks of its types and indexes. */
final class UsageText {
    /** How the library begins to say it; it has no type of its own for this. */
    private static final String NO_COMMAND = "Missing required subcommand";

    private static final String A_DAY = "2026-01-15";
    /** How options that take a day name their value. */
    private static final Set<String> DAYS = Set.of("DATE", "DAY");

    private UsageText() {}

    /** One whole sentence or more. */
    static String of(ParameterException wrong, Collection<String> topCommands) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            Optional<String> said = unmatched(unmatched, topCommands);
            if (said.isPresent()) {
                return said.get();
            }
        }
        ArgSpec about = wrong.getArgSpec();
        Optional<String> taken = about == null || wrong.getValue() == null ? Optional.empty() : taken(about);
        if (taken.isPresent()) {
            return name(about) + " takes " + taken.get() + ", and \"" + wrong.getValue() + "\" is none.";
        }
        if (String.valueOf(wrong.getMessage()).startsWith(NO_COMMAND)
                && !commands(wrong).isEmpty()) {
            return "Say which command of "
                    + wrong.getCommandLine().getCommandSpec().qualifiedName() + ": "
                    + String.join(", ", commands(wrong)) + ".";
        }
        return stop(String.valueOf(wrong.getMessage()));
    }

    /** Days go to the gateway as they are typed, which could say what is wrong with one and not which option it is of. */
    private static void days(ParseResult parsed) {
        for (ParseResult command = parsed; command != null; command = command.subcommand()) {
            for (OptionSpec option : command.matchedOptions()) {
                String value =
                        DAYS.contains(option.paramLabel()) ? String.join("", option.originalStringValues()) : A_DAY;
                if (!isDay(value)) {
                    throw new ParameterException(
                            command.commandSpec().commandLine(),
                            option.longestName() + " takes a day such as " + A_DAY + ", and \"" + value
                                    + "\" is none.");
                }
            }
        }
    }

    /** An instant begins with its day; what follows is the gateway's to read. */
    private static boolean isDay(String text) {
        try {
            return text.length() == A_DAY.length()
                    ? LocalDate.parse(text).getYear() > 0
                    : text.length() > A_DAY.length()
                            && text.charAt(A_DAY.length()) == 'T'
                            && isDay(text.substring(0, A_DAY.length()));
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Refuses a command whose parameter is empty: a shell leaves nothing where a variable was not set. */
    private static void noneEmpty(ParseResult parsed) {
        for (ParseResult command = parsed; command != null; command = command.subcommand()) {
            for (PositionalParamSpec parameter : command.matchedPositionals()) {
                // A list may be empty: so a person's functions are taken back.
                if (!parameter.isMultiValue()
                        && parameter.stringValues().stream().anyMatch(String::isBlank)) {
                    throw new ParameterException(
                            command.commandSpec().commandLine(), "Name " + object(parameter) + "; it can't be empty");
                }
            }
        }
    }

    private static String object(PositionalParamSpec parameter) {
        String described = String.join(" ", parameter.description());
        return described.startsWith("The ")
                ? "the " + described.substring("The ".length()).split("[,.;:]", 2)[0]
                : parameter.paramLabel();
    }

    private static Optional<String> unmatched(UnmatchedArgumentException wrong, Collection<String> topCommands) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String word = wrong.getUnmatched().getFirst();
        if (word.startsWith("-") && word.length() > 1) {
            List<String> options = command.options().stream()
                    .filter(option -> !option.hidden())
                    .map(OptionSpec::longestName)
                    .toList();
            return Optional.of("There is no option \"" + word.split("=", 2)[0] + "\" of " + command.qualifiedName()
                    + likely(word.split("=", 2)[0], options));
        }
        Collection<String> commands =
                command.parent() == null ? topCommands : command.subcommands().keySet();
        if (!commands.isEmpty()) {
            String name = command.qualifiedName();
            return Optional.of("There is no command \"" + word + "\""
                    + (command.parent() == null ? "" : " of " + name)
                    + likely(word, commands) + " See " + name + " --help.");
        }
        return Optional.of("\"" + word + "\" is one word too many for " + command.qualifiedName()
                + "; put quotes around a text of several words.");
    }

    private static String likely(String word, Collection<String> known) {
        String typed = word.toLowerCase(Locale.ROOT);
        int best = known.stream().mapToInt(one -> distance(typed, one)).min().orElse(Integer.MAX_VALUE);
        // A third of the letters wrong is still a slip; more is another word.
        if (best > Math.max(1, Math.min(3, typed.length() / 3))) {
            return ".";
        }
        return "; did you mean "
                + String.join(
                        " or ",
                        new TreeSet<>(known.stream()
                                .filter(one -> distance(typed, one) == best)
                                .toList()))
                + "?";
    }

    /** Letters to change, leave out, put in, or swap with their neighbour (optimal string alignment). */
    private static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }

    private static Collection<String> commands(ParameterException wrong) {
        return wrong.getCommandLine().getCommandSpec().subcommands().keySet();
    }

    private static String name(@Nullable ArgSpec about) {
        return about == null ? "It" : about instanceof OptionSpec option ? option.longestName() : about.paramLabel();
    }

    private static Optional<String> taken(ArgSpec about) {
        Class<?> type = about.auxiliaryTypes().length > 0 ? about.auxiliaryTypes()[0] : about.type();
        if (type == LocalDate.class) {
            return Optional.of("a day such as " + A_DAY);
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return Optional.of("a whole number");
        }
        return type.isEnum()
                ? Optional.of("one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(word -> String.valueOf(word)
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'))
                                .collect(Collectors.joining(", ")))
                : Optional.empty();
    }

    private static String stop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** The library's way to run, after the look at what it can't see. */
    static int run(ParseResult parsed) {
        noneEmpty(parsed);
        days(parsed);
        return new CommandLine.RunLast().execute(parsed);
    }
}
