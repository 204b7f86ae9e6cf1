package org.sluice.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sluice.cli.Api.Reply;
import org.sluice.crypto.age.AgeHeader;
import org.sluice.crypto.age.AgeIdentity;
import org.sluice.crypto.age.AgeReader;
import org.sluice.crypto.age.AgeRefused;
import org.sluice.crypto.pgp.PgpMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a sealed file on the recipient's own machine. */
@Command(
        name = "open",
        description = {
            "Open a file that was sealed for you, on your own machine; needs no gateway.",
            "Nothing appears under its name before the last byte proved authentic."
        },
        footer = "Example: sluice open survey.csv.age --identity desk.key")
final class OpenCommand implements Callable<Integer> {
    private final Sluice sluice;

    @Parameters(paramLabel = "FILE.age", description = "The sealed file, in the age format.")
    private Path file = Path.of("");

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description = "Your secret key, as `sluice keygen` or `age-keygen` wrote it; may be said several times.")
    private @Nullable List<Path> identities;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "A file that holds the passphrase; typed if neither this nor a key is given.")
    private @Nullable Path passphrase;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the opened file goes; beside it, without .age, if absent.")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace what lies there.")
    private boolean overwrite;

    OpenCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public Integer call() {
        openPgp();
        Path to = output == null ? beside() : output;
        if (!overwrite && Files.exists(to)) {
            throw exists(to);
        }
        try {
            boolean sealedByPassphrase = header().equals(List.of("scrypt"));
            List<AgeIdentity> keys =
                    Identities.read(identities == null ? List.of() : identities, passphrase, sealedByPassphrase);
            long bytes = open(to, keys);
            return sluice.answer(
                    new Reply(Json.write(Json.object()
                            .put("file", file.toString())
                            .put("opened", to.toString())
                            .put("bytes", bytes))),
                    done -> sluice.out().println("Opened: " + to + " (" + DepositCommands.size(bytes) + ")"));
        } catch (AgeRefused e) {
            throw new Failure(Problem.failed("not-opened", file + " was not opened: " + e.getMessage() + "."));
        } catch (FileAlreadyExistsException e) {
            throw exists(to);
        } catch (NoSuchFileException e) {
            throw new Failure(Problem.wrong("no-file", "There is no file " + e.getFile() + "."));
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-opened", file + " was not opened: " + e.getMessage()));
        }
    }

    private void openPgp() {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(1 << 16);
            boolean armoured = new String(in.readNBytes(64), StandardCharsets.US_ASCII).startsWith("-----BEGIN PGP ");
            in.reset();
            if (armoured || PgpMessage.begins(in)) {
                String name = file.toString();
                String to = output != null
                        ? output.toString()
                        : name.endsWith(".gpg") ? name.substring(0, name.length() - ".gpg".length()) : "OPENED";
                throw new Failure(Problem.wrong(
                        "openpgp",
                        file + " is an OpenPGP message, which gpg opens with your secret key: gpg --output " + to
                                + " --decrypt " + file + " . Use nothing of it unless gpg ends without an error."));
            }
        } catch (IOException e) {
            // What is wrong with the file is told where it is opened.
        }
    }

    private static Failure exists(Path to) {
        return new Failure(Problem.failed(
                "exists", to + " is there already and stays as it is. Say -o FILE for another name, or --overwrite."));
    }

    private Path beside() {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".age") || name.length() == ".age".length()) {
            throw new Failure(Problem.wrong(
                    "no-output", "The name of " + file + " does not end with .age, so say where it goes: -o FILE."));
        }
        return file.resolveSibling(name.substring(0, name.length() - ".age".length()));
    }

    private List<String> header() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return AgeHeader.read(in).kinds();
        }
    }

    /** Into a file of another name in the same folder, which is renamed when the last chunk proved authentic. */
    private long open(Path to, List<AgeIdentity> keys) throws IOException {
        Path folder = to.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, ".sluice-open-", ".part");
        try {
            long bytes;
            try (AgeReader in = AgeReader.open(new BufferedInputStream(Files.newInputStream(file), 1 << 17), keys);
                    OutputStream out = Files.newOutputStream(part);
                    Progress progress = new Progress(sluice, "opening " + file, Files.size(file))) {
                bytes = in.transferTo(progress.counting(out));
            }
            if (overwrite) {
                Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(part, to);
            }
            return bytes;
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
