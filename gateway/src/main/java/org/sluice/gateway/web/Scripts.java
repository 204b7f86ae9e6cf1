package org.sluice.gateway.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The scripts of the two pages that have any, in the order in which a page takes them. Immutable. */
final class Scripts {
    private final StaticText deposit = StaticText.script("deposit.js");
    private final List<StaticText> sealing =
            Stream.of("chacha.js", "age.js", "seal.js").map(StaticText::script).toList();

    String deposit() {
        return deposit.address();
    }

    List<String> sealing() {
        return sealing.stream().map(StaticText::address).toList();
    }

    Optional<StaticText> of(String name) {
        return Stream.concat(Stream.of(deposit), sealing.stream())
                .filter(script -> script.name().equals(name))
                .findFirst();
    }
}
