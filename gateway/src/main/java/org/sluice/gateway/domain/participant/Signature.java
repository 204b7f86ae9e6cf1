package org.sluice.gateway.domain.participant;

import java.time.LocalDate;
import java.util.List;

/** A participant's signature under a protocol, which counts from its day on. */
public record Signature(String participantId, String protocol, LocalDate day) {

    /**
     * Whether a protocol that asks for {@code least} signatories has them on this day. A participant that signed twice is
     * one signatory. The DPISP is in force from the second one and for as long as there are two (section 1.10.1).
     *
     * @param standing the signatures of participants that have not withdrawn
     */
    public static boolean suffice(int least, String protocol, List<Signature> standing, LocalDate day) {
        return standing.stream()
                        .filter(signature -> signature.protocol().equals(protocol))
                        .filter(signature -> !signature.day().isAfter(day))
                        .map(Signature::participantId)
                        .distinct()
                        .count()
                >= least;
    }
}
