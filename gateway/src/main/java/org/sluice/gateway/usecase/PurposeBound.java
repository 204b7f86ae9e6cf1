package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;

/**
 * No use beyond the purposes that consent was given for (PIM principles, "Informed consent and confidentiality"). Where a
 * label names {@code consented-purposes}, a release's purpose begins with one of them, alone or before a colon:
 * {@code health-referral: appointment of 3 March}. A label that names none leaves it to the protocol.
 */
public final class PurposeBound implements ExitRule {
    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        Optional<List<String>> consented = exit.deposit().label().particulars().consentedPurposes();
        if (consented.isEmpty() || consented.get().contains(code(exit.purpose()))) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                Refusal.Kind.REFUSED,
                "beyond-purpose",
                "Consent for " + exit.deposit().id() + " was given for "
                        + (consented.get().isEmpty() ? "no purpose" : String.join(", ", consented.get()))
                        + ", and this release is for \"" + exit.purpose()
                        + "\". "
                        + consented.get().stream()
                                .findFirst()
                                .map(purpose -> "Begin the purpose with one of them, as in \"" + purpose
                                        + ": …\", or ask anew for consent.")
                                .orElse("Ask anew for consent.")));
    }

    private static String code(String purpose) {
        int colon = purpose.indexOf(':');
        return (colon < 0 ? purpose : purpose.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    }
}
