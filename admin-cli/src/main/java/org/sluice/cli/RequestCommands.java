package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What third parties ask for, and what government bodies demand. */
@Command(name = "request", description = "What third parties ask for, and what government bodies demand.")
final class RequestCommands {
    private static final String REQUESTS = "requests";

    private final Sluice sluice;

    RequestCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "take",
            description = "Take in a written request for information. What it lacks is named, all at once.",
            footer = {
                "Example: sluice request take --from donor --written \"letter of 3 March\" --what \"figures of reach\" \\",
                "           --purpose \"annual report\" --format table --scope \"one province, 2029\" \\",
                "           --until 2030-06-01 --destroy-by 2030-09-01"
            })
    int take(
            @Option(names = "--from", paramLabel = "CONTACT", description = "Who asks.") @Nullable String from,
            @Option(names = "--written", paramLabel = "TEXT", description = "Where the written request lies.") @Nullable
                    String written,
            @Option(names = "--what", paramLabel = "TEXT", description = "What exactly.") @Nullable String what,
            @Option(names = "--purpose", paramLabel = "TEXT", description = "For what purpose.") @Nullable
                    String purpose,
            @Option(names = "--format", paramLabel = "TEXT", description = "In what format.") @Nullable String format,
            @Option(names = "--scope", paramLabel = "TEXT", description = "Which area and period.") @Nullable
                    String scope,
            @Option(names = "--until", paramLabel = "DAY", description = "It may be used until this day begins.")
                    @Nullable
                    String until,
            @Option(names = "--destroy-by", paramLabel = "DAY", description = "It is destroyed by then.") @Nullable
                    String destroyBy,
            @Option(
                            names = "--standing",
                            description = "It is answered again and again until then, for its purpose alone.")
                    boolean standing,
            @Option(names = "--every", paramLabel = "PERIOD", description = "How often, for example 30d or 1m.")
                    @Nullable
                    String every) {
        ObjectNode body = Json.object().put("standing", standing);
        Fields.some(body, "from", from);
        Fields.some(body, "written", written);
        Fields.some(body, "what", what);
        Fields.some(body, "purpose", purpose);
        Fields.some(body, "format", format);
        Fields.some(body, "scope", scope);
        Fields.some(body, "until", until);
        Fields.some(body, "destroyBy", destroyBy);
        Fields.some(body, "every", every);
        return sluice.answer(sluice.api().post("/" + REQUESTS, body), this::show);
    }

    @Command(name = "list", description = "List the requests.", footer = "Example: sluice request list")
    int list() {
        return sluice.answer(sluice.api().get("/" + REQUESTS), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No requests on record. Take one in: sluice request take --help");
                return;
            }
            Table table = Table.of("ID", "FROM", "WHAT", "UNTIL", "OUTCOME", "DESTROY BY", "DESTROYED");
            all.forEach(r -> table.row(
                    Json.text(r, "id"),
                    Json.text(r, "from"),
                    Json.text(r, "what"),
                    Json.text(r, "until"),
                    Json.text(r, "outcome"),
                    Json.text(r, "destroyBy"),
                    Json.text(r, "destroyed")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "show",
            description = "Show a request and those that resemble it.",
            footer = "Example: sluice request show q…")
    int show(@Parameters(paramLabel = "ID", description = "The request.") String id) {
        return sluice.answer(sluice.api().get(Api.path(REQUESTS, id)), this::show);
    }

    @Command(
            name = "check",
            description = "A coordinator says whether it is proportionate; what is not said counts as no.",
            footer =
                    "Example: sluice request check q… --by cora --necessary --least --harmless --words \"totals only\"")
    int check(
            @Parameters(paramLabel = "ID", description = "The request.") String id,
            @Option(names = "--by", paramLabel = "PERSON", required = true, description = "The coordinator.") String by,
            @Option(names = "--necessary", description = "The purpose needs it.") boolean necessary,
            @Option(names = "--least", description = "Nothing less would do.") boolean least,
            @Option(names = "--harmless", description = "It harms nobody, now or later.") boolean harmless,
            @Option(names = "--words", paramLabel = "TEXT", required = true, description = "Why.") String words) {
        return post(
                id,
                "check",
                Json.object()
                        .put("by", by)
                        .put("necessary", necessary)
                        .put("least", least)
                        .put("harmless", harmless)
                        .put("words", words));
    }

    @Command(
            name = "refer",
            description = "Refer it upwards, where it is not clear whether to grant it.",
            footer = "Example: sluice request refer q… --to \"humanitarian country team\"")
    int refer(
            @Parameters(paramLabel = "ID", description = "The request.") String id,
            @Option(names = "--to", paramLabel = "TEXT", required = true, description = "To whom.") String to) {
        return post(id, "refer", Json.object().put("to", to));
    }

    @Command(
            name = "answer",
            description = {
                "Answer it: granted, partly or refused. A grant lets these deposits go to who asked until the request ends,",
                "for its purpose alone, and puts on record what cells ask for. A standing request is answered again and again, and",
                "can be given whole types of the participant that grants it; it is for its own purpose too."
            },
            footer = "Example: sluice request answer q… partly --by relief-a --deposit d… --reason \"totals will do\"")
    int answer(
            @Parameters(index = "0", paramLabel = "ID", description = "The request.") String id,
            @Parameters(index = "1", paramLabel = "OUTCOME", description = "granted, partly or refused.")
                    String outcome,
            @Option(names = "--by", paramLabel = "PARTICIPANT", description = "Who grants it.") @Nullable String by,
            @Option(names = "--deposit", paramLabel = "ID", description = "What is given; may be repeated.") @Nullable
                    List<String> deposits,
            @Option(names = "--type", paramLabel = "T", description = "A whole type; may be repeated.") @Nullable
                    List<String> types,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        ObjectNode body = Json.object().put("outcome", outcome).put("reason", reason);
        Fields.some(body, "by", by);
        Fields.list(body, "deposits", deposits == null ? List.of() : deposits);
        Fields.list(body, "types", types == null ? List.of() : types);
        return post(id, "answer", body);
    }

    @Command(
            name = "again",
            description = "Answer a standing request once more, with more deposits or types.",
            footer = "Example: sluice request again q… --by relief-a --deposit d…")
    int again(
            @Parameters(paramLabel = "ID", description = "The request.") String id,
            @Option(names = "--by", paramLabel = "PARTICIPANT", required = true, description = "Who gives it.")
                    String by,
            @Option(names = "--deposit", paramLabel = "ID", description = "What is given; may be repeated.") @Nullable
                    List<String> deposits,
            @Option(names = "--type", paramLabel = "T", description = "A whole type; may be repeated.") @Nullable
                    List<String> types) {
        ObjectNode body = Json.object().put("by", by);
        Fields.list(body, "deposits", deposits == null ? List.of() : deposits);
        Fields.list(body, "types", types == null ? List.of() : types);
        return post(id, "again", body);
    }

    @Command(
            name = "destroyed",
            description = "Put on record that the third party confirmed the destruction.",
            footer = "Example: sluice request destroyed q… --words \"letter of 2 September\"")
    int destroyed(
            @Parameters(paramLabel = "ID", description = "The request.") String id,
            @Option(names = "--words", paramLabel = "TEXT", required = true, description = "Where it is written.")
                    String words) {
        return post(id, "destroyed", Json.object().put("words", words));
    }

    @Command(
            name = "demand",
            description = "Put a government body's demand on record: the group is consulted, and nothing is released.",
            footer = "Example: sluice request demand --body \"a ministry\" --what \"a list\" --ground \"an order\""
                    + " --participant relief-a")
    int demand(
            @Option(names = "--body", paramLabel = "TEXT", required = true, description = "Who demands.") String body,
            @Option(names = "--what", paramLabel = "TEXT", required = true, description = "What exactly.") String what,
            @Option(names = "--ground", paramLabel = "TEXT", required = true, description = "On what ground.")
                    String ground,
            @Option(names = "--participant", paramLabel = "ID", description = "Whose information; may be repeated.")
                    @Nullable
                    List<String> participants) {
        ObjectNode json = Json.object().put("body", body).put("what", what).put("ground", ground);
        Fields.list(json, "participants", participants == null ? List.of() : participants);
        return sluice.answer(sluice.api().post("/demands", json), this::demand);
    }

    @Command(name = "demands", description = "List the demands.", footer = "Example: sluice request demands")
    int demands() {
        return sluice.answer(sluice.api().get("/demands"), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No demands on record.");
            }
            all.forEach(this::demand);
        });
    }

    @Command(
            name = "demand-close",
            description = "Close a demand with what the consultation came to.",
            footer = "Example: sluice request demand-close m… --outcome \"declined, and said so in writing\"")
    int closeDemand(
            @Parameters(paramLabel = "ID", description = "The demand.") String id,
            @Option(names = "--outcome", paramLabel = "TEXT", required = true, description = "What it came to.")
                    String outcome) {
        return sluice.answer(
                sluice.api()
                        .post(Api.path("demands", id, "close"), Json.object().put("outcome", outcome)),
                this::demand);
    }

    private int post(String id, String act, ObjectNode body) {
        return sluice.answer(sluice.api().post(Api.path(REQUESTS, id, act), body), this::show);
    }

    private void demand(JsonNode d) {
        Table.labelled()
                .line("demand", Json.text(d, "id"))
                .line("by", Json.text(d, "body"))
                .line("what", Json.text(d, "what"))
                .line("ground", Json.text(d, "ground"))
                .line("participants", Json.text(d, "participants"))
                .line("outcome", Json.text(d, "outcome"))
                .print(sluice.out());
    }

    /** A coordinator's answers in words; empty where there is no check yet. */
    private static String check(JsonNode check) {
        return check.isMissingNode()
                ? ""
                : said(check, "necessary", "necessary") + ", "
                        + said(check, "least", "the least that will do") + ", "
                        + said(check, "harmless", "harmless") + "; by "
                        + Json.text(check, "by") + ": " + Json.text(check, "words");
    }

    private static String said(JsonNode check, String name, String words) {
        return (check.path(name).asBoolean() ? "" : "not ") + words;
    }

    private void show(JsonNode r) {
        Table.labelled()
                .line("request", Json.text(r, "id"))
                .line("from", Json.text(r, "from"))
                .line("written", Json.text(r, "written"))
                .line("what", Json.text(r, "what"))
                .line("purpose", Json.text(r, "purpose"))
                .line("format", Json.text(r, "format"))
                .line("scope", Json.text(r, "scope"))
                .line("until", Json.text(r, "until"))
                .line("destroy by", Json.text(r, "destroyBy"))
                .line("resembles", Json.text(r, "similar"))
                .line("check", check(r.path("check")))
                .line("referred to", Json.text(r, "referredTo"))
                .line("outcome", Json.text(r, "outcome"))
                .line("reason", Json.text(r, "reason"))
                .line("deposits", Json.text(r, "deposits"))
                .line("types", Json.text(r, "types"))
                .line("next answer", Json.text(r, "answerAgain"))
                .line("destroyed", Json.text(r, "destroyed"))
                .print(sluice.out());
    }
}
