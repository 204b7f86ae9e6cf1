package org.sluice.gateway.usecase;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Somebody at the SFTP door.
 *
 * @param personId who they say they are
 * @param from their own address, not that of a balancer; none where it is unknown, which no limit on networks admits
 * @param code the code of an authenticator app that was right, if one was asked for
 */
public record Knock(String personId, Proof proof, Optional<InetAddress> from, Optional<SecondFactor.Given> code) {

    public static Knock with(String personId, Proof proof, Optional<InetAddress> from) {
        return new Knock(personId, proof, from, Optional.empty());
    }

    byte[] address() {
        return from.map(InetAddress::getAddress).orElse(new byte[0]);
    }

    String network() {
        return from.map(Network::of).orElse(Network.UNKNOWN);
    }
}
