package org.sluice.gateway.domain.release;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.label.Channel;

/** How a link or its password travels to a recipient. */
public enum Way {
    MAIL,
    SMS,
    SIGNAL,
    WHATSAPP,
    PHONE,
    PERSON;

    /** All four end on one SIM: who holds the telephone holds them all. */
    private static final Set<Way> ONE_NUMBER = Set.of(SMS, SIGNAL, WHATSAPP, PHONE);

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Way> of(String word) {
        for (Way way : values()) {
            if (way.word().equals(word)) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether link and password would travel together. Up to {@code restricted} two services on one telephone differ enough;
     * from {@code confidential} on they are one way, as a lost or seized telephone gives up both.
     */
    public static boolean sameWay(Channel channel, Way link, Way password) {
        return link == password
                || (channel.atLeast(Channel.CONFIDENTIAL)
                        && ONE_NUMBER.contains(link)
                        && ONE_NUMBER.contains(password));
    }
}
