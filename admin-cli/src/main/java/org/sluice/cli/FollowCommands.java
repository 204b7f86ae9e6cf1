package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What became of a release. */
@Command(name = "release", description = "What became of a release.")
final class FollowCommands {
    private final Sluice sluice;

    FollowCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "follow",
            description = {
                "Say how far each recipient has come: to-hand-over, handed-over, opened, downloading, delivered, confirmed.",
                "With --watch it goes on and says it again at each change, until nothing more can happen or you stop it."
            },
            footer = "Example: sluice release follow r… --watch")
    int follow(
            @Parameters(paramLabel = "ID", description = "The release.") String id,
            @Option(names = "--watch", description = "Go on, and look every two seconds.") boolean watch)
            throws InterruptedException {
        String before = "";
        while (true) {
            Api.Reply reply = sluice.api().get(Api.path("releases", id, "progress"));
            if (!reply.text().equals(before)) {
                before = reply.text();
                int status = sluice.answer(reply, this::steps);
                if (status != 0) {
                    return status;
                }
            }
            if (!watch || over(reply.json())) {
                return 0;
            }
            Thread.sleep(2000);
        }
    }

    private static boolean over(JsonNode steps) {
        for (JsonNode step : steps) {
            if (!step.path("last").asBoolean()) {
                return false;
            }
        }
        return true;
    }

    private void steps(JsonNode steps) {
        if (steps.isEmpty()) {
            sluice.out()
                    .println("No recipient of this release has a link; people with a log-in fetch it from /inbox/.");
            return;
        }
        Table table = Table.of("RECIPIENT", "STAGE", "SINCE", "FILES", "FETCHED", "LINK", "NAME");
        steps.forEach(step -> table.row(
                Json.text(step, "recipient"),
                Json.text(step, "stage"),
                Json.text(step, "since"),
                Json.text(step, "files") + " of " + Json.text(step, "of"),
                percent(step.path("bytes").asLong(), step.path("size").asLong()),
                Json.text(step, "link"),
                Json.text(step, "name")));
        table.print(sluice.out());
    }

    private static String percent(long bytes, long size) {
        return size == 0 ? "" : Math.min(100, 100 * bytes / size) + " %";
    }

    @Command(
            name = "summary",
            description = "Write who got what of a release, when and under which rule, for the file.",
            footer = "Example: sluice release summary r… --pdf release.pdf --csv release.csv")
    int summary(
            @Parameters(paramLabel = "ID", description = "The release.") String id,
            @Option(names = "--csv", paramLabel = "FILE", description = "As CSV.") @Nullable Path csv,
            @Option(names = "--pdf", paramLabel = "FILE", description = "As PDF.") @Nullable Path pdf) {
        if (csv == null && pdf == null) {
            throw new Failure(Problem.wrong("usage", "Say where to: --csv FILE, --pdf FILE, or both."));
        }
        write(id, "summary.csv", csv);
        write(id, "summary.pdf", pdf);
        return sluice.answer(
                new Api.Reply(Json.write(Json.object().put("release", id))),
                done -> sluice.out().println("Written. It names recipients and files: keep it as you keep those."));
    }

    private void write(String id, String form, @Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".sluice-summary-", ".part");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                    sluice.api().copy(Api.path("releases", id, form), out);
                }
                Files.move(part, file);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw new Failure(
                    Problem.failed("exists", file + " is there already and stays as it is. Say another name."));
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-written", file + " was not written: " + e.getMessage()));
        }
    }
}
