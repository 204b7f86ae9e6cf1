package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.retention.Certificate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How long things are kept. */
@Command(name = "retention", description = "How long content, labels and the audit are kept, and what is due.")
final class RetentionCommands {
    private final Sluice sluice;

    RetentionCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    /** One of the two. */
    static final class Term {
        @Option(names = "--days", paramLabel = "N", description = "So many days after the clock began.")
        private @Nullable Integer days;

        @Option(names = "--on", paramLabel = "DATE", description = "On this day.")
        private @Nullable String on;
    }

    @Command(
            name = "set",
            description = {
                "Set a line of the retention schema, as a coordinator. Clocks: content (from its deposit), label (from",
                "the content's destruction), audit (from each record), backup (how long backups are kept elsewhere)."
            },
            footer = {
                "Example: sluice retention set --clock content --type 4w-monthly-inputs --days 365 --act destroy --as cora",
                "Without a line, content is listed for a look after six months. Before content is destroyed its owner is told,",
                "a week ahead at least."
            })
    int set(
            @Option(names = "--clock", paramLabel = "CLOCK", required = true, description = "Which clock.")
                    String clock,
            @Option(names = "--protocol", paramLabel = "ID", description = "Only under this protocol.") @Nullable
                    String protocol,
            @Option(names = "--channel", paramLabel = "C", description = "Only in this channel.") @Nullable
                    String channel,
            @Option(names = "--type", paramLabel = "T", description = "Only of this information type.") @Nullable
                    String type,
            @Option(names = "--act", paramLabel = "ACT", description = "destroy or review; review if absent.") @Nullable
                    String act,
            @ArgGroup(multiplicity = "1") Term term) {
        ObjectNode body = line(clock, protocol, channel, type);
        Fields.some(body, "act", act);
        Fields.some(body, "days", term.days);
        Fields.some(body, "on", term.on);
        return sluice.answer(sluice.api().post("/retention", body), this::show);
    }

    @Command(
            name = "unset",
            description = "Take a line of the retention schema back, as a coordinator.",
            footer = "Example: sluice retention unset --clock content --type 4w-monthly-inputs --as cora")
    int unset(
            @Option(names = "--clock", paramLabel = "CLOCK", required = true, description = "Which clock.")
                    String clock,
            @Option(names = "--protocol", paramLabel = "ID", description = "As it was set.") @Nullable String protocol,
            @Option(names = "--channel", paramLabel = "C", description = "As it was set.") @Nullable String channel,
            @Option(names = "--type", paramLabel = "T", description = "As it was set.") @Nullable String type) {
        return sluice.answer(
                sluice.api().post("/retention/unset", line(clock, protocol, channel, type)),
                gone -> sluice.out().println("The line of the clock " + Json.text(gone, "clock") + " is gone."));
    }

    private static ObjectNode line(
            String clock, @Nullable String protocol, @Nullable String channel, @Nullable String type) {
        ObjectNode body = Json.object().put("clock", clock);
        Fields.some(body, "protocol", protocol);
        Fields.some(body, "channel", channel);
        Fields.some(body, "type", type);
        return body;
    }

    @Command(name = "list", description = "List the retention schema.", footer = "Example: sluice retention list")
    int list() {
        return sluice.answer(sluice.api().get("/retention"), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No schema yet: everything is listed for a look after six months.");
                return;
            }
            Table table = Table.of("CLOCK", "PROTOCOL", "CHANNEL", "TYPE", "ACT", "AFTER");
            all.forEach(line -> table.row(
                    Json.text(line, "clock"),
                    Json.text(line, "protocol"),
                    Json.text(line, "channel"),
                    Json.text(line, "type"),
                    Json.text(line, "act"),
                    Json.some(line, "days").map(days -> days + " days").orElse(Json.text(line, "on"))));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "due",
            description = "List what is due, or with --all everything that is kept with its day.",
            footer = "Example: sluice retention due")
    int due(@Option(names = "--all", description = "Also what is not due yet.") boolean all) {
        return sluice.answer(sluice.api().get("/retention/due" + (all ? "?all=true" : "")), kept -> {
            if (kept.isEmpty()) {
                sluice.out().println("Nothing is due.");
                return;
            }
            Table table = Table.of("DEPOSIT", "PARTICIPANT", "TYPE", "CHANNEL", "DUE", "ACT", "HELD");
            kept.forEach(one -> table.row(
                    Json.text(one, "id"),
                    Json.text(one, "participant"),
                    Json.text(one, "type"),
                    Json.text(one, "channel"),
                    Json.text(one, "due"),
                    Json.text(one, "act"),
                    one.path("held").asBoolean() ? "held" : ""));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "review",
            description =
                    "Keep a deposit after a look at its sensitivity and at re-identification, for a year at most.",
            footer = {
                "Example: sluice retention review d… --sensitivity \"low by now\" --keep-until DAY --as sami \\",
                "           --reidentification \"not with what is public\"",
                "         DAY lies within 366 days."
            })
    int review(
            @Parameters(paramLabel = "DEPOSIT", description = "The deposit.") String deposit,
            @Option(names = "--sensitivity", paramLabel = "TEXT", required = true, description = "How sensitive today.")
                    String sensitivity,
            @Option(
                            names = "--reidentification",
                            paramLabel = "TEXT",
                            required = true,
                            description = "Whether anybody could be told from it, with what else is known today.")
                    String reidentification,
            @Option(names = "--keep-until", paramLabel = "DATE", required = true, description = "Then it is due again.")
                    String until) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("deposits", deposit, "keep"),
                                Json.object()
                                        .put("sensitivity", sensitivity)
                                        .put("reidentification", reidentification)
                                        .put("until", until)),
                kept -> sluice.out().println(Json.text(kept, "id") + " is kept until " + Json.text(kept, "due") + "."));
    }

    @Command(
            name = "destroyed",
            description = "List what was destroyed, with the state of its certificate.",
            footer = "Example: sluice retention destroyed")
    int destroyed() {
        return sluice.answer(sluice.api().get("/destructions"), all -> {
            if (all.isEmpty()) {
                sluice.out().println("Nothing was destroyed yet.");
                return;
            }
            Table table = Table.of("DEPOSIT", "AT", "REASON", "CERTIFICATE");
            all.forEach(one -> table.row(
                    Json.text(one, "deposit"),
                    Json.text(one, "at"),
                    Json.text(one, "reason"),
                    Json.some(one, "final")
                            .map(at -> "final since " + at)
                            .orElse("in backups until " + Json.text(one, "backupsUntil"))));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "certificate",
            description = "Print the newest certificate of a destroyed deposit, one signed line.",
            footer = "Example: sluice retention certificate d… > certificate.json")
    int certificate(@Parameters(paramLabel = "DEPOSIT", description = "The deposit.") String deposit) {
        return sluice.answer(
                sluice.api().get(Api.path("deposits", deposit, "destruction")),
                one -> sluice.out()
                        .println(one.path(one.has("finalCertificate") ? "finalCertificate" : "certificate")
                                .asText()));
    }

    @Command(
            name = "verify",
            description = "Check a certificate against the public key; needs neither gateway nor data directory.",
            footer = "Example: sluice retention verify certificate.json --key audit.pub")
    int verify(
            @Parameters(paramLabel = "FILE", description = "The certificate.") Path file,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            required = true,
                            description = "The gateway's public key (audit.pub), kept from elsewhere.")
                    Path key) {
        AuditKey signer = AuditKey.read(key);
        try {
            boolean signed = Certificate.isSigned(Files.readString(file).strip(), signer);
            if (sluice.json()) {
                sluice.out().println(Json.write(Json.object().put("signed", signed)));
            } else {
                sluice.out()
                        .println(
                                signed
                                        ? "Sound: this gateway signed exactly this."
                                        : "NOT SOUND: this key did not sign this text.");
            }
            return signed ? 0 : 1;
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-file", "The certificate " + file + " can't be read."));
        }
    }

    private void show(JsonNode line) {
        Table.labelled()
                .line("clock", Json.text(line, "clock"))
                .line("protocol", Json.text(line, "protocol"))
                .line("channel", Json.text(line, "channel"))
                .line("type", Json.text(line, "type"))
                .line("act", Json.text(line, "act"))
                .line("days", Json.text(line, "days"))
                .line("on", Json.text(line, "on"))
                .print(sluice.out());
    }
}
