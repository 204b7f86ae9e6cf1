package org.sluice.gateway.domain.participant;

import java.util.ArrayList;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;

/**
 * The networks of OpenSSH's {@code from="…"} and {@code source-address}: an address must be in one that is named, and in none
 * that is named with an exclamation mark before it (sshd(8), AUTHORIZED_KEYS FILE FORMAT; ssh_config(5), PATTERNS).
 */
public record SourcePatterns(List<Cidr> named, List<Cidr> excluded) {
    /** More is no list that anybody keeps by hand. */
    private static final int MOST = 100;

    public SourcePatterns {
        named = List.copyOf(named);
        excluded = List.copyOf(excluded);
    }

    /** @param text networks with commas between them */
    public static Answer<SourcePatterns> of(String text) {
        List<Cidr> named = new ArrayList<>();
        List<Cidr> excluded = new ArrayList<>();
        String[] parts = text.split(",", -1);
        for (String part : parts) {
            String pattern = part.strip();
            boolean not = pattern.startsWith("!");
            switch (Cidr.of(not ? pattern.substring(1) : pattern)) {
                case Answer.Refused<Cidr> refused -> {
                    return Answer.refused(refused.refusal());
                }
                case Answer.Done<Cidr> done -> (not ? excluded : named).add(done.value());
            }
        }
        if (named.isEmpty() || parts.length > MOST) {
            return Answer.refused(Refusal.wrong(
                    "bad-network",
                    named.isEmpty()
                            ? "\"" + text + "\" only excludes networks, so nobody could come. Name at least one without"
                                    + " the exclamation mark, such as 0.0.0.0/0."
                            : "These are more than " + MOST + " networks; name larger ones."));
        }
        return Answer.done(new SourcePatterns(named, excluded));
    }

    /** @param address 4 or 16 bytes; no bytes where it is unknown, which is in no network */
    public boolean admits(byte[] address) {
        return address.length > 0
                && named.stream().anyMatch(network -> network.contains(address))
                && excluded.stream().noneMatch(network -> network.contains(address));
    }

    public String text() {
        List<String> all = new ArrayList<>();
        named.forEach(network -> all.add(network.text()));
        excluded.forEach(network -> all.add("!" + network.text()));
        return String.join(",", all);
    }
}
