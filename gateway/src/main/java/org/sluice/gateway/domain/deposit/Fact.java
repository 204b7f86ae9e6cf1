package org.sluice.gateway.domain.deposit;

import java.time.Instant;
import java.util.Optional;

/** Something on record that a cell of the matrix asks for, such as the owner's consent; {@code by} is the participant. */
public record Fact(
        String id,
        String kind,
        String depositId,
        String by,
        Optional<String> note,
        String recordedBy,
        Instant recorded) {}
