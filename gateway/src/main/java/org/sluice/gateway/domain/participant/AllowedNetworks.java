package org.sluice.gateway.domain.participant;

import java.util.ArrayList;
import java.util.List;
import org.sluice.gateway.domain.Answer;

/** From where a participant's persons and jobs may come; an empty list is from anywhere. */
public record AllowedNetworks(List<Cidr> networks) {
    public static final AllowedNetworks ANY = new AllowedNetworks(List.of());

    public AllowedNetworks {
        networks = List.copyOf(networks);
    }

    /** Reads networks; the first that is none refuses all. */
    public static Answer<AllowedNetworks> of(List<String> texts) {
        List<Cidr> read = new ArrayList<>();
        for (String text : texts) {
            switch (Cidr.of(text)) {
                case Answer.Refused<Cidr> refused -> {
                    return Answer.refused(refused.refusal());
                }
                case Answer.Done<Cidr> done -> read.add(done.value());
            }
        }
        return Answer.done(new AllowedNetworks(read));
    }

    /** @param address 4 or 16 bytes; no bytes where it is unknown, which only "anywhere" admits */
    public boolean admits(byte[] address) {
        return networks.isEmpty()
                || (address.length > 0 && networks.stream().anyMatch(network -> network.contains(address)));
    }

    public String text() {
        return String.join(",", networks.stream().map(Cidr::text).toList());
    }
}
