package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.usecase.HiddenRecipients;
import org.sluice.gateway.usecase.Registers;

/** The routes of the registers, each as JSON and as CSV. */
final class RegisterRoutes {
    private static final String ROOT = "/api/v1/registers";
    /** A spreadsheet would take these for a formula, and a name comes from anybody. */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r]");

    private final Registers registers;
    private final HiddenRecipients recipients;

    RegisterRoutes(Registers registers, HiddenRecipients recipients) {
        this.registers = registers;
        this.recipients = recipients;
    }

    List<ApiRoute> all() {
        Function<ApiCall, Registers.Register> data = call -> registers.data(call.actor());
        Function<ApiCall, Registers.Register> access = call -> {
            recipients.requireOversight(call.as());
            return registers.access(call.actor());
        };
        Function<ApiCall, Registers.Register> passedOn = call -> registers.passedOn(call.actor());
        String[] period = {"type", "from", "to"};
        return List.of(
                json("/data", "The data management registry: what is held", data),
                csv("/data.csv", "The same as CSV", data),
                json("/not-reported", "Participants without a deposit of a type in a period", this::notReported)
                        .asking(period),
                csv("/not-reported.csv", "The same as CSV", this::notReported).asking(period),
                json("/access", "Who can reach what, and on whose authority", access),
                csv("/access.csv", "The same as CSV", access),
                json("/passed-on", "What recipients reported that they passed on, and to whom", passedOn),
                csv("/passed-on.csv", "The same as CSV", passedOn));
    }

    private Registers.Register notReported(ApiCall call) {
        Optional<String> asked = call.asked("type");
        if (asked.isEmpty()) {
            if (call.asked("from").isPresent() || call.asked("to").isPresent()) {
                throw new RefusedException(Refusal.wrong(
                        "type-missing",
                        "A period is asked for one type: say in \"type\" which. Without one every type has the period"
                                + " of its protocol."));
            }
            return registers.notReported(call.actor());
        }
        Instant to = call.asked("to").map(Instants::of).orElseGet(registers::now);
        Instant from = call.asked("from").map(Instants::of).orElse(to.minus(Duration.ofDays(31)));
        return registers.notReported(call.actor(), asked.get(), from, to);
    }

    private static ApiRoute json(String path, String summary, Function<ApiCall, Registers.Register> register) {
        return ApiRoute.get(ROOT + path, summary, call -> {
            Registers.Register read = register.apply(call);
            return Answer.done(Json.list(read.rows(), row -> {
                ObjectNode json = Json.object();
                for (int i = 0; i < row.size(); i++) {
                    if (!row.get(i).isEmpty()) {
                        json.put(read.columns().get(i), row.get(i));
                    }
                }
                return json;
            }));
        });
    }

    private static ApiRoute csv(String path, String summary, Function<ApiCall, Registers.Register> register) {
        return ApiRoute.csv(ROOT + path, summary, call -> {
            Registers.Register read = register.apply(call);
            StringBuilder text = new StringBuilder(line(read.columns()));
            read.rows().forEach(row -> text.append(line(row)));
            return text.toString();
        });
    }

    private static String line(List<String> values) {
        return values.stream().map(RegisterRoutes::value).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String value(String value) {
        String safe = FORMULA.matcher(value).find() ? "'" + value : value;
        return safe.matches("[^\",\\r\\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
