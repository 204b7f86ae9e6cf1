package org.sluice.gateway.usecase;

import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class LinkCase {
    static final byte[] CONTENT = bytes("a made-up assessment ".repeat(10_000));

    final TestDatabase kind;
    GatewayFixture gateway;
    ReleaseMade made;
    LinkSteps link;

    LinkCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        made = LinkSteps.released(gateway, "ali", "org-a", CONTENT, "desk");
        link = LinkSteps.of(gateway.inside, made);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    void add(Link row) {
        gateway.inside.ledger.write(tx -> {
            Links.add(tx, row, "hash-of-" + row.id(), List.of(), 1);
            return row;
        });
    }

    /** The refusal of every route of an opened link. */
    List<String> codes(Map<String, Long> epochs) {
        return List.of(
                refusal(gateway.inside.viewLink.view(link.linkId, epochs)).code(),
                refusal(gateway.inside.fetch.look(link.linkId, epochs, link.depositId))
                        .code(),
                refusal(Claims.claim(gateway.inside, link.linkId, epochs, link.depositId))
                        .code(),
                refusal(gateway.inside.fetch.begin(link.linkId, epochs, link.depositId, 1, 2, () -> {}))
                        .code(),
                refusal(gateway.inside.fetch.confirm(link.linkId, epochs)).code());
    }

    ViewLink.View view(Map<String, Long> epochs) {
        return gateway.inside.viewLink.view(link.linkId, epochs).orThrow();
    }

    static String ended(OpenLink.Opening opening) {
        if (opening instanceof OpenLink.Opening.Ended ended) {
            return ended.refusal().code();
        }
        throw new AssertionError("It was expected to have ended: " + opening);
    }

    static <T> List<T> atOnce(int times, Callable<T> act) throws InterruptedException, ExecutionException {
        try (ExecutorService pool = Executors.newFixedThreadPool(times)) {
            List<T> answers = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(java.util.Collections.nCopies(times, act))) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
