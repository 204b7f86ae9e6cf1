package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.policy.Loaded;
import org.sluice.gateway.policy.ProtocolFile;

/** Protocols as a command names them: a shipped one by its id, or a YAML file. */
final class ProtocolFiles {
    private ProtocolFiles() {}

    /** Whatever has a slash or ends in .yaml is a file. */
    static boolean isFile(String id) {
        return id.contains("/") || id.endsWith(".yaml") || id.endsWith(".yml");
    }

    static String text(String id) {
        String shipped = ProtocolFile.shipped().get(id);
        if (shipped != null) {
            return shipped;
        }
        if (!isFile(id)) {
            throw new Failure(new Problem(
                    "wrong",
                    "unknown-protocol",
                    "No protocol \"" + id + "\" is shipped; name one of these, or a YAML file.",
                    List.copyOf(ProtocolFile.shipped().keySet())));
        }
        try {
            return Files.readString(Path.of(id));
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-file", "The protocol " + id + " can't be read."));
        }
    }

    /** The protocol, or all of its mistakes with line and column. */
    static Protocol load(String id) {
        return switch (ProtocolFile.load(text(id))) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad ->
                throw new Failure(new Problem(
                        "wrong",
                        "bad-protocol",
                        "The protocol in " + id + " has mistakes; mend them first.",
                        bad.mistakes().stream().map(Object::toString).toList()));
        };
    }
}
