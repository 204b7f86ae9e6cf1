package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.clearance.Clearance;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.retention.RetentionRule;
import org.sluice.gateway.usecase.ClearDeposits;
import org.sluice.gateway.usecase.GrantExceptions;
import org.sluice.gateway.usecase.HiddenRecipients;
import org.sluice.gateway.usecase.RotateKeys;
import org.sluice.gateway.usecase.Stewardship;

/** The routes of clearances, exceptions, retention, destruction and keys. Who acts stands in the header Sluice-As. */
final class StewardshipRoutes {
    private static final String ROOT = "/api/v1";
    private static final String CLEARANCES = ROOT + "/clearances";
    private static final String EXCEPTIONS = ROOT + "/exceptions";
    private static final String RETENTION = ROOT + "/retention";

    private final Stewardship acts;
    private final HiddenRecipients recipients;

    StewardshipRoutes(Stewardship acts, HiddenRecipients recipients) {
        this.acts = acts;
        this.recipients = recipients;
    }

    List<ApiRoute> all() {
        List<ApiRoute> all = new java.util.ArrayList<>(clearances());
        all.addAll(exceptions());
        all.addAll(retention());
        all.addAll(destruction());
        return all;
    }

    private List<ApiRoute> clearances() {
        return List.of(
                ApiRoute.get(
                        CLEARANCES,
                        "Lists the clearances, newest first",
                        call -> Answer.done(
                                Json.list(recipients.clearances(acts.clear().all(), call.as()), StewardshipJson::of))),
                ApiRoute.create(
                        CLEARANCES,
                        "Asks for a clearance: the checklist before a release",
                        List.of(
                                Field.text("kind"),
                                Field.maybe("deposit"),
                                Field.maybe("type"),
                                Field.text("audience"),
                                Field.maybe("sender"),
                                Field.maybe("to"),
                                Field.text("risk"),
                                Field.text("mitigation"),
                                Field.text("anonymisation"),
                                Field.text("purpose"),
                                Field.maybe("until")),
                        this::ask),
                ApiRoute.post(
                        CLEARANCES + "/{id}/approve",
                        "Agrees to a clearance, as a second person",
                        List.of(Field.maybe("note")),
                        call -> ApiRoutes.json(
                                acts.clear()
                                        .approve(
                                                call.actor(),
                                                as(call),
                                                call.id(),
                                                call.body().maybe("note").orElse("")),
                                StewardshipJson::of)),
                ApiRoute.post(
                        CLEARANCES + "/{id}/end",
                        "Takes a clearance back, or declines it",
                        List.of(Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.clear()
                                        .end(
                                                call.actor(),
                                                as(call),
                                                call.id(),
                                                call.body().text("reason")),
                                StewardshipJson::of)),
                ApiRoute.post(
                        CLEARANCES + "/{id}/review",
                        "Looks at what went at once for vital interests",
                        List.of(new Field("upheld", Field.Kind.FLAG, true), Field.text("note")),
                        call -> ApiRoutes.json(
                                acts.clear()
                                        .review(
                                                call.actor(),
                                                as(call),
                                                call.id(),
                                                call.body().flag("upheld"),
                                                call.body().text("note")),
                                StewardshipJson::of)),
                ApiRoute.post(
                        ROOT + "/participants/{id}/clearance",
                        "Says how many people a participant wants to look: 0, 1 or 2",
                        List.of(new Field("people", Field.Kind.NUMBER, true)),
                        call -> ApiRoutes.json(
                                acts.clear()
                                        .demand(
                                                call.actor(),
                                                as(call),
                                                call.id(),
                                                call.body().number("people").orElse(-1)),
                                people -> Json.object()
                                        .put("participant", call.id())
                                        .put("people", people))));
    }

    private Answer<? extends JsonNode> ask(ApiCall call) {
        Clearance.Kind kind = java.util.Arrays.stream(Clearance.Kind.values())
                .filter(known -> known.word().equals(call.body().text("kind")))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        Refusal.wrong("bad-kind", "A clearance is one of case, standing, vital-interests.")));
        boolean standing = kind == Clearance.Kind.STANDING;
        String subject = call.body()
                .maybe(standing ? "type" : "deposit")
                .orElseThrow(() -> new RefusedException(Refusal.wrong(
                        "subject-missing",
                        standing
                                ? "A standing clearance names its information type."
                                : "This clearance names its deposit.")));
        return ApiRoutes.json(
                acts.clear()
                        .ask(
                                call.actor(),
                                as(call),
                                new ClearDeposits.Asked(
                                        kind,
                                        subject,
                                        call.body().text("audience"),
                                        call.body().maybe("sender"),
                                        call.body().maybe("to"),
                                        new Clearance.Checklist(
                                                call.body().text("risk"),
                                                call.body().text("mitigation"),
                                                call.body().text("anonymisation"),
                                                call.body().text("purpose")),
                                        call.body().maybe("until").map(Instants::of))),
                StewardshipJson::of);
    }

    private List<ApiRoute> exceptions() {
        return List.of(
                ApiRoute.get(
                        EXCEPTIONS,
                        "Lists the exceptions, newest first",
                        call -> Answer.done(Json.list(
                                recipients.exceptions(acts.exceptions().all(), call.as()), StewardshipJson::of))),
                ApiRoute.create(
                        EXCEPTIONS,
                        "Proposes that what one cell refuses may pass for a while",
                        List.of(
                                Field.text("type"),
                                Field.text("audience"),
                                Field.maybe("to"),
                                Field.text("reason"),
                                Field.text("approval"),
                                Field.text("until")),
                        call -> ApiRoutes.json(
                                acts.exceptions()
                                        .propose(
                                                call.actor(),
                                                as(call),
                                                new GrantExceptions.Proposed(
                                                        call.body().text("type"),
                                                        call.body().text("audience"),
                                                        call.body().maybe("to"),
                                                        call.body().text("reason"),
                                                        call.body().text("approval"),
                                                        Instants.of(call.body().text("until")))),
                                StewardshipJson::of)),
                ApiRoute.post(
                        EXCEPTIONS + "/{id}/approve",
                        "Agrees to an exception, as a second coordinator",
                        List.of(),
                        call -> ApiRoutes.json(
                                acts.exceptions().approve(call.actor(), as(call), call.id()), StewardshipJson::of)),
                ApiRoute.post(
                        EXCEPTIONS + "/{id}/end",
                        "Ends an exception now",
                        List.of(Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.exceptions()
                                        .end(
                                                call.actor(),
                                                as(call),
                                                call.id(),
                                                call.body().text("reason")),
                                StewardshipJson::of)));
    }

    private List<ApiRoute> retention() {
        List<Field> line =
                List.of(Field.text("clock"), Field.maybe("protocol"), Field.maybe("channel"), Field.maybe("type"));
        List<Field> whole = new java.util.ArrayList<>(line);
        whole.addAll(List.of(Field.maybe("act"), Field.number("days"), Field.maybe("on")));
        return List.of(
                ApiRoute.get(
                        RETENTION,
                        "Lists the retention schema",
                        call -> Answer.done(Json.list(acts.keep().schema().rules(), StewardshipJson::of))),
                ApiRoute.post(
                        RETENTION,
                        "Sets a line of the retention schema",
                        whole,
                        call -> ApiRoutes.json(
                                acts.keep().set(call.actor(), as(call), rule(call, true)), StewardshipJson::of)),
                ApiRoute.post(
                        RETENTION + "/unset",
                        "Takes a line of the retention schema back",
                        line,
                        call -> ApiRoutes.json(
                                acts.keep().unset(call.actor(), as(call), rule(call, false)), StewardshipJson::of)),
                ApiRoute.get(
                                RETENTION + "/due",
                                "Lists what is due, or with all=true everything with its day",
                                call -> Answer.done(Json.list(
                                        call.asked("all").filter("true"::equals).isPresent()
                                                ? acts.keep().kept()
                                                : acts.keep().dueNow(),
                                        StewardshipJson::of)))
                        .asking("all"),
                ApiRoute.post(
                        ROOT + "/deposits/{id}/keep",
                        "Keeps a deposit after a look at its sensitivity and at re-identification",
                        List.of(Field.text("sensitivity"), Field.text("reidentification"), Field.text("until")),
                        call -> ApiRoutes.json(
                                acts.keep()
                                        .review(
                                                call.actor(),
                                                as(call),
                                                call.id(),
                                                call.body().text("sensitivity"),
                                                call.body().text("reidentification"),
                                                Instants.of(call.body().text("until"))),
                                StewardshipJson::of)));
    }

    private List<ApiRoute> destruction() {
        return List.of(
                ApiRoute.post(
                        ROOT + "/deposits/{id}/destroy",
                        "Destroys a deposit's content; the answer holds the signed certificate",
                        List.of(Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.destroy()
                                        .destroy(
                                                call.actor(),
                                                as(call),
                                                call.id(),
                                                call.body().text("reason")),
                                StewardshipJson::of)),
                ApiRoute.get(
                        ROOT + "/deposits/{id}/destruction",
                        "Shows the certificates of a destroyed deposit",
                        call -> ApiRoutes.json(acts.destroy().of(call.id()), StewardshipJson::of)),
                ApiRoute.get(
                        ROOT + "/destructions",
                        "Lists the destructions, newest first",
                        call -> Answer.done(Json.list(acts.destroy().all(), StewardshipJson::of))),
                ApiRoute.post(
                        ROOT + "/keys/rotate",
                        "Gives channels a new key version, re-wraps the survivors, deletes the older ones",
                        List.of(Field.maybe("channel")),
                        this::rotate),
                ApiRoute.post(
                        ROOT + "/audit/erase",
                        "Erases the payloads of audit records whose clock has run out",
                        List.of(Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.erase().erase(call.actor(), call.body().text("reason")), StewardshipJson::of)));
    }

    private Answer<? extends JsonNode> rotate(ApiCall call) {
        Optional<String> asked = call.body().maybe("channel");
        List<Channel> channels = asked.isEmpty()
                ? List.of(Channel.values())
                : List.of(asked.flatMap(Channel::of)
                        .orElseThrow(() -> new RefusedException(Refusal.wrong(
                                "bad-channel",
                                "There is no such channel; take " + String.join(", ", Channel.words()) + "."))));
        // One channel that can't be rotated to the end must not keep the others from it.
        List<Answer<RotateKeys.Rotated>> answers = channels.stream()
                .map(channel -> acts.rotate().rotate(call.actor(), channel))
                .toList();
        return Answer.done(Json.list(answers.stream().map(Answer::orThrow).toList(), StewardshipJson::of));
    }

    /** @param timed whether the line says how long; without that only its place counts */
    private static RetentionRule rule(ApiCall call, boolean timed) {
        RetentionRule.Clock clock = RetentionRule.Clock.of(call.body().text("clock"))
                .orElseThrow(() -> new RefusedException(Refusal.wrong(
                        "bad-clock", "There are the clocks " + String.join(", ", RetentionRule.Clock.words()) + ".")));
        String act = call.body().maybe("act").orElse("review");
        Optional<Integer> days = call.body().number("days");
        Optional<LocalDate> on = call.body().maybe("on").map(StewardshipRoutes::day);
        if (days.filter(number -> number < 1).isPresent() || (timed && days.isPresent() == on.isPresent())) {
            throw new RefusedException(Refusal.wrong(
                    "bad-duration", "A line has either a number of days, at least 1, or a day such as 2027-01-31."));
        }
        return new RetentionRule(
                clock,
                call.body().maybe("protocol").orElse(RetentionRule.ANY),
                call.body().maybe("channel").orElse(RetentionRule.ANY),
                call.body().maybe("type").orElse(RetentionRule.ANY),
                RetentionRule.Act.of(act)
                        .orElseThrow(() -> new RefusedException(
                                Refusal.wrong("bad-act", "When it is due, either destroy or review."))),
                timed ? days : Optional.of(1),
                on);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedException(Refusal.wrong("bad-date", "A day is written as 2027-01-31; \"on\" is not one."));
        }
    }

    /** Two people are two persons: an act that counts as a person's needs to say whose. */
    private static String as(ApiCall call) {
        return call.as()
                .orElseThrow(() -> new RefusedException(Refusal.wrong(
                        "person-missing", "Say who acts: in the header Sluice-As, or with --as PERSON.")));
    }
}
