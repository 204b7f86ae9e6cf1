package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sluice.cli.Api.Reply;
import org.sluice.crypto.age.AgeSecretKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes an identity, with which its holder opens what was sealed for it. */
@Command(
        name = "keygen",
        description = {
            "Make a key with which you open what was sealed for you; needs no gateway.",
            "The file is for you alone and never overwritten: without it, nobody opens those files. Keep a copy on paper",
            "or on another medium under lock."
        },
        footer = {"Example: sluice keygen -o desk.key", "Example: sluice keygen -o desk.key --post-quantum"})
final class KeygenCommand implements Callable<Integer> {
    private final Sluice sluice;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where the secret key is written; `age -d -i FILE` reads it too.")
    private Path file = Path.of("");

    @Option(
            names = "--post-quantum",
            description = {
                "Make a key (age1pq1…) for what must stay secret even from a quantum computer of later years. Its public",
                "part is long and goes to FILE.pub; who opens without Sluice needs age 1.3 or newer."
            })
    private boolean postQuantum;

    KeygenCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public Integer call() {
        Path shared = file.resolveSibling(file.getFileName() + ".pub");
        if (postQuantum && Files.exists(shared)) {
            throw exists(shared);
        }
        try (AgeSecretKey key = fresh()) {
            String spelled = key.publicKey().spelled();
            write(
                    file,
                    "# made by sluice keygen at " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n# public key: "
                            + spelled + "\n" + key.reveal() + "\n");
            String fingerprint = key.publicKey().fingerprint();
            ObjectNode answer = Json.object()
                    .put("file", file.toString())
                    .put("key", spelled)
                    .put("fingerprint", fingerprint);
            if (postQuantum) {
                write(shared, spelled + "\n");
                answer.put("publicKeyFile", shared.toString());
            }
            return sluice.answer(new Reply(Json.write(answer)), made -> {
                sluice.out().println("public key   " + (postQuantum ? "in " + shared : spelled));
                sluice.out().println("fingerprint  " + fingerprint);
                sluice.out()
                        .println("Next: send the public key to whoever administers the gateway, and read the"
                                + " fingerprint out when somebody calls to compare it.");
            });
        }
    }

    private AgeSecretKey fresh() {
        SecureRandom random = new SecureRandom();
        return postQuantum ? AgeSecretKey.generatePostQuantum(random) : AgeSecretKey.generate(random);
    }

    private static void write(Path file, String text) {
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileAttribute<?>[] own = file.toAbsolutePath()
                        .getFileSystem()
                        .supportedFileAttributeViews()
                        .contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (SeekableByteChannel out = Files.newByteChannel(file, fresh, own)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-written", file + " can't be written: " + e.getMessage()));
        }
    }

    private static Failure exists(Path file) {
        return new Failure(Problem.failed(
                "exists", file + " is there already and stays as it is; a key is never overwritten. Name another."));
    }
}
