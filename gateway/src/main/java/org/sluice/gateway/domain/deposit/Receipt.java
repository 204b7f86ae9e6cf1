package org.sluice.gateway.domain.deposit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.audit.JsonText;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.domain.audit.Verifier;
import org.sluice.gateway.domain.protocol.Decision;

/**
 * The gateway's word that it holds a file: which one, under which label, and what was decided for each audience. Its text is
 * JSON for people and programs: {@code receipt} with a line for each thing said; {@code signed}, the same in one line, which
 * is exactly what {@code signature} (Ed25519, RFC 8032) covers after a line of its own; and {@code key}, which names the
 * public key. Members stand in alphabetical order.
 *
 * @param signed what is said, in one line of JSON
 * @param signature in base64
 * @param key the signer's fingerprint
 * @param text the whole file
 * @param issued when it was signed, to the second
 */
public record Receipt(String signed, String signature, String key, String text, Instant issued) {
    /** What a receipt's file is called: the deposit's name with this behind it. */
    public static final String SUFFIX = ".receipt.json";

    /** Keeps its signature from passing for one of anything else. */
    private static final String DOMAIN = "sluice deposit receipt 1\n";

    /**
     * What is told of one audience.
     *
     * @param decision {@code permit}, {@code refuse} or {@code needs}
     * @param missing what it needs, if that
     */
    public record Told(String audience, String decision, String protocols, List<String> missing) {
        public Told {
            missing = List.copyOf(missing);
        }

        public static Told of(Decision decision) {
            return new Told(
                    decision.audience(),
                    decision.word(),
                    decision.protocols(),
                    decision instanceof Decision.Needs needs ? needs.missing() : List.of());
        }
    }

    /**
     * Signs what stands now.
     *
     * @param deposit settling or deposited, with the words that its reader may see
     * @param holding codes of what keeps it from every audience, whatever the decisions say
     * @param gateway where this gateway is reached
     */
    public static Receipt sign(
            Signer signer, Deposit deposit, List<Told> decisions, List<String> holding, String gateway, Instant now) {
        // Whole seconds: the text is as long however often it is asked for.
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        List<Member> members = members(signer, deposit, decisions, holding, gateway, issued);
        String signed = object(members, "", "");
        String signature = Base64.getEncoder().encodeToString(signer.sign(covered(signed)));
        String text = "{\n  \"receipt\": " + object(members, "\n    ", "\n  ") + ",\n  \"signed\": "
                + JsonText.quote(signed) + ",\n  \"signature\": " + JsonText.quote(signature) + ",\n  \"key\": "
                + JsonText.quote(signer.fingerprint()) + "\n}\n";
        return new Receipt(signed, signature, signer.fingerprint(), text, issued);
    }

    /** Whether this key signed exactly this line as a receipt; what is malformed was signed by nobody. */
    public static boolean isSigned(String signed, String signature, Verifier verifier) {
        try {
            return verifier.verify(covered(signed), Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] covered(String signed) {
        return (DOMAIN + signed).getBytes(StandardCharsets.UTF_8);
    }

    /** A name and its value as JSON; a list's elements are kept apart, to stand in lines of their own. */
    private record Member(String name, String value, Optional<List<String>> elements) {
        static Member text(String name, String value) {
            return new Member(name, JsonText.quote(value), Optional.empty());
        }

        static Member list(String name, List<String> elements) {
            return new Member(name, "", Optional.of(elements));
        }
    }

    private static List<Member> members(
            Signer signer,
            Deposit deposit,
            List<Told> decisions,
            List<String> holding,
            String gateway,
            Instant issued) {
        List<Member> members = new ArrayList<>();
        members.add(Member.text("about", "deposit receipt"));
        members.add(Member.text("asOf", issued.toString()));
        members.add(Member.text("channel", deposit.channel().word()));
        deposit.closed()
                .ifPresent(at -> members.add(
                        Member.text("closed", at.truncatedTo(ChronoUnit.SECONDS).toString())));
        members.add(Member.list(
                "decisions", decisions.stream().map(Receipt::decision).toList()));
        deposit.deposited()
                .ifPresent(at -> members.add(Member.text(
                        "deposited", at.truncatedTo(ChronoUnit.SECONDS).toString())));
        members.add(Member.text("folder", deposit.spot().folder()));
        members.add(Member.text("gateway", gateway));
        members.add(Member.list("holding", holding.stream().map(JsonText::quote).toList()));
        members.add(Member.text("id", deposit.id()));
        members.add(Member.text("key", signer.fingerprint()));
        members.add(Member.list(
                "label",
                deposit.label().canonical().lines().skip(1).map(JsonText::quote).toList()));
        members.add(Member.text("name", deposit.name()));
        members.add(Member.text("participant", deposit.participantId()));
        members.add(Member.text("person", deposit.personId()));
        members.add(Member.text("sha256", deposit.sha256().orElse("")));
        members.add(new Member("size", Long.toString(deposit.size()), Optional.empty()));
        members.add(Member.text("state", deposit.state().word()));
        return members;
    }

    private static String decision(Told told) {
        return JsonText.object("audience", told.audience(), "decision", told.decision(), "protocols", told.protocols())
                        .replaceFirst("}$", "")
                + (told.missing().isEmpty()
                        ? "}"
                        : ",\"missing\":["
                                + String.join(
                                        ",",
                                        told.missing().stream()
                                                .map(JsonText::quote)
                                                .toList())
                                + "]}");
    }

    /** @param line what stands before each member, {@code end} before the closing brace; both empty for one line */
    private static String object(List<Member> members, String line, String end) {
        StringBuilder text = new StringBuilder("{");
        String gap = line;
        for (Member member : members) {
            text.append(gap)
                    .append(JsonText.quote(member.name()))
                    .append(line.isEmpty() ? ":" : ": ")
                    .append(member.elements()
                            .map(elements -> array(elements, line))
                            .orElse(member.value()));
            gap = "," + line;
        }
        return text.append(end).append('}').toString();
    }

    private static String array(List<String> elements, String line) {
        if (elements.isEmpty() || line.isEmpty()) {
            return "[" + String.join(",", elements) + "]";
        }
        return "[" + line + "  " + String.join("," + line + "  ", elements) + line + "]";
    }
}
