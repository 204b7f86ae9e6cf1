package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.cli.Api.Reply;
import org.sluice.gateway.api.DecisionJson;
import org.sluice.gateway.api.PolicyJson;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.policy.CaseAnswer;
import org.sluice.gateway.policy.CaseTable;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.usecase.Overview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Protocols, and what they say about a case. */
@Command(name = "policy", description = "Protocols, and what they say about a case.")
final class PolicyCommands {
    private final Sluice sluice;

    PolicyCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "list",
            description = "List the protocols of the running gateway; without --data those that are shipped.",
            footer = "Example: sluice policy list")
    int list() {
        return sluice.answer(
                fromGatewayOr(
                        () -> {
                            var all = Json.array();
                            ProtocolFile.shipped()
                                    .keySet()
                                    .forEach(id -> all.add(PolicyJson.summary(seen(ProtocolFile.shipped(id)))));
                            return new Reply(Json.write(all));
                        },
                        "/policies"),
                all -> {
                    Table table = Table.of("ID", "VERSION", "IN FORCE", "TITLE");
                    all.forEach(p -> table.row(
                            Json.text(p, "id"),
                            Json.text(p, "version"),
                            p.path("inForce").asBoolean() ? "yes" : "no",
                            Json.text(p.path("title"), "en")));
                    table.print(sluice.out());
                });
    }

    @Command(
            name = "show",
            description = "Show a protocol: its types, audiences, facts and cells.",
            footer = "Example: sluice policy show turkey-cross-border")
    int show(@Parameters(paramLabel = "ID", description = "The protocol, or a YAML file of one.") String id) {
        return sluice.answer(
                fromGatewayOr(
                        () -> new Reply(Json.write(PolicyJson.full(seen(ProtocolFiles.load(id))))),
                        Api.path("policies", id)),
                policy -> PolicyText.show(policy, sluice.out()));
    }

    private static Overview.PolicySeen seen(Protocol protocol) {
        return new Overview.PolicySeen(protocol, protocol.inForceOn(LocalDate.now(ZoneOffset.UTC)));
    }

    /** A data directory that is named is asked; without one the shipped protocols answer. */
    private Reply fromGatewayOr(Supplier<Reply> shipped, String path) {
        return sluice.dataIfNamed().isPresent() ? sluice.api().get(path) : shipped.get();
    }

    @Command(
            name = "check",
            description = {
                "Ask a protocol: may this information go to this audience? Needs no data directory and no gateway.",
                "What is not declared counts as the most identifying. Exit status 0 permit, 3 refuse or needs.",
                "--cases reads a table and writes it back with the columns decision and reasons; status 0 when written.",
                "Its columns: type, audience, channel, organizations, location, population, activity, persons, facts",
                "(with ';' between facts)."
            },
            footer = {
                "Example: sluice policy check --protocol turkey-cross-border --type assessments-reports \\",
                "           --audience ocha-imos --persons staff --fact consent-of-organisation"
            })
    int check(
            @Option(
                            names = "--protocol",
                            paramLabel = "ID",
                            required = true,
                            description = "A shipped protocol (sluice policy list), or a YAML file.")
                    String id,
            @Option(names = "--cases", paramLabel = "FILE.csv", description = "A table of cases.") @Nullable Path cases,
            @Option(names = "--type", paramLabel = "T", description = "The information type.") @Nullable String type,
            @Option(names = "--audience", paramLabel = "A", description = "The audience.") @Nullable String audience,
            @Option(names = "--channel", paramLabel = "C", description = "The channel it lies in.") @Nullable
                    String channel,
            @Option(names = "--organizations", paramLabel = "V", description = "none, coded or named.") @Nullable
                    String organizations,
            @Option(names = "--location", paramLabel = "V", description = "national, district, sub-district or exact.")
                    @Nullable
                    String location,
            @Option(names = "--population", paramLabel = "V", description = "aggregated, disaggregated or individual.")
                    @Nullable
                    String population,
            @Option(names = "--activity", paramLabel = "V", description = "broad or full.") @Nullable String activity,
            @Option(names = "--persons", paramLabel = "V", description = "none, staff, pseudonymised or personal.")
                    @Nullable
                    String persons,
            @Option(names = "--fact", paramLabel = "F", split = ",", description = "A fact on record.") @Nullable
                    List<String> facts) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "type", type);
        put(values, "audience", audience);
        put(values, "channel", channel);
        put(values, "organizations", organizations);
        put(values, "location", location);
        put(values, "population", population);
        put(values, "activity", activity);
        put(values, "persons", persons);
        put(values, "facts", facts == null ? null : String.join(";", facts));
        List<Protocol> protocols = List.of(ProtocolFiles.load(id));
        if (cases != null) {
            if (!values.isEmpty()) {
                throw new Failure(Problem.wrong("usage", "Give either --cases or one case, not both."));
            }
            return table(protocols, cases);
        }
        if (!values.containsKey("type") || !values.containsKey("audience")) {
            throw new Failure(Problem.wrong("usage", "Say what to ask: --type and --audience, or --cases FILE.csv."));
        }
        return one(decide(protocols, values));
    }

    /** Without a channel the case is taken to lie in its floor, so that the obligations are those it will have. */
    private static CaseAnswer decide(List<Protocol> protocols, Map<String, String> values) {
        CaseAnswer answer = CaseTable.decideOne(protocols, values);
        if (!values.containsKey("channel") && answer.decision().isPresent()) {
            values.put(
                    "channel",
                    Engine.floor(protocols, answer.decision().get().label()).word());
            return CaseTable.decideOne(protocols, values);
        }
        return answer;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private int one(CaseAnswer answer) {
        JsonNode decision = DecisionJson.of(answer);
        if (sluice.json()) {
            sluice.out().println(Json.write(decision));
        } else {
            PolicyText.decision(decision, sluice.out());
        }
        return answer.word().equals("permit") ? 0 : 3;
    }

    private int table(List<Protocol> protocols, Path cases) {
        String csv;
        try {
            csv = new String(
                    cases.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(cases),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-file", "The table " + cases + " can't be read."));
        }
        return switch (CaseTable.decide(protocols, csv)) {
            case CaseTable.Checked.Unreadable unreadable ->
                throw new Failure(Problem.wrong("bad-table", cases + " is no table of cases: " + unreadable.mistake()));
            case CaseTable.Checked.Decided decided -> {
                if (sluice.json()) {
                    sluice.out()
                            .println(Json.write(Json.object()
                                    .put("permit", decided.permitted())
                                    .put("refuse", decided.refused())
                                    .put("needs", decided.needing())
                                    .put("csv", decided.csv())));
                } else {
                    sluice.out().print(decided.csv());
                    sluice.out().flush();
                }
                yield 0;
            }
        };
    }
}
