package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.audit.AuditVerifier;
import org.sluice.gateway.domain.audit.Finding;
import org.sluice.gateway.domain.audit.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who did what, when, under which rule. */
@Command(name = "audit", description = "Who did what, when, under which rule.")
final class AuditCommands {
    private final Sluice sluice;

    AuditCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "list",
            description = "List the records.",
            footer = "Example: sluice audit list --from 201 --most 50")
    int list(
            @Option(names = "--from", paramLabel = "SEQ", description = "The first record; 1 if absent.") @Nullable
                    Long from,
            @Option(names = "--most", paramLabel = "N", description = "At most so many, up to 1000; 200 if absent.")
                    @Nullable
                    Integer most) {
        int limit = most == null ? 200 : most;
        String path = "/audit?from=" + (from == null ? 1 : from) + "&most=" + limit;
        return sluice.answer(sluice.api().get(path), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No records from there on.");
                return;
            }
            Table table = Table.of("SEQ", "AT", "KIND", "WHAT");
            all.forEach(record -> table.row(
                    Json.text(record, "seq"), Json.text(record, "at"), Json.text(record, "kind"), what(record)));
            table.print(sluice.out());
            if (all.size() >= limit) {
                long last = all.path(all.size() - 1).path("seq").asLong();
                sluice.out().println("More: sluice audit list --from " + (last + 1));
            }
        });
    }

    private static String what(JsonNode record) {
        return record.has("payload") ? Json.text(record, "payload") : "(erased; its hash is kept)";
    }

    @Command(
            name = "export",
            description = {
                "Write the whole record with its signed end into a new file, which can be verified anywhere.",
                "The public key for that is audit.pub in the data directory: keep a copy of it elsewhere."
            },
            footer = "Example: sluice audit export audit.ndjson")
    int export(@Parameters(paramLabel = "FILE", description = "Where to write it; a new file.") Path file) {
        if (Files.exists(file)) {
            throw new Failure(
                    Problem.wrong("file-there", file + " is there already; name another file or move it away."));
        }
        Api api = sluice.api();
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path part = Files.createTempFile(folder, ".sluice-export", ".part");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                    api.copy("/audit/export", out);
                }
                // Under its name only when whole: a cut export must not be taken for the record.
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            long bytes = Files.size(file);
            if (sluice.json()) {
                sluice.out()
                        .println(Json.write(
                                Json.object().put("file", file.toString()).put("bytes", bytes)));
            } else {
                sluice.out()
                        .println("Exported to " + file + " (" + DepositCommands.size(bytes) + "). Verify it: sluice"
                                + " audit verify " + file + " --key "
                                + sluice.data().path().resolve("audit.pub"));
            }
            return 0;
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-written", "The export can't be written to " + file + "."));
        }
    }

    @Command(
            name = "verify",
            description = "Check an export against the public key; needs neither gateway nor data directory.",
            footer = "Example: sluice audit verify audit.ndjson --key audit.pub")
    int verify(
            @Parameters(paramLabel = "FILE", description = "The export.") Path file,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            required = true,
                            arity = "1",
                            description = "The gateway's public key (audit.pub), kept from elsewhere.")
                    Path key,
            @Option(
                            names = "--witness",
                            paramLabel = "FILE",
                            description = "A checkpoint's line that was kept elsewhere; shows a roll-back.")
                    @Nullable
                    Path witness) {
        AuditVerifier verifier = new AuditVerifier(List.of(AuditKey.read(key)));
        try (InputStream in = Files.newInputStream(file)) {
            Verdict verdict = witness == null
                    ? verifier.verify(in)
                    : verifier.verify(in, Files.readString(witness).strip());
            return switch (verdict) {
                case Verdict.Sound sound -> sound(sound);
                case Verdict.Broken broken -> broken(broken);
            };
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-file", "The export " + file + " can't be read."));
        }
    }

    @Command(
            name = "erase",
            description = {
                "Erase the payloads of records whose clock has run out by the retention schema; hashes stay and the",
                "chain verifies."
            },
            footer = "Example: sluice audit erase --reason \"retention schema, audit clock\"")
    int erase(
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Which rule asks for it.")
                    String reason) {
        return sluice.answer(
                sluice.api().post("/audit/erase", Json.object().put("reason", reason)),
                erased -> sluice.out()
                        .println(Json.text(erased, "records") + " payloads of records before "
                                + Json.text(erased, "before") + " were erased."));
    }

    private int sound(Verdict.Sound sound) {
        if (sluice.json()) {
            sluice.out()
                    .println(Json.write(Json.object()
                            .put("sound", true)
                            .put("records", sound.records())
                            .put("redacted", sound.redacted())
                            .put("first", sound.first())
                            .put("last", sound.last())
                            .put("checkpoints", sound.checkpoints())));
        } else {
            sluice.out()
                    .println("Sound: " + Counted.of(sound.records(), "record") + " (" + sound.first() + " to "
                            + sound.last() + "), " + sound.redacted() + " of them redacted, "
                            + Counted.of(sound.checkpoints(), "signed checkpoint")
                            + (sound.checkpoints() == 1 ? " agrees." : " agree."));
        }
        return 0;
    }

    private int broken(Verdict.Broken broken) {
        if (sluice.json()) {
            var answer = Json.object().put("sound", false);
            var findings = answer.putArray("findings");
            for (Finding finding : broken.findings()) {
                findings.addObject()
                        .put("line", finding.lineNumber())
                        .put("seq", finding.seq())
                        .put(
                                "fault",
                                finding.fault().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .put("what", finding.what());
            }
            sluice.out().println(Json.write(answer.put("more", broken.more())));
        } else {
            List<Finding> ofTheFile = broken.findings().stream()
                    .filter(finding -> finding.lineNumber() == 0)
                    .toList();
            if (ofTheFile.size() == broken.findings().size()) {
                ofTheFile.forEach(finding -> sluice.out().println("NOT SOUND: " + Json.harmless(finding.what())));
                return 1;
            }
            sluice.out().println("NOT SOUND: this export is not what the gateway recorded.");
            broken.findings()
                    .forEach(finding -> sluice.out()
                            .println("  - " + (finding.lineNumber() == 0 ? "" : "line " + finding.lineNumber() + ": ")
                                    + Json.harmless(finding.what())));
            if (broken.more() > 0) {
                sluice.out().println("  - and " + broken.more() + " more");
            }
        }
        return 1;
    }
}
