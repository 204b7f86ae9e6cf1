package org.sluice.gateway.usecase;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.ending.ProtocolEnd;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.Signature;
import org.sluice.gateway.domain.protocol.Audience;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.domain.protocol.Parties;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Question;
import org.sluice.gateway.domain.protocol.Timeline;
import org.sluice.gateway.policy.Loaded;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.store.Adherences;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.store.ProtocolEnds;

/**
 * The protocols of this gateway, and the engine applied to what is on record. Reads the documents anew at each question, so
 * that a changed protocol counts from the next request on; only their parsing is remembered. Thread-safe.
 */
public final class Rulebook {
    /** By the digest of the text, which can't change its meaning: so nothing here can outlive a changed protocol. */
    private final Cache<String, Protocol> parsed =
            Caffeine.newBuilder().maximumSize(100).build();

    private final List<ExitRule> exitRules;

    /** @param exitRules what must hold besides the matrix; all of them are asked */
    public Rulebook(List<ExitRule> exitRules) {
        this.exitRules = List.copyOf(exitRules);
    }

    /** What can be asked of a file before its first byte: all but the rules that judge by its content. */
    Rulebook beforeContent() {
        return new Rulebook(
                exitRules.stream().filter(rule -> !rule.readsContent()).toList());
    }

    /** Whether work under way on a deposit may still change what is said of it. */
    boolean waiting(Handle sql, Deposit deposit) {
        return exitRules.stream().anyMatch(rule -> rule.waiting(sql, deposit));
    }

    /** All versions on record. A document that does not load any more is an error, never skipped: it would widen the rest. */
    public List<Protocol> all(Handle sql) {
        List<Protocol> protocols = new ArrayList<>();
        for (String digest : ProtocolDocuments.digests(sql)) {
            protocols.add(protocol(sql, digest));
        }
        return protocols;
    }

    /**
     * All versions on record with the instants from which they count, the earliest loaded first; without those that the
     * group has ended by this instant.
     */
    List<Timeline.Version> versions(Handle sql, Instant now) {
        List<ProtocolEnd> reached =
                ProtocolEnds.all(sql).stream().filter(end -> end.reached(now)).toList();
        List<Timeline.Version> standing = new ArrayList<>();
        for (ProtocolDocuments.Version recorded : ProtocolDocuments.versions(sql)) {
            Timeline.Version version = new Timeline.Version(protocol(sql, recorded.digest()), recorded.accepted());
            boolean ended = reached.stream()
                    .anyMatch(end -> end.protocol().equals(version.protocol().id())
                            && end.endsVersion(recorded.loaded(), version.begins()));
            if (!ended) {
                standing.add(version);
            }
        }
        return standing;
    }

    public List<Protocol> inForce(Handle sql, Instant now) {
        List<Protocol> dated = Timeline.inForce(versions(sql, now), now);
        if (dated.stream().allMatch(protocol -> protocol.membership().leastSignatures() == 0)) {
            return dated;
        }
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        List<Signature> standing = Adherences.standing(sql);
        return dated.stream()
                .filter(protocol ->
                        Signature.suffice(protocol.membership().leastSignatures(), protocol.id(), standing, day))
                .toList();
    }

    /** Every information type that a protocol in force knows, by id, each once. */
    public List<InformationType> types(Handle sql, Instant now) {
        List<InformationType> types = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Protocol protocol : inForce(sql, now)) {
            for (InformationType type : protocol.informationTypes()) {
                if (seen.add(type.id())) {
                    types.add(type);
                }
            }
        }
        return types;
    }

    /** Every function of persons that a protocol on record knows. */
    Set<String> functions(Handle sql) {
        Set<String> functions = new HashSet<>();
        all(sql).forEach(protocol -> protocol.vocabulary().functions().forEach(term -> functions.add(term.id())));
        return functions;
    }

    public boolean knowsType(Handle sql, String type, Instant now) {
        return types(sql, now).stream().anyMatch(known -> known.id().equals(type));
    }

    /** Every information type of the protocols on record, in force or not. */
    Set<String> typeIds(Handle sql) {
        Set<String> types = new HashSet<>();
        all(sql).forEach(protocol -> protocol.informationTypes().forEach(type -> types.add(type.id())));
        return types;
    }

    /** Every audience of the protocols on record: who signs has to be enrolled before the signatures make one count. */
    Set<String> audiences(Handle sql) {
        Set<String> audiences = new HashSet<>();
        all(sql).forEach(protocol -> protocol.audiences().forEach(audience -> audiences.add(audience.id())));
        return audiences;
    }

    /** Whether files of a type are about cases: so a protocol that says which elements of a case may go to whom. */
    boolean aboutCases(Handle sql, String type, Instant now) {
        return inForce(sql, now).stream()
                .anyMatch(protocol -> !protocol.vocabulary().elements().isEmpty()
                        && protocol.informationType(type).isPresent());
    }

    public boolean knowsAudience(Handle sql, String audience, Instant now) {
        return inForce(sql, now).stream()
                .anyMatch(protocol -> protocol.audience(audience).isPresent());
    }

    /** For a type that no protocol in force knows: the words that one does know. */
    Refusal unknownType(Handle sql, String type, Instant now) {
        return unknown("information type", type, types(sql, now).stream().map(InformationType::id));
    }

    /** For an audience that no protocol in force knows: the words that one does know. */
    Refusal unknownAudience(Handle sql, String audience, Instant now) {
        return unknown(
                "audience",
                audience,
                inForce(sql, now).stream()
                        .flatMap(protocol -> protocol.audiences().stream())
                        .map(Audience::id));
    }

    private static Refusal unknown(String what, String word, Stream<String> known) {
        Refusal unknown = Refusal.unknown(what, word);
        return Refusal.of(
                unknown.kind(),
                unknown.code(),
                unknown.message() + " The protocols in force know: "
                        + known.distinct().collect(Collectors.joining(", ")) + ".");
    }

    /** The least channel for a label as declared, standard labels counted. */
    public Channel floor(Handle sql, Label declared, Instant now) {
        List<Protocol> inForce = inForce(sql, now);
        return Engine.floor(inForce, Engine.standardOr(inForce, declared));
    }

    /** The label that counts: as declared, with the standard label where a fixed form has one. */
    public Label counted(Handle sql, Label declared, Instant now) {
        return Engine.standardOr(inForce(sql, now), declared);
    }

    /** Could this deposit go to this audience, from whoever may send it to whoever may receive it? */
    public Decision decide(Handle sql, Deposit deposit, String audience, Instant now) {
        List<Protocol> inForce = inForce(sql, now);
        return Engine.decide(
                inForce,
                new Question(
                        label(inForce, deposit),
                        audience,
                        Parties.FITTING,
                        FactsCounted.forAudience(sql, inForce, deposit, audience, now)));
    }

    /** May this deposit go to this recipient, by the matrix? */
    public Decision decide(Handle sql, Exit exit, Instant now) {
        return decideUnder(sql, inForce(sql, now), exit, now);
    }

    /** The same, were these the protocols in force. */
    Decision decideUnder(Handle sql, List<Protocol> protocols, Exit exit, Instant now) {
        Decision decision = Engine.decide(
                protocols,
                new Question(
                        label(protocols, exit.deposit()),
                        exit.audience(),
                        FactsCounted.parties(sql, exit),
                        FactsCounted.forExit(sql, protocols, exit, now)));
        return Excepted.lift(sql, decision, exit, now);
    }

    private static Label label(List<Protocol> inForce, Deposit deposit) {
        return Engine.standardOr(inForce, deposit.label().inChannel(deposit.channel()));
    }

    /** Everything besides the matrix that speaks against an exit; empty where nothing does. */
    public List<Refusal> against(Handle sql, Exit exit, Instant now) {
        return exitRules.stream()
                .flatMap(rule -> rule.against(sql, exit, now).stream())
                .toList();
    }

    /** What besides the matrix keeps a deposit from everybody. */
    List<Refusal> holding(Handle sql, Deposit deposit, Instant now) {
        return exitRules.stream()
                .flatMap(rule -> rule.holding(sql, deposit, now).stream())
                .toList();
    }

    /** Whether the matrix permits this exit and nothing else speaks against it. */
    boolean permits(Handle sql, Exit exit, Instant now) {
        return decide(sql, exit, now) instanceof Decision.Permit
                && against(sql, exit, now).isEmpty();
    }

    /** The first protocol in force that knows the type: for titles and channel rules. */
    public Optional<Protocol> governing(Handle sql, String type, Instant now) {
        return Engine.deciding(inForce(sql, now), type).stream().findFirst();
    }

    private Protocol protocol(Handle sql, String digest) {
        return parsed.get(
                digest, unread -> parse(ProtocolDocuments.find(sql, unread).orElseThrow()));
    }

    private static Protocol parse(ProtocolDocuments.Document document) {
        Loaded loaded = ProtocolFile.load(document.text());
        return switch (loaded) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad ->
                throw new IllegalStateException("The protocol " + document.id() + " " + document.version()
                        + " on record does not load: " + bad.mistakes());
        };
    }
}
