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

    /** Whether a program of the gateway's can take it: a mail server, an SMS gateway, signal-cli. */
    public boolean byMachine() {
        return this == MAIL || this == SMS || this == SIGNAL;
    }

    /**
     * The same for two addresses that are known: from {@code confidential} on two services are two ways only where they end
     * on two numbers. Numbers that are not written internationally can't be told apart, and count as one.
     */
    public static boolean sameWay(
            Channel channel, Way link, Optional<String> linkTo, Way password, Optional<String> passwordTo) {
        if (link == password || !sameWay(channel, link, password)) {
            return link == password;
        }
        boolean apart = linkTo.filter(Reach::isInternational).isPresent()
                && passwordTo.filter(Reach::isInternational).isPresent()
                && !linkTo.equals(passwordTo);
        return !apart;
    }
}
