package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.sluice.gateway.usecase.KeepDocuments;

/** A signed document on its way to the gateway, which keeps it sealed, or back. */
final class SignedDocument {
    private SignedDocument() {}

    static byte[] bytes(Path document) {
        try {
            // Looked at before it is read and sent: the gateway ends a connection that brings too much.
            long size = Files.size(document);
            if (size < 1 || size > KeepDocuments.MOST_BYTES) {
                throw new Failure(Problem.wrong(
                        "bad-document",
                        "The file " + document
                                + (size < 1
                                        ? " is empty; name the one with the document in it."
                                        : " has more than " + DepositCommands.size(KeepDocuments.MOST_BYTES)
                                                + ", which is the most that is taken; scan it smaller.")));
            }
            return Files.readAllBytes(document);
        } catch (IOException e) {
            throw new Failure(Problem.wrong(
                    "no-document", "The file " + document + " can't be read; check its path and rights."));
        }
    }

    /** Puts the file's name and bytes into a body. */
    static void put(ObjectNode body, Path document) {
        body.put("fileName", String.valueOf(document.getFileName()))
                .put("document", Base64.getEncoder().encodeToString(bytes(document)));
    }

    /** Fetches a document and writes it into a new file that only its owner may read. */
    static int save(Sluice sluice, String path, Path out) {
        if (Files.exists(out)) {
            throw new Failure(
                    Problem.wrong("file-there", out + " is there already; name another file or move it away."));
        }
        byte[] bytes = Base64.getDecoder()
                .decode(sluice.api().get(path).json().path("document").asText());
        try {
            if (out.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        out, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(out, bytes);
            } else {
                Files.write(out, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        } catch (FileAlreadyExistsException e) {
            throw new Failure(
                    Problem.wrong("file-there", out + " is there already; name another file or move it away."));
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-written", out + " can't be written (" + e.getMessage() + ")."));
        }
        return sluice.answer(
                new Api.Reply(
                        Json.write(Json.object().put("file", out.toString()).put("bytes", bytes.length))),
                done -> sluice.out()
                        .println("Written: " + out + ", " + bytes.length
                                + " bytes. Reading it went on record; destroy the" + " copy when you are done."));
    }
}
