package org.sluice.gateway.domain.request;

import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;

/**
 * A request for information as it comes in. All of it is asked for: IASC template, annex C.
 *
 * @param from the contact that asks
 * @param written where the written request lies, such as "letter of 3 March"
 * @param what exactly is requested
 * @param scope the part of it that the purpose needs: which area, which period
 * @param until the first instant at which it may be used no more
 * @param destroyBy when it must be destroyed at the latest
 * @param standing whether it is answered again and again until then, for its written purpose as any other
 * @param every how often a standing request is to be answered; nothing where it does not say
 */
public record Intake(
        Optional<String> from,
        Optional<String> written,
        Optional<String> what,
        Optional<String> purpose,
        Optional<String> format,
        Optional<String> scope,
        Optional<Instant> until,
        Optional<Instant> destroyBy,
        boolean standing,
        Optional<Period> every) {

    /** What speaks against taking it in, all of it at once; nothing for a complete request. */
    public Optional<Refusal> against(Instant now) {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            return Optional.of(new Refusal(
                    Refusal.Kind.WRONG,
                    "request-incomplete",
                    "A request for information is written and specific; ask the third party for what is missing: "
                            + String.join(", ", missing) + ".",
                    missing));
        }
        if (every.isPresent()
                && (!standing || every.get().isZero() || every.get().isNegative())) {
            return Optional.of(Refusal.wrong(
                    "bad-period", "Only a standing request is answered every so often; give some days or months."));
        }
        if (!until.orElseThrow().isAfter(now)) {
            return Optional.of(
                    Refusal.wrong("bad-period", "The time for which it is asked is over; give a later \"until\"."));
        }
        return destroyBy.orElseThrow().isBefore(until.orElseThrow())
                ? Optional.of(Refusal.wrong(
                        "bad-period", "It is destroyed when its use ends or later; give a later date of destruction."))
                : Optional.empty();
    }

    /** The fields that were not given, by the names that people write. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        text(missing, "from", from);
        text(missing, "written", written);
        text(missing, "what", what);
        text(missing, "purpose", purpose);
        text(missing, "format", format);
        text(missing, "scope", scope);
        if (until.isEmpty()) {
            missing.add("until");
        }
        if (destroyBy.isEmpty()) {
            missing.add("destroy-by");
        }
        return missing;
    }

    private static void text(List<String> missing, String name, Optional<String> text) {
        if (text.filter(words -> !words.isBlank()).isEmpty()) {
            missing.add(name);
        }
    }
}
