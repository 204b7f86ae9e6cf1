package org.sluice.bench;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.FactsOnRecord;
import org.sluice.gateway.domain.protocol.Parties;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Question;
import org.sluice.gateway.policy.ProtocolFile;

/** How long one warm decision takes, with all shipped protocols in force, for a question of each; see decisions.sh. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBench {
    private final List<Protocol> inForce = List.of(
            ProtocolFile.shipped("turkey-cross-border"),
            ProtocolFile.shipped("iasc-template"),
            ProtocolFile.shipped("alliance-dpisp"));

    private final Question turkey = question(
            "permit",
            "meeting-minutes",
            "members",
            Set.of("active-member", "attends-meetings", "reports-4w", "prior-approval"),
            "organizations=named",
            "location=sub-district",
            "persons=none");

    private final Question iasc = question(
            "permit",
            "beneficiary-lists",
            "bilateral-partner",
            Set.of(
                    "specified-purpose",
                    "formal-request",
                    "case-by-case-approval",
                    "highest-protection-standards",
                    "bilateral-agreement"),
            "persons=personal");

    private final Question dpisp = question(
            "permit",
            "case-referral",
            "service-provider",
            Set.of("consent", "informed", "no-objection", "same-protection", "need-to-know"),
            "persons=personal",
            "elements=names,basic-biographical,residence,residence-safe-and-necessary,specific-needs",
            "withheld=contact-details",
            "marks=unhcr");

    private final Question refused = question(
            "refuse",
            "aggregate-data",
            "local-authority",
            Set.of(),
            "persons=personal",
            "elements=names,open-cases,protection-concerns",
            "small-counts=present",
            "marks=unhcr");

    private Question question(String answer, String type, String audience, Set<String> facts, String... said) {
        Label label = Label.of(Channel.STRICTLY_CONFIDENTIAL, type);
        for (String one : said) {
            String[] parts = one.split("=", 2);
            label = switch (label.with(parts[0], parts[1])) {
                case LabelChange.Accepted accepted -> accepted.label();
                case LabelChange.Mistaken mistaken -> throw new IllegalArgumentException(mistaken.sentence());
            };
        }
        Question question = new Question(
                label,
                audience,
                new Parties(Optional.of(Set.of("case-worker")), true),
                new FactsOnRecord(facts, Set.of()));
        // A benchmark of the wrong answer would measure a short cut.
        Decision decision = Engine.decide(inForce, question);
        if (!decision.word().equals(answer)) {
            throw new IllegalStateException(type + ": expected " + answer + " but it is " + decision);
        }
        return question;
    }

    @Benchmark
    public Decision turkeyPermit() {
        return Engine.decide(inForce, turkey);
    }

    @Benchmark
    public Decision iascPermit() {
        return Engine.decide(inForce, iasc);
    }

    @Benchmark
    public Decision dpispPermit() {
        return Engine.decide(inForce, dpisp);
    }

    @Benchmark
    public Decision dpispRefuse() {
        return Engine.decide(inForce, refused);
    }
}
