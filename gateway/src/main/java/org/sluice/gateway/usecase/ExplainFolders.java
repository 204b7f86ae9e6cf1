package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Limits;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Titles;
import org.sluice.gateway.policy.TypeHelp;

/** What people who deposit are told of the folders, as the protocols in force have it right now. Thread-safe. */
public final class ExplainFolders {
    private final Ledger ledger;
    private final Rulebook rules;
    private final Duration grace;
    private final Limits limits;

    /** @param grace how long a closed upload may still be changed */
    public ExplainFolders(Ledger ledger, Rulebook rules, Duration grace, Limits limits) {
        this.ledger = ledger;
        this.rules = rules;
        this.grace = grace;
        this.limits = limits;
    }

    /**
     * All of it.
     *
     * @param since when the newest of the protocols came into force
     * @param largest bytes of the largest file by channel
     */
    public record Folders(
            List<Protocol> protocols,
            List<TypeHelp> types,
            Instant since,
            Duration grace,
            Duration waiting,
            Map<Channel, Long> largest) {
        public Folders {
            protocols = List.copyOf(protocols);
            types = List.copyOf(types);
            largest = Map.copyOf(largest);
        }
    }

    /** What the protocols in force say to everybody who connects, in the order of the protocols' ids. */
    public List<Titles> banners() {
        return ledger.read(sql -> rules.inForce(sql, ledger.now()).stream()
                .sorted(Comparator.comparing(Protocol::id))
                .flatMap(protocol -> protocol.banner().stream())
                .toList());
    }

    public Folders folders() {
        Instant now = ledger.now();
        return ledger.read(sql -> {
            List<Protocol> inForce = rules.inForce(sql, now);
            List<TypeHelp> types = rules.types(sql, now).stream()
                    .map(type -> help(sql, type, now))
                    .toList();
            Instant since = inForce.stream()
                    .map(Protocol::inForceFrom)
                    .max(Comparator.naturalOrder())
                    .map(ExplainFolders::begin)
                    .orElse(Instant.EPOCH);
            return new Folders(inForce, types, since, grace, KeepSideFiles.WAIT, limits.largest());
        });
    }

    private TypeHelp help(Handle sql, InformationType type, Instant now) {
        Label bare = Label.of(Channel.PUBLIC, type.id());
        Label least = bare;
        for (Dimension dimension : Arrays.asList(Dimension.values())) {
            least = least.declaring(dimension.levels().getFirst());
        }
        return new TypeHelp(
                type,
                rules.governing(sql, type.id(), now).orElseThrow(),
                rules.floor(sql, bare, now),
                rules.floor(sql, least, now));
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
