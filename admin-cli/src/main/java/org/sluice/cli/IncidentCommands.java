package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Breaches, actual, suspected or threatened, and who received what. */
@Command(name = "incident", description = "Breaches, actual, suspected or threatened, and who received what.")
final class IncidentCommands {
    private static final String INCIDENTS = "incidents";

    private final Sluice sluice;

    IncidentCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "open",
            description = {
                "Open an incident. From the moment of awareness 24 hours run for the written notice to the group,",
                "and 10 days for the meeting. --hold freezes the deposits and links at once."
            },
            footer = {
                "Example: sluice incident open --nature leak --severity high --certainty suspected --hold --deposit d… \\",
                "           --what \"A list was seen outside\" --found \"a partner's call\""
            })
    int open(
            @Option(
                            names = "--nature",
                            paramLabel = "N",
                            required = true,
                            description = "leak, wrong-recipient, unauthorised-access, onward-disclosure, loss,"
                                    + " alteration, demand or other.")
                    String nature,
            @Option(
                            names = "--severity",
                            paramLabel = "S",
                            required = true,
                            description = "low, moderate, high or severe.")
                    String severity,
            @Option(
                            names = "--certainty",
                            paramLabel = "C",
                            required = true,
                            description = "actual, suspected or threatened.")
                    String certainty,
            @Option(names = "--what", paramLabel = "TEXT", required = true, description = "What happened.") String what,
            @Option(names = "--found", paramLabel = "TEXT", required = true, description = "How it was found.")
                    String found,
            @Option(names = "--aware", paramLabel = "INSTANT", description = "Since when it is known; now if absent.")
                    @Nullable
                    String aware,
            @Option(names = "--hold", description = "Freeze what it concerns.") boolean hold,
            @Option(
                            names = "--stop-external",
                            paramLabel = "PROTOCOL",
                            description = "Share nothing of this protocol outside until it is resolved.")
                    @Nullable
                    String stopExternal,
            @Option(names = "--deposit", paramLabel = "ID", description = "A deposit concerned; may be repeated.")
                    @Nullable
                    List<String> deposits,
            @Option(names = "--link", paramLabel = "ID", description = "A link concerned; may be repeated.") @Nullable
                    List<String> links,
            @Option(names = "--person", paramLabel = "WHO", description = "Somebody concerned; may be repeated.")
                    @Nullable
                    List<String> persons) {
        ObjectNode body = Json.object()
                .put("nature", nature)
                .put("severity", severity)
                .put("certainty", certainty)
                .put("what", what)
                .put("found", found)
                .put("hold", hold);
        Fields.some(body, "aware", aware);
        Fields.some(body, "stopExternal", stopExternal);
        Fields.list(body, "deposits", deposits == null ? List.of() : deposits);
        Fields.list(body, "links", links == null ? List.of() : links);
        Fields.list(body, "persons", persons == null ? List.of() : persons);
        return sluice.answer(sluice.api().post("/" + INCIDENTS, body), this::show);
    }

    @Command(name = "list", description = "List the incidents.", footer = "Example: sluice incident list")
    int list() {
        return sluice.answer(sluice.api().get("/" + INCIDENTS), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No incidents on record. Open one: sluice incident open --help");
                return;
            }
            Table table = Table.of("ID", "NATURE", "SEVERITY", "CERTAINTY", "AWARE", "HOLD", "RESOLVED", "CLOSED");
            all.forEach(i -> table.row(
                    Json.text(i, "id"),
                    Json.text(i, "nature"),
                    Json.text(i, "severity"),
                    Json.text(i, "certainty"),
                    Json.text(i, "aware"),
                    i.path("hold").asBoolean() ? "yes" : "",
                    Json.text(i, "resolved"),
                    Json.text(i, "closed")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "show",
            description = "Show an incident with its clocks and what was done about it.",
            footer = "Example: sluice incident show n…")
    int show(@Parameters(paramLabel = "ID", description = "The incident.") String id) {
        return sluice.answer(sluice.api().get(Api.path(INCIDENTS, id)), incident -> {
            show(incident);
            incident.path("actions")
                    .forEach(action ->
                            sluice.out().println("  " + Json.text(action, "at") + "  " + Json.text(action, "words")));
            incident.path("toTell")
                    .forEach(one -> sluice.out()
                            .println((one.has("told") ? "Told: " : "To be told directly: ") + Json.text(one, "contact")
                                    + " " + Json.text(one, "email") + " " + Json.text(one, "phone") + " "
                                    + Json.text(one, "how")));
            if (!incident.path("silent").isEmpty() && !incident.has("resolved")) {
                sluice.out().println("Not yet agreed to a resolution: " + Json.text(incident, "silent"));
            }
        });
    }

    @Command(
            name = "hold",
            description = "Freeze the deposits and links of an incident, or let them go again with --lift.",
            footer = "Example: sluice incident hold n… --reason \"until we know who has it\"")
    int hold(
            @Parameters(paramLabel = "ID", description = "The incident.") String id,
            @Option(names = "--lift", description = "Let them go again.") boolean lift,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        return post(id, "hold", Json.object().put("lift", lift).put("reason", reason));
    }

    @Command(
            name = "told",
            description = {
                "Put on record that the coordination group was told in writing; --unhcr: that UNHCR was;",
                "--contact with --how: that somebody without a log-in was told directly."
            },
            footer = {
                "Example: sluice incident told n… --at 2026-03-02T09:00:00Z",
                "         sluice incident told n… --contact unhcr-desk --how \"by phone\""
            })
    int told(
            @Parameters(paramLabel = "ID", description = "The incident.") String id,
            @Option(names = "--unhcr", description = "UNHCR was told, not the group.") boolean unhcr,
            @Option(names = "--contact", paramLabel = "ID", description = "This contact was told, not the group.")
                    @Nullable
                    String contact,
            @Option(names = "--how", paramLabel = "TEXT", description = "How the contact was told.") @Nullable
                    String how,
            @Option(names = "--at", paramLabel = "INSTANT", description = "When; now if absent.") @Nullable String at) {
        ObjectNode body = Json.object().put("unhcr", unhcr);
        Fields.some(body, "contact", contact);
        Fields.some(body, "how", how);
        Fields.some(body, "at", at);
        return post(id, "told", body);
    }

    @Command(
            name = "met",
            description = "Put on record that the meeting on it was held.",
            footer = "Example: sluice incident met n…")
    int met(
            @Parameters(paramLabel = "ID", description = "The incident.") String id,
            @Option(names = "--at", paramLabel = "INSTANT", description = "When; now if absent.") @Nullable String at) {
        ObjectNode body = Json.object();
        Fields.some(body, "at", at);
        return post(id, "met", body);
    }

    @Command(
            name = "note",
            description = "Put on record what was done.",
            footer = "Example: sluice incident note n… \"asked the partner to delete the list\"")
    int note(
            @Parameters(index = "0", paramLabel = "ID", description = "The incident.") String id,
            @Parameters(index = "1", paramLabel = "TEXT", description = "What was done.") String words) {
        return post(id, "note", Json.object().put("words", words));
    }

    @Command(
            name = "assent",
            description = "A participant agrees to the resolution, by one of its people.",
            footer = "Example: sluice incident assent n… --by amal")
    int assent(
            @Parameters(paramLabel = "ID", description = "The incident.") String id,
            @Option(names = "--by", paramLabel = "PERSON", required = true, description = "Who agrees.") String by) {
        return post(id, "assent", Json.object().put("by", by));
    }

    @Command(
            name = "resolve",
            description = {
                "Resolve it: every active participant agreed, or with --senior senior management decided,",
                "which may be from the tenth day after it became known."
            },
            footer = "Example: sluice incident resolve n… --resolution \"the copy was destroyed\"")
    int resolve(
            @Parameters(paramLabel = "ID", description = "The incident.") String id,
            @Option(names = "--resolution", paramLabel = "TEXT", required = true, description = "What was agreed.")
                    String resolution,
            @Option(names = "--senior", description = "Senior management decided.") boolean senior) {
        return post(id, "resolve", Json.object().put("resolution", resolution).put("senior", senior));
    }

    @Command(
            name = "close",
            description = "Close a resolved incident with what was learned; its hold ends.",
            footer = "Example: sluice incident close n… --lessons \"addresses are read back before a release\"")
    int close(
            @Parameters(paramLabel = "ID", description = "The incident.") String id,
            @Option(names = "--lessons", paramLabel = "TEXT", required = true, description = "What was learned.")
                    String lessons) {
        return post(id, "close", Json.object().put("lessons", lessons));
    }

    @Command(
            name = "who-received",
            description = "List who received these deposits, or may: over links and inboxes, when and how much.",
            footer = "Example: sluice incident who-received d…")
    int whoReceived(@Parameters(paramLabel = "DEPOSIT", description = "The deposits.") List<String> deposits) {
        return sluice.answer(sluice.api().get("/receptions?deposits=" + String.join(",", deposits)), all -> {
            if (all.isEmpty()) {
                sluice.out().println("Nobody received it, and no link or inbox holds it.");
                return;
            }
            Table table =
                    Table.of("DEPOSIT", "RECIPIENT", "PARTICIPANT", "AUDIENCE", "VIA", "TIMES", "COMPLETE", "LAST");
            all.forEach(r -> table.row(
                    Json.text(r, "deposit"),
                    Json.text(r, "recipient"),
                    Json.text(r, "participant"),
                    Json.text(r, "audience"),
                    Json.text(r, "way") + " " + Json.text(r, "via"),
                    Json.text(r, "times"),
                    r.path("complete").asBoolean() ? "yes" : "no",
                    Json.text(r, "last")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "register",
            description =
                    "Write the incidents for the common register as CSV, without anything that points at anybody.",
            footer = "Example: sluice incident register > incidents.csv")
    int register() {
        List<String> columns = List.of(
                "nature",
                "severity",
                "certainty",
                "opened",
                "aware",
                "unhcr",
                "toldGroup",
                "toldUnhcr",
                "met",
                "resolved",
                "resolvedBy",
                "closed");
        return sluice.answer(sluice.api().get("/incident-register"), all -> {
            sluice.out().println(String.join(",", columns));
            all.forEach(i -> sluice.out()
                    .println(String.join(
                            ",", columns.stream().map(c -> Json.text(i, c)).toList())));
        });
    }

    private int post(String id, String act, ObjectNode body) {
        return sluice.answer(sluice.api().post(Api.path(INCIDENTS, id, act), body), this::show);
    }

    private void show(JsonNode i) {
        Table.labelled()
                .line("incident", Json.text(i, "id"))
                .line(
                        "nature",
                        Json.text(i, "nature") + ", " + Json.text(i, "severity") + ", " + Json.text(i, "certainty"))
                .line("what", Json.text(i, "what"))
                .line("found", Json.text(i, "found"))
                .line("known since", Json.text(i, "aware"))
                .line("deposits", Json.text(i, "deposits"))
                .line("links", Json.text(i, "links"))
                .line("hold", i.path("hold").asBoolean() ? "yes, nothing of it goes out" : "no")
                .line(
                        "stopped",
                        i.has("stopExternal") && !i.has("resolved")
                                ? "what " + Json.text(i, "stopExternal") + " lets outside, until this is resolved"
                                : "")
                .print(sluice.out());
        i.path("clocks")
                .forEach(clock ->
                        sluice.out().println("  due: " + Json.text(clock, "clock") + " by " + Json.text(clock, "due")));
    }
}
