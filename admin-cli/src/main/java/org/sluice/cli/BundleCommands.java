package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.sluice.cli.Api.Reply;
import org.sluice.crypto.Passwords;
import org.sluice.gateway.domain.audit.Sha256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Bundles of releases that a courier carries. */
@Command(name = "release", description = "Bundles of releases that a courier carries.")
final class BundleCommands {
    private final Sluice sluice;

    BundleCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "bundle",
            description = {
                "Write all files of a release for one contact into one sealed file that a courier carries.",
                "It opens without Sluice: age -d BUNDLE > files.zip, then unzip; or sluice open. Where the contact's keys are",
                "OpenPGP's, it is a message that gpg opens: call it NAME.zip.gpg. It is decided anew, and counts as one",
                "download of each file over the contact's link."
            },
            footer = "Example: sluice release bundle r… --to ocha-desk --output ocha.zip.age --as amal")
    int bundle(
            @Parameters(paramLabel = "ID", description = "The release.") String id,
            @Option(names = "--to", paramLabel = "CONTACT", required = true, description = "For whom it is.") String to,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            required = true,
                            description = "Where it is written, such as NAME.zip.age; never over another file.")
                    Path output,
            @Option(
                            names = "--passphrase",
                            description = "Seal it for a new passphrase, shown once, and not for the contact's keys.")
                    boolean passphrase) {
        ObjectNode body = Json.object().put("to", to);
        ObjectNode answer = Json.object();
        if (passphrase) {
            String made = new Passwords(new SecureRandom())
                    .generate(Passwords.Spelling.LETTERS)
                    .reveal();
            body.put("passphrase", made);
            answer.put("passphrase", made);
        }
        if (Files.exists(output)) {
            throw exists(output);
        }
        MessageDigest digest = Sha256.start();
        long bytes = written(id, body, output, digest);
        answer.put("release", id)
                .put("recipient", to)
                .put("file", output.toString())
                .put("bytes", bytes)
                .put("sha256", HexFormat.of().formatHex(digest.digest()));
        return sluice.answer(new Reply(Json.write(answer)), made -> {
            sluice.out()
                    .println("Written: " + output + " (" + DepositCommands.size(bytes) + ")  sha256 "
                            + Json.text(made, "sha256"));
            Json.some(made, "passphrase").ifPresent(words -> {
                sluice.out()
                        .println("This is the passphrase. It is shown this once, and never travels with the courier:");
                sluice.out().println("  " + words);
            });
        });
    }

    private static Failure exists(Path output) {
        return new Failure(
                Problem.failed("exists", output + " is there already and stays as it is. Say another name by -o."));
    }

    private long written(String id, ObjectNode body, Path output, MessageDigest digest) {
        try {
            Path part = Files.createTempFile(output.toAbsolutePath().getParent(), ".sluice-bundle-", ".part");
            try {
                try (OutputStream out =
                        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(part)), digest)) {
                    sluice.api().post(Api.path("releases", id, "bundle"), body, out);
                }
                Files.move(part, output);
                return Files.size(output);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(output);
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-written", output + " was not written: " + e.getMessage()));
        }
    }
}
