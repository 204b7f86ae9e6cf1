package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.usecase.FollowRelease;
import org.sluice.gateway.usecase.Overview;
import org.sluice.gateway.usecase.SummariseRelease;

/** The routes by which a releaser follows a release, and keeps what became of it. */
final class FollowRoutes {
    private static final String RELEASE = "/api/v1/releases/{id}";

    private final ApiActs acts;

    FollowRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        RELEASE + "/progress",
                        "Says how far each recipient of a release has come",
                        call -> acts.overview()
                                .release(call.id(), call.as())
                                .then(seen -> Answer.done(
                                        Json.list(acts.link().follow().steps(seen), FollowRoutes::of)))),
                ApiRoute.csv(
                        RELEASE + "/summary.csv",
                        "Who got what of a release, when, and under which rule",
                        call -> acts.link().summary().csv(seen(call))),
                new ApiRoute(
                        "GET",
                        RELEASE + "/summary.pdf",
                        "The same as a PDF, for the file",
                        List.of(),
                        false,
                        List.of(),
                        200,
                        ApiRoute.WORDS,
                        (ApiRoute.Bytes) this::pdf));
    }

    /** @throws RefusedException where it may not be seen, which answers as elsewhere */
    private Overview.ReleaseSeen seen(ApiCall call) {
        return acts.overview().release(call.id(), call.as()).orThrow();
    }

    private static ObjectNode of(FollowRelease.Step step) {
        ObjectNode json = Json.object()
                .put("recipient", step.recipient())
                .put("name", step.name())
                .put("stage", step.stage().word())
                .put("last", step.stage().isLast())
                .put("files", step.files())
                .put("of", step.of())
                .put("bytes", step.bytes())
                .put("size", step.size());
        Json.maybe(json, "link", step.linkId());
        Json.maybe(json, "since", step.since());
        return json;
    }

    private void pdf(ApiCall call, OutputStream out) throws IOException {
        Overview.ReleaseSeen seen = seen(call);
        Release release = seen.release();
        SummaryPdf pdf = new SummaryPdf();
        pdf.title("Release " + release.id());
        pdf.line("purpose", release.purpose());
        pdf.line("released by", release.personId() + " of " + release.participantId());
        pdf.line("released", release.created().toString());
        pdf.line("until", release.expires().toString());
        pdf.line("taken back", release.revoked().map(Object::toString).orElse(""));
        pdf.line("summary made", acts.link().summary().now().toString());
        for (List<String> row : acts.link().summary().rows(seen)) {
            pdf.head(row.get(0) + " as " + row.get(3));
            for (int i = 1; i < row.size(); i++) {
                if (i != 3) {
                    pdf.line(SummariseRelease.COLUMNS.get(i).replace('_', ' '), row.get(i));
                }
            }
        }
        pdf.write(out);
    }
}
