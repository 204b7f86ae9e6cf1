package org.sluice.gateway.web;

import java.util.List;

/** What the page says of a file that arrived; {@code holding}: why it goes to nobody yet, in English. */
public record DepositDone(String name, String words, String sha256, List<String> holding) {
    public DepositDone {
        holding = List.copyOf(holding);
    }
}
