package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.Gateway;

/** The page that teaches to write a protocol, done as a reader would: each example in its order, each command with its answer. */
class ProtocolsPageIT {
    private static final Pattern STEP = Pattern.compile(
            "(?ms)^```(yaml file=(?<file>\\S+)|yaml part|console)\\n(?<text>.*?)^```$|(?<gateway><!-- from here on a gateway runs -->)");

    private static final Pattern PROPOSAL = Pattern.compile("(?m)^proposal:\\s+(\\S+)$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String PROTOCOL = "ours.yaml";

    @TempDir
    Path folder;

    private Map<String, String> environment = Map.of();
    private String proposal = "";

    @Test
    void every_example_of_the_page_is_as_written() throws Exception {
        String page = Files.readString(Checkout.ROOT.resolve("gateway").resolve("PROTOCOLS.md"));
        Gateway gateway = null;
        int examples = 0;
        try {
            Matcher step = STEP.matcher(page);
            while (step.find()) {
                if (step.group("gateway") != null) {
                    gateway = start();
                } else if (step.group("file") != null) {
                    Files.writeString(folder.resolve(step.group("file")), step.group("text"));
                } else if (step.group(1).equals("console")) {
                    examples += console(step.group("text"));
                } else {
                    part(step.group("text"));
                }
            }
        } finally {
            if (gateway != null) {
                gateway.close();
            }
        }
        assertThat(gateway).isNotNull();
        assertThat(examples).isGreaterThan(25);
        long blocks = Pattern.compile("(?m)^```\\S").matcher(page).results().count();
        long steps = STEP.matcher(page).results().count() - 1;
        assertThat(steps).as("blocks that nothing tries").isEqualTo(blocks);
    }

    private Gateway start() throws IOException {
        Path data = folder.resolve("data");
        Ran made = Ran.command("init", "--data", data.toString(), "--sftp-port", "0", "--https-port", "0");
        assertThat(made.status()).as(made.err()).isZero();
        // A test must not take the port at which a real gateway's API listens.
        Files.writeString(data.resolve("sluice.yaml"), Files.readString(data.resolve("sluice.yaml")) + "api-port: 0\n");
        environment = Map.of("SLUICE_DATA", data.toString());
        return Gateway.start(data);
    }

    /** Puts a part in the place of the one that begins with the same key, or at the end; it must load from then on. */
    private void part(String text) throws IOException {
        String key = text.substring(0, text.indexOf(':'));
        Path file = folder.resolve(PROTOCOL);
        String whole = Files.readString(file);
        Matcher old = Pattern.compile("(?m)^" + key + ":[^\\n]*\\n(?:(?:[ \\t]+[^\\n]*)?\\n)*?(?=^\\S|\\z)")
                .matcher(whole);
        Files.writeString(file, old.find() ? old.replaceFirst(Matcher.quoteReplacement(text + "\n")) : whole + text);
        Ran ran = Ran.command("policy", "validate", file.toString());
        assertThat(ran.status()).as(key + ": " + ran.out() + ran.err()).isNotEqualTo(2);
    }

    private int console(String text) {
        List<String> lines = text.lines().toList();
        int commands = 0;
        for (int i = 0; i < lines.size(); ) {
            String command = lines.get(i++);
            assertThat(command).startsWith("$ sluice ");
            List<String> expected = new ArrayList<>();
            while (i < lines.size() && !lines.get(i).startsWith("$ ")) {
                expected.add(lines.get(i++));
            }
            run(command.substring("$ sluice ".length()), expected);
            commands++;
        }
        return commands;
    }

    private void run(String command, List<String> expected) {
        String[] words = WORD.matcher(command)
                .results()
                .map(m -> m.group(1) != null ? m.group(1) : m.group(2))
                .map(word -> word.equals("$PROPOSAL") ? proposal : word)
                .map(word -> word.endsWith(".yaml") ? folder.resolve(word).toString() : word)
                .toArray(String[]::new);
        Ran ran = Ran.command(environment, words);
        String out = (ran.out() + ran.err()).replace(folder + "/", "");
        int status = 0;
        int from = 0;
        List<String> told = out.lines().toList();
        for (String line : expected) {
            if (line.startsWith("(exit status ")) {
                status = Integer.parseInt(line.replaceAll("\\D", ""));
                continue;
            }
            int at = from;
            while (at < told.size() && !matches(line, told.get(at))) {
                at++;
            }
            assertThat(at)
                    .as("sluice " + command + "\nsays nowhere: " + line + "\nbut:\n" + out)
                    .isLessThan(told.size());
            from = line.equals("…") ? from : at + 1;
        }
        assertThat(ran.status()).as("sluice " + command + "\n" + out).isEqualTo(status);
        Matcher made = PROPOSAL.matcher(out);
        if (made.find()) {
            proposal = made.group(1);
        }
    }

    /** The line as the page has it, with anything for each ellipsis; what comes before it on the line may be missing. */
    private static boolean matches(String wanted, String told) {
        String pattern =
                Arrays.stream(wanted.strip().split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(pattern).matcher(told).find();
    }
}
