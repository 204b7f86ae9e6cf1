package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.usecase.ReleaseMade;

/** Downloads that are stopped from outside, by a client that has stopped reading too. */
class CutDownloadIT {
    private static final int SIZE = 40_000_000;

    @Test
    void a_suspension_ends_a_download_whose_client_stalls_and_frees_its_thread() throws Exception {
        try (WebFixture web = new WebFixture()) {
            Deposit deposit = web.assessment("a.bin", WebFixture.content(SIZE));
            ReleaseMade.HandOver link = web.release(deposit, 2);
            try (RawClient client = begun(web, link, deposit)) {
                assertThat(web.gateway.inside.live.count()).isEqualTo(1);
                // Nothing is read any more; the server's write stands still. The cut must get through all the same.
                Thread.sleep(300);
                web.gateway
                        .inside
                        .cut
                        .suspend(GatewayFixture.HOST, "amal", "test")
                        .orThrow();
                assertThat(within(1000, () -> ended(web, "link_delivery_ended")))
                        .isTrue();
                assertThat(read(client)).isLessThan(SIZE);
                LinkFile file = web.gateway
                        .inside
                        .ledger
                        .read(sql -> Links.file(sql, link.link().id(), deposit.id()))
                        .orElseThrow();
                assertThat(file.completed()).isEmpty();
                assertThat(file.delivered()).isLessThan(SIZE);
            }
        }
    }

    @Test
    void a_consent_that_runs_out_ends_a_download_whose_client_stalls() throws Exception {
        try (WebFixture web = new WebFixture()) {
            Deposit deposit = web.gateway.assessment("dina", "a.bin", WebFixture.content(SIZE));
            java.time.Duration life = java.time.Duration.ofMinutes(5);
            web.gateway
                    .inside
                    .facts
                    .record(
                            GatewayFixture.HOST,
                            "dina",
                            new org.sluice.gateway.usecase.FactOrder(
                                    "consent-of-organisation",
                                    org.sluice.gateway.domain.fact.Fact.About.DEPOSIT,
                                    deposit.id(),
                                    "amal",
                                    true,
                                    org.sluice.gateway.domain.fact.Fact.Scope.ALL,
                                    Optional.empty(),
                                    Optional.of(web.gateway.clock.instant().plus(life)),
                                    Optional.empty()))
                    .orThrow();
            ReleaseMade.HandOver link = web.release(deposit, 2);
            try (RawClient client = begun(web, link, deposit)) {
                // As the gateway's job does twice a second: the stalled reader asks for nothing, so nothing refuses it.
                web.gateway.inside.live.cutFallen();
                assertThat(web.gateway.inside.live.count()).isEqualTo(1);
                web.gateway.clock.advance(life);
                assertThat(web.gateway.inside.live.cutFallen()).hasSize(1);
                assertThat(within(1000, () -> ended(web, "link_delivery_ended")))
                        .isTrue();
                assertThat(read(client)).isLessThan(SIZE);
            }
        }
    }

    @Test
    void a_client_that_takes_nothing_for_too_long_is_given_up() throws Exception {
        try (WebFixture web = new WebFixture(java.time.Duration.ofMillis(500))) {
            Deposit deposit = web.assessment("a.bin", WebFixture.content(SIZE));
            ReleaseMade.HandOver link = web.release(deposit, 2);
            try (RawClient client = begun(web, link, deposit)) {
                assertThat(within(5000, () -> ended(web, "link_delivery_ended")))
                        .isTrue();
                assertThat(within(1000, () -> web.gateway.inside.live.count() == 0))
                        .isTrue();
                assertThat(read(client)).isLessThan(SIZE);
            }
        }
    }

    @Test
    void a_second_stream_of_a_file_takes_over_from_a_stalled_first() throws Exception {
        try (WebFixture web = new WebFixture()) {
            Deposit deposit = web.assessment("a.bin", WebFixture.content(SIZE));
            ReleaseMade.HandOver link = web.release(deposit, 2);
            Session session = new Sessions(WebFixture.SESSION_KEY, web.gateway.clock, new java.security.SecureRandom())
                    .begin(link.link().id(), java.util.Map.of("amal", 1L, "ocha", 1L));
            try (RawClient first = begun(web, link, deposit);
                    RawClient second = new RawClient(web.ca(), web.server.port())) {
                second.send(request(web, link, deposit, session));
                // An answer of this length and its headers: all of it arrived.
                assertThat(second.input().readNBytes(SIZE)).hasSize(SIZE);
                assertThat(read(first)).isLessThan(SIZE);
            }
        }
    }

    private static RawClient begun(WebFixture web, ReleaseMade.HandOver link, Deposit deposit) throws Exception {
        Session session = new Sessions(WebFixture.SESSION_KEY, web.gateway.clock, new java.security.SecureRandom())
                .begin(link.link().id(), java.util.Map.of("amal", 1L, "ocha", 1L));
        Claims.claim(web.gateway.inside, link.link().id(), session.epochs(), deposit.id())
                .orThrow();
        RawClient client = new RawClient(web.ca(), web.server.port());
        client.send(request(web, link, deposit, session));
        assertThat(new String(client.input().readNBytes(12), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
        return client;
    }

    private static String request(WebFixture web, ReleaseMade.HandOver link, Deposit deposit, Session session) {
        String token = new Sessions(WebFixture.SESSION_KEY, web.gateway.clock, new java.security.SecureRandom())
                .token(session);
        return "GET /r/" + link.link().id() + "/f/" + deposit.id() + "/a.bin HTTP/1.1\r\nHost: localhost:"
                + web.server.port() + "\r\nCookie: __Host-sluice-" + link.link().id() + "=" + token + "\r\n\r\n";
    }

    /** How many bytes came until the connection ended. */
    private static long read(RawClient client) {
        long all = 0;
        byte[] piece = new byte[64 * 1024];
        try {
            for (int n = client.input().read(piece); n >= 0; n = client.input().read(piece)) {
                all += n;
            }
        } catch (IOException e) {
            return all;
        }
        return all;
    }

    private static boolean ended(WebFixture web, String kind) {
        return web
                .gateway
                .inside
                .ledger
                .read(sql -> Optional.of(org.sluice.gateway.store.AuditLog.read(sql, 1, 1000)))
                .orElseThrow()
                .stream()
                .anyMatch(record -> record.kind().equals(kind));
    }

    private interface Check {
        boolean holds();
    }

    private static boolean within(long millis, Check check) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            if (check.holds()) {
                return true;
            }
            Thread.sleep(10);
        }
        return check.holds();
    }
}
