package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.audit.Sha256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Data protection impact assessments, without which nothing may be wider than its template. */
@Command(name = "assess", description = "Data protection impact assessments of what is wider than its template.")
final class AssessCommands {
    private final Sluice sluice;

    AssessCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "add",
            description = {
                "Put on record that somebody signed an assessment of what a protocol lets pass beyond its template.",
                "It covers the parts named as wide as this file has them, and no wider. The document stays with you: its",
                "SHA-256 is kept."
            },
            footer = {
                "Example: sluice policy assess add our-response.yaml --signed-by \"A. Officer\" --signed 2026-03-01 \\",
                "           --document dpia.pdf --as cora"
            })
    int add(
            @Parameters(paramLabel = "FILE", description = "The protocol that was assessed.") String file,
            @Option(names = "--signed-by", paramLabel = "NAME", required = true, description = "Who signed it.")
                    String signedBy,
            @Option(names = "--signed", paramLabel = "DATE", required = true, description = "On which day.")
                    String signed,
            @Option(
                            names = "--part",
                            paramLabel = "KEY",
                            description = "A part that was assessed, as validate names it; all if absent.")
                    @Nullable
                    List<String> parts,
            @Option(names = "--document", paramLabel = "FILE.pdf", description = "The signed document.") @Nullable
                    Path document,
            @Option(names = "--note", paramLabel = "TEXT", description = "Where it is kept.") @Nullable String note) {
        ProtocolFiles.load(file);
        ObjectNode body = Json.object()
                .put("text", ProtocolFiles.text(file))
                .put("signedBy", signedBy)
                .put("signed", signed);
        Fields.list(body, "parts", parts == null ? List.of() : parts);
        Fields.some(body, "document", document == null ? null : digest(document));
        Fields.some(body, "note", note);
        return sluice.answer(sluice.api().post("/assessments", body), made -> {
            sluice.out()
                    .println("On record: the assessment " + Json.text(made, "id") + " of " + Json.text(made, "protocol")
                            + ", signed by " + Json.text(made, "signedBy") + ". It covers:");
            made.path("parts").forEach(part -> sluice.out().println("  - " + Json.plain(part)));
        });
    }

    @Command(
            name = "list",
            description = "List the assessments on record.",
            footer = "Example: sluice policy assess list")
    int list() {
        return sluice.answer(sluice.api().get("/assessments"), all -> {
            Table table = Table.of("ID", "PROTOCOL", "SIGNED BY", "SIGNED", "PARTS");
            all.forEach(a -> table.row(
                    Json.text(a, "id"),
                    Json.text(a, "protocol"),
                    Json.text(a, "signedBy"),
                    Json.text(a, "signed"),
                    Json.text(a, "parts")));
            table.print(sluice.out());
        });
    }

    static String digest(Path document) {
        try {
            return Sha256.hex(Files.readAllBytes(document));
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-file", "The document " + document + " can't be read."));
        }
    }
}
