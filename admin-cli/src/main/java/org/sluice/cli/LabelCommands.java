package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sluice.cli.Api.Reply;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.policy.KnownWords;
import org.sluice.gateway.policy.LabelFile;
import org.sluice.gateway.policy.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Label files, which lie beside files and say what those identify. */
@Command(name = "label", description = "Label files, which lie beside files and say what those identify.")
final class LabelCommands {
    /** A folder that is nobody's: a file by itself lies in none. */
    private static final Label NO_FOLDER = Label.of(Channel.PUBLIC, "none");

    private final Sluice sluice;

    LabelCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "check",
            description = {
                "Check label files before they are uploaded. Needs no data directory and no gateway.",
                "Exit status 0 when all can be used, 2 with line and field of every mistake.",
                "With --protocol also the names of types, audiences, data elements and marks are checked."
            },
            footer = "Example: sluice label check 4w.xlsx.label.yaml --protocol turkey-cross-border")
    int check(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "Label files.") List<Path> files,
            @Option(
                            names = "--protocol",
                            paramLabel = "ID",
                            split = ",",
                            description = "Shipped protocols (sluice policy list), or YAML files.")
                    @Nullable
                    List<String> protocols) {
        KnownWords known = protocols == null
                ? KnownWords.ANY
                : KnownWords.of(protocols.stream().map(ProtocolFiles::load).toList());
        List<String> mistakes = new ArrayList<>();
        ArrayNode checked = Json.array();
        for (Path file : files) {
            switch (LabelFile.read(ProtocolFiles.read(file, "label"), NO_FOLDER, known)) {
                case LabelFile.Read.Good good -> checked.add(shown(file, good));
                case LabelFile.Read.Bad bad ->
                    bad.mistakes().forEach(mistake -> mistakes.add((files.size() > 1 ? file + ", " : "") + mistake));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new Failure(new Problem(
                    "wrong",
                    "bad-label",
                    files.size() > 1
                            ? "Some of these label files have mistakes; mend them first."
                            : "The label in " + files.getFirst() + " has mistakes; mend them first.",
                    mistakes));
        }
        return sluice.answer(
                new Reply(Json.write(checked)),
                all -> all.forEach(one -> {
                    sluice.out().println(Json.text(one, "file") + " can be used. It says:");
                    one.path("says")
                            .properties()
                            .forEach(said -> sluice.out()
                                    .println("  " + said.getKey() + ": "
                                            + said.getValue().asText()));
                }));
    }

    private static ObjectNode shown(Path file, LabelFile.Read.Good good) {
        ObjectNode json = Json.object().put("file", file.toString());
        ObjectNode says = json.putObject("says");
        good.changes().forEach(says::put);
        return json;
    }

    /** What a label file says, as the changes of a label that the API takes. */
    static Map<String, String> changes(Path file) {
        return switch (LabelFile.read(ProtocolFiles.read(file, "label"), NO_FOLDER)) {
            case LabelFile.Read.Good good -> new LinkedHashMap<>(good.changes());
            case LabelFile.Read.Bad bad ->
                throw new Failure(new Problem(
                        "wrong",
                        "bad-label",
                        "The label in " + file + " has mistakes; mend them first.",
                        bad.mistakes().stream().map(Mistake::toString).toList()));
        };
    }
}
