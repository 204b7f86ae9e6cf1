package org.sluice.gateway.domain.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.domain.protocol.Onward;

/**
 * How a recipient may use what it gets, taken from the decisions on the files: the strictest of them all, so that one word
 * covers what lies together.
 *
 * @param passing to whom it may be passed on, where the disclosure is limited
 * @param destroyBy by when it must be destroyed
 */
public record Terms(Disclosure disclosure, Onward passing, Optional<Instant> destroyBy) {

    public static Terms of(List<Obligations> obligations, Optional<Instant> destroyBy) {
        return new Terms(
                obligations.stream()
                        .map(Obligations::disclosure)
                        .max(Comparator.naturalOrder())
                        .orElse(Disclosure.NO_FURTHER),
                obligations.stream()
                        .map(Obligations::passing)
                        .reduce(Onward::and)
                        .orElse(Onward.NOWHERE),
                destroyBy);
    }

    /** Whether there is anything to agree to. */
    public boolean bind() {
        return disclosure != Disclosure.FREE || destroyBy.isPresent();
    }

    /** The terms in one fixed spelling, for the record. */
    public String canonical() {
        String limits = disclosure == Disclosure.LIMITED
                ? "; to: " + String.join(",", new TreeSet<>(passing.to())) + "; inside: " + passing.insideOrganisation()
                : "";
        return "disclosure: " + disclosure.word() + limits
                + destroyBy.map(instant -> "; destroy-by: " + instant).orElse("");
    }

    /** Names exactly these terms: what was agreed to before they changed does not fit. */
    public String digest() {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(canonical().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
