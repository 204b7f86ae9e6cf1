package org.sluice.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands of a help page, each with the first sentence of its description, by what somebody wants to do; a
 * command that no group names stands at the end.
 */
final class CommandGroups {
    private static final int WIDTH = 110;

    private static final Map<String, Map<String, List<String>>> GROUPS = Map.of(
            "sluice",
            groups(
                    "Set up and run", List.of("init", "serve", "keys", "recovery", "mail", "audit"),
                    "Who takes part", List.of("participant", "person", "token", "contact", "recipient-key"),
                    "What may go, and what has to be on record for it",
                            List.of("policy", "fact", "question", "clearance", "exception"),
                    "Files on their way",
                            List.of(
                                    "deposit",
                                    "receipt",
                                    "label",
                                    "inspection",
                                    "scan",
                                    "release",
                                    "link",
                                    "seal",
                                    "owner"),
                    "Files that this gateway can't read", List.of("keygen", "send", "open"),
                    "What is held, and what is due", List.of("due", "register", "retention"),
                    "When something went wrong, or somebody asks",
                            List.of("incident", "request", "agreement", "subject")),
            "participant",
            groups(
                    "On record", List.of("add", "list", "show", "audiences"),
                    "What it signed", List.of("adhere", "adherence", "signatories"),
                    "How its people get in", List.of("networks", "ca"),
                    "Who speaks for it, and until when", List.of("speakers", "confirm-list", "lists", "term"),
                    "What its files take", List.of("quota", "usage"),
                    "Stop one flow", List.of("suspend-flow", "lift-flow", "flows"),
                    "Stop everything, or leave",
                            List.of("suspend", "resume", "withdraw", "require-withdrawal", "stay", "plan")),
            "policy",
            groups(
                    "Ask what is in force", List.of("list", "show", "check", "explain"),
                    "Write your own", List.of("new", "validate", "diff", "assess"),
                    "Change it with the group",
                            List.of("propose", "object", "extend", "decide", "proposals", "show-proposal"),
                    "Look through it", List.of("reviewed", "reviews"),
                    "End it", List.of("end", "go-on", "ends", "ending", "answer-end", "certify-end")));

    private CommandGroups() {}

    private static Map<String, List<String>> groups(Object... titlesAndNames) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (int i = 0; i < titlesAndNames.length; i += 2) {
            List<String> names = new ArrayList<>();
            for (Object name : (List<?>) titlesAndNames[i + 1]) {
                names.add(String.valueOf(name));
            }
            groups.put(String.valueOf(titlesAndNames[i]), names);
        }
        return groups;
    }

    /** Sorts the help of this command and of those below it. */
    static void sort(CommandLine command) {
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::list);
        command.getSubcommands().values().forEach(CommandGroups::sort);
    }

    private static String list(Help help) {
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        int width = left.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder out = new StringBuilder();
        GROUPS.getOrDefault(help.commandSpec().name(), Map.of()).forEach((title, names) -> {
            List<String> there = names.stream().filter(left::containsKey).toList();
            if (!there.isEmpty()) {
                out.append(title).append(":\n");
                there.forEach(
                        name -> Optional.ofNullable(left.remove(name)).ifPresent(own -> line(out, name, own, width)));
            }
        });
        if (!left.isEmpty()) {
            out.append(out.isEmpty() ? "" : "More:\n");
            left.forEach((name, other) -> line(out, name, other, width));
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String name, Help help, int width) {
        String indent = "\n" + " ".repeat(width + 4);
        out.append("  ").append(name).append(" ".repeat(width - name.length() + 2));
        int used = width + 4;
        String gap = "";
        for (String word : firstSentence(help).split(" ", -1)) {
            if (used + gap.length() + word.length() > WIDTH) {
                out.append(indent);
                used = width + 4;
                gap = "";
            }
            out.append(gap).append(word);
            used += gap.length() + word.length();
            gap = " ";
        }
        out.append('\n');
    }

    /** The library would take the first line of a description, which may stop in the middle of a thought. */
    private static String firstSentence(Help help) {
        String whole = String.join(" ", help.commandSpec().usageMessage().description());
        int end = whole.indexOf(". ");
        return end < 0 ? whole : whole.substring(0, end + 1);
    }
}
