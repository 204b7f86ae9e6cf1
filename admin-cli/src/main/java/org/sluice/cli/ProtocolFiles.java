package org.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
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
        return read(Path.of(id), "protocol");
    }

    /** The text of a file that a person wrote; {@code what} names it in words. */
    static String read(Path file, String what) {
        if (Files.isDirectory(file)) {
            throw new Failure(
                    Problem.wrong("no-file", file + " is a folder; name the file of the " + what + " in it."));
        }
        if (!Files.exists(file)) {
            throw new Failure(Problem.wrong(
                    "no-file", "There is no file " + file + "; check its name and the folder you are in."));
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Failure(Problem.wrong(
                    "no-text",
                    "The file " + file + " is no plain text in UTF-8" + likely(file)
                            + ". Open it in a plain text editor and save it with the encoding UTF-8."));
        } catch (IOException e) {
            throw new Failure(Problem.wrong(
                    "no-file",
                    "The " + what + " " + file + " can't be read (" + e.getMessage()
                            + "); check the rights of the file."));
        }
    }

    /** What it looks like instead, by its first bytes. */
    private static String likely(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(4);
            String hex = HexFormat.of().formatHex(first);
            if (hex.startsWith("fffe") || hex.startsWith("feff")) {
                return " but in UTF-16 (\"Unicode\" in some editors)";
            }
            if (hex.startsWith("504b0304")) {
                return " but a document of a word processor or an archive";
            }
            return hex.startsWith("25504446") ? " but a PDF" : "";
        } catch (IOException e) {
            return "";
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
