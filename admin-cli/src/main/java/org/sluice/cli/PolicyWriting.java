package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.cli.Api.Reply;
import org.sluice.gateway.api.ExplainJson;
import org.sluice.gateway.api.ProposalJson;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.protocol.Difference;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.Explanation;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.ProtocolDiff;
import org.sluice.gateway.policy.Baseline;
import org.sluice.gateway.policy.LabelFile;
import org.sluice.gateway.policy.Mistake;
import org.sluice.gateway.policy.ProtocolTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writing a protocol of one's own: begin, check, compare, ask what it says. Needs no gateway, but may ask one. */
@Command(name = "policy", description = "A protocol of your own.")
final class PolicyWriting {
    private static final String UNKNOWN = "unknown";

    private final Sluice sluice;

    PolicyWriting(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "new",
            description = {
                "Begin a protocol of your own from one that is shipped, or from a YAML file. Needs no gateway.",
                "The comments that teach are kept; the header names the template, against which it is measured."
            },
            footer = "Example: sluice policy new --from turkey-cross-border --id our-response --out our-response.yaml")
    int begin(
            @Option(
                            names = "--from",
                            paramLabel = "TEMPLATE",
                            required = true,
                            description = "A shipped protocol or a file.")
                    String template,
            @Option(names = "--id", paramLabel = "ID", description = "Its name; own-TEMPLATE if absent.") @Nullable
                    String id,
            @Option(
                            names = "--title",
                            paramLabel = "TEXT",
                            description = "Its English title; the template's if absent.")
                    @Nullable
                    String title,
            @Option(names = "--out", paramLabel = "FILE", description = "A new file; standard output if absent.")
                    @Nullable
                    Path out) {
        Protocol from = ProtocolFiles.load(template);
        String name = id == null ? "own-" + from.id() : id;
        String text;
        try {
            text = ProtocolTemplate.begin(
                    ProtocolFiles.text(template), name, Optional.ofNullable(title), LocalDate.now(ZoneOffset.UTC));
        } catch (IllegalArgumentException e) {
            throw new Failure(Problem.wrong("bad-beginning", "Nothing can be begun so: " + e.getMessage()));
        }
        if (out == null && !sluice.json()) {
            sluice.out().print(text);
            sluice.out().flush();
            return 0;
        }
        var begun = Json.object().put("id", name).put("template", from.id() + " " + from.version());
        if (out == null) {
            begun.put("text", text);
        } else {
            write(out, text);
            begun.put("file", out.toString());
        }
        return sluice.answer(
                new Reply(Json.write(begun)),
                made -> sluice.out()
                        .println("Begun: " + Json.text(made, "id") + " in " + Json.text(made, "file") + ". Next: sluice"
                                + " policy validate " + Json.text(made, "file")));
    }

    private static void write(Path out, String text) {
        try {
            // Somebody's work may be in it.
            Files.writeString(out, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(
                    Problem.wrong("file-there", out + " is there already; name another file or move it away."));
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-written", out + " can't be written (" + e.getMessage() + ")."));
        }
    }

    @Command(
            name = "validate",
            description = {
                "Check a protocol: all mistakes at once with line and column, then what lets more pass than its template.",
                "With a data directory the running gateway is asked, which knows the assessments on record.",
                "Exit status 0 ready to be proposed, 2 mistakes, 3 wider than its template without an assessment."
            },
            footer = "Example: sluice policy validate our-response.yaml")
    int validate(
            @Parameters(paramLabel = "FILE", description = "The protocol.") String file,
            @Option(
                            names = "--impact-assessment",
                            paramLabel = "FILE.pdf",
                            description = "A signed assessment of what is wider: then only say what it has to cover.")
                    @Nullable
                    Path document) {
        Protocol protocol = ProtocolFiles.load(file);
        Optional<byte[]> assessment = Optional.ofNullable(document).map(SignedDocument::bytes);
        Reply reply = sluice.dataIfNamed().isPresent()
                ? sluice.api().post("/policies/validate", Json.object().put("text", ProtocolFiles.text(file)))
                : new Reply(Json.write(measured(protocol, assessment)));
        sluice.answer(reply, answer -> ProposalText.measured(answer, file, sluice.out()));
        return reply.json().path("ready").asBoolean() ? 0 : 3;
    }

    private static JsonNode measured(Protocol protocol, Optional<byte[]> document) {
        Baseline baseline = Baseline.of(protocol, Baseline.shipped());
        List<Difference> wider = baseline.wider(protocol);
        if (document.isEmpty()) {
            return ProposalJson.measured(protocol, baseline, wider, wider);
        }
        return ProposalJson.measured(protocol, baseline, wider, List.of()).put("document", Sha256.hex(document.get()));
    }

    @Command(
            name = "diff",
            description = {
                "Say what protocol B changes in A: cells, types, audiences, facts, floors, channels; wider or narrower.",
                "--live asks the running gateway, where A is a protocol on record and B a file, which live links would end."
            },
            footer = "Example: sluice policy diff turkey-cross-border our-response.yaml")
    int diff(
            @Parameters(paramLabel = "A", description = "A shipped protocol or a file; with --live an id on record.")
                    String before,
            @Parameters(paramLabel = "B", description = "A shipped protocol or a file.") String after,
            @Option(names = "--live", description = "Also name the live links that would end.") boolean live) {
        if (live) {
            return sluice.answer(
                    sluice.api()
                            .post(
                                    Api.path("policies", before) + "/diff",
                                    Json.object().put("text", ProtocolFiles.text(after))),
                    answer -> ProposalText.diff(answer, sluice.out()));
        }
        Protocol old = ProtocolFiles.load(before);
        Protocol young = ProtocolFiles.load(after);
        return sluice.answer(
                new Reply(Json.write(ProposalJson.diff(old, young, ProtocolDiff.of(old, young)))),
                answer -> ProposalText.diff(answer, sluice.out()));
    }

    @Command(
            name = "explain",
            description = {
                "Say for every audience at once: may it have this, why, and what would have to change.",
                "--deposit asks the running gateway; --label asks protocols about a label file and needs none."
            },
            footer = {
                "Example: sluice policy explain --deposit d…",
                "         sluice policy explain --label a.label.yaml --protocol turkey-cross-border"
            })
    int explain(
            @Option(names = "--deposit", paramLabel = "ID", description = "A deposit of the gateway.") @Nullable
                    String deposit,
            @Option(names = "--label", paramLabel = "FILE", description = "A label file with its type.") @Nullable
                    Path label,
            @Option(
                            names = "--protocol",
                            paramLabel = "ID",
                            split = ",",
                            description = "With --label: shipped protocols or files.")
                    @Nullable
                    List<String> ids,
            @Option(names = "--fact", paramLabel = "F", split = ",", description = "With --label: a fact on record.")
                    @Nullable
                    List<String> facts) {
        if ((deposit == null) == (label == null)) {
            throw new Failure(Problem.wrong("usage", "Say what to explain: either --deposit ID or --label FILE."));
        }
        if (deposit != null) {
            return sluice.answer(
                    sluice.api().get(Api.path("deposits", deposit) + "/explain"),
                    answer -> ProposalText.explained(answer, sluice.out()));
        }
        if (ids == null) {
            throw new Failure(Problem.wrong("usage", "Say which protocols to ask: --protocol ID."));
        }
        List<Protocol> protocols = ids.stream().map(ProtocolFiles::load).toList();
        Label counted = Engine.standardOr(protocols, labelOf(label, protocols));
        var answer = ExplainJson.of(
                counted,
                Engine.floor(protocols, counted),
                Explanation.all(protocols, counted, facts == null ? new HashSet<>() : new HashSet<>(facts)));
        return sluice.answer(new Reply(Json.write(answer)), said -> ProposalText.explained(said, sluice.out()));
    }

    /** Without a channel it is taken to lie in its floor. */
    private static Label labelOf(@Nullable Path file, List<Protocol> protocols) {
        String text = ProtocolFiles.read(Optional.ofNullable(file).orElseThrow(), "label");
        Label nothing = Label.of(Channel.PUBLIC, UNKNOWN);
        return switch (LabelFile.read(text, nothing)) {
            case LabelFile.Read.Good good ->
                text.lines().anyMatch(line -> line.startsWith("channel:"))
                        ? good.label()
                        : good.label().inChannel(Engine.floor(protocols, Engine.standardOr(protocols, good.label())));
            case LabelFile.Read.Bad bad ->
                throw new Failure(new Problem(
                        "wrong",
                        "bad-label",
                        "The label in " + file + " has mistakes; mend them first.",
                        bad.mistakes().stream().map(Mistake::toString).toList()));
        };
    }
}
