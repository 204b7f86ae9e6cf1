package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
                "It covers the parts named as wide as this file has them, and no wider. The document rests encrypted."
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
            @Option(
                            names = "--document",
                            paramLabel = "FILE.pdf",
                            description = "The signed document, a PDF of at most 5 MiB.")
                    @Nullable
                    Path document,
            @Option(names = "--note", paramLabel = "TEXT", description = "Where it is kept, if not here.") @Nullable
                    String note) {
        ProtocolFiles.load(file);
        ObjectNode body = Json.object()
                .put("text", ProtocolFiles.text(file))
                .put("signedBy", signedBy)
                .put("signed", signed);
        Fields.list(body, "parts", parts == null ? List.of() : parts);
        if (document != null) {
            SignedDocument.put(body, document);
        }
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

    @Command(
            name = "show",
            description = "Show an assessment: who signed it, what it covers, whether its document is here.",
            footer = "Example: sluice policy assess show a…")
    int show(@Parameters(paramLabel = "ID", description = "The assessment.") String id) {
        return sluice.answer(sluice.api().get(Api.path("assessments", id)), a -> {
            Table.labelled()
                    .line("assessment", Json.text(a, "id"))
                    .line("protocol", Json.text(a, "protocol"))
                    .line("signed", Json.text(a, "signed") + " by " + Json.text(a, "signedBy"))
                    .line("document", Json.text(a, "fileName"))
                    .line("its SHA-256", Json.text(a, "document"))
                    .line("note", Json.text(a, "note"))
                    .line("on record", Json.text(a, "recorded") + " by " + Json.text(a, "recordedBy"))
                    .print(sluice.out());
            sluice.out().println("It covers:");
            a.path("parts").forEach(part -> sluice.out().println("  - " + Json.plain(part)));
        });
    }

    @Command(
            name = "read",
            description = "Read the signed document: it is written into a new file, and that goes on record.",
            footer = "Example: sluice policy assess read a… --out dpia.pdf")
    int read(
            @Parameters(paramLabel = "ID", description = "The assessment.") String id,
            @Option(names = "--out", paramLabel = "FILE", required = true, description = "A new file.") Path out) {
        return SignedDocument.save(sluice, Api.path("assessments", id, "document"), out);
    }
}
