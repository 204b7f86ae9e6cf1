package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Agreements with third parties: what is shared with whom, for what and until when. */
@Command(name = "agreement", description = "Agreements with third parties: what is shared, for what, until when.")
final class AgreementCommands {
    private static final String AGREEMENTS = "agreements";

    private final Sluice sluice;

    AgreementCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "add",
            description = {
                "Put an agreement on record. What it covers may go to the third party for as long as it is in force; a copy",
                "of the document rests encrypted."
            },
            footer = {
                "Example: sluice agreement add --party relief-a --with donor --name \"Made-up Donor\" --type survey-results \\",
                "           --purpose \"annual review\" --until 2030-01-01 --reference \"contract 12\" \\",
                "           --signatory \"Made-up Director\" --date 2026-01-31 --document agreement.pdf"
            })
    int add(
            @Option(
                            names = "--party",
                            paramLabel = "PARTICIPANT",
                            description = "Who signed it; without it, the group.")
                    @Nullable
                    String party,
            @Option(
                            names = "--with",
                            paramLabel = "ID",
                            required = true,
                            description = "The contact or participant that receives; may be repeated.")
                    List<String> with,
            @Option(names = "--name", paramLabel = "TEXT", required = true, description = "The third party's name.")
                    String name,
            @Option(names = "--type", paramLabel = "T", required = true, description = "What; may be repeated.")
                    List<String> types,
            @Option(
                            names = "--purpose",
                            paramLabel = "TEXT",
                            required = true,
                            description = "For what; may be repeated.")
                    List<String> purposes,
            @Option(names = "--from", paramLabel = "DAY", description = "From when; at once without it.") @Nullable
                    String from,
            @Option(names = "--until", paramLabel = "DAY", required = true, description = "Until this day begins.")
                    String until,
            @Option(names = "--reference", paramLabel = "TEXT", required = true, description = "Where it is filed.")
                    String reference,
            @Option(names = "--signatory", paramLabel = "NAME", required = true, description = "Who signed.")
                    String signatory,
            @Option(names = "--date", paramLabel = "DATE", required = true, description = "The day of signing.")
                    LocalDate date,
            @Option(names = "--document", paramLabel = "FILE.pdf", description = "A copy, a PDF, to be kept here.")
                    @Nullable
                    Path document) {
        ObjectNode body = Json.object()
                .put("name", name)
                .put("until", until)
                .put("reference", reference)
                .put("signatory", signatory)
                .put("signed", date.toString());
        Fields.some(body, "party", party);
        Fields.some(body, "from", from);
        Fields.list(body, "with", with);
        Fields.list(body, "types", types);
        Fields.list(body, "purposes", purposes);
        if (document != null) {
            SignedDocument.put(body, document);
        }
        return sluice.answer(sluice.api().post("/" + AGREEMENTS, body), this::show);
    }

    @Command(
            name = "list",
            description = "List the agreements, ended ones too.",
            footer = "Example: sluice agreement list --json")
    int list() {
        return sluice.answer(sluice.api().get("/" + AGREEMENTS), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No agreements on record. Put one there: sluice agreement add --help");
                return;
            }
            Table table = Table.of("ID", "PARTY", "WITH", "TYPES", "FROM", "UNTIL", "IN FORCE");
            all.forEach(a -> table.row(
                    Json.text(a, "id"),
                    Json.some(a, "party").orElse("the group"),
                    Json.text(a, "with"),
                    Json.text(a, "types"),
                    Json.text(a, "from"),
                    Json.text(a, "until"),
                    a.path("inForce").asBoolean() ? "yes" : "no"));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "show",
            description = "Show an agreement with the releases that rested on it.",
            footer = "Example: sluice agreement show g…")
    int show(@Parameters(paramLabel = "ID", description = "The agreement.") String id) {
        return sluice.answer(sluice.api().get(Api.path(AGREEMENTS, id)), this::show);
    }

    @Command(
            name = "end",
            description = "End an agreement; what rests on it alone is refused from then on.",
            footer = "Example: sluice agreement end g… --reason \"the contract ran out\"")
    int end(
            @Parameters(paramLabel = "ID", description = "The agreement.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        return sluice.answer(
                sluice.api().post(Api.path(AGREEMENTS, id, "end"), Json.object().put("reason", reason)), this::show);
    }

    @Command(
            name = "document",
            description = "Write the copy of an agreement's document to a file; reading it goes on record.",
            footer = "Example: sluice agreement document g… --to agreement.pdf")
    int document(
            @Parameters(paramLabel = "ID", description = "The agreement.") String id,
            @Option(names = "--to", paramLabel = "FILE", required = true, description = "Where to; a new file.")
                    Path to) {
        return sluice.answer(sluice.api().get(Api.path(AGREEMENTS, id, "document")), answer -> {
            try {
                Files.write(
                        to,
                        Base64.getDecoder().decode(Json.text(answer, "document")),
                        java.nio.file.StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw new Failure(Problem.wrong(
                        "not-written", "The file " + to + " can't be written; name a new one in a folder of yours."));
            }
            sluice.out().println("Written: " + to);
        });
    }

    private void show(JsonNode a) {
        Table.labelled()
                .line("agreement", Json.text(a, "id"))
                .line("party", Json.some(a, "party").orElse("the group"))
                .line("with", Json.text(a, "with"))
                .line("name", Json.text(a, "name"))
                .line("types", Json.text(a, "types"))
                .line("purposes", Json.text(a, "purposes"))
                .line("from", Json.text(a, "from"))
                .line("until", Json.text(a, "until"))
                .line("in force", a.path("inForce").asBoolean() ? "yes" : "no")
                .line("filed", Json.text(a, "reference"))
                .line("signed by", Json.text(a, "signatory") + ", " + Json.text(a, "signed"))
                .line("copy SHA-256", Json.text(a.path("document"), "sha256"))
                .line("ended", Json.text(a, "ended"))
                .line("because", Json.text(a, "endReason"))
                .line("releases", Json.text(a, "releases"))
                .print(sluice.out());
    }
}
