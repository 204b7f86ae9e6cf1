package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.testkit.MovableClock;

class SessionsTest {
    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final MovableClock clock = new MovableClock();
    private final Sessions sessions = new Sessions(KEY, clock, new SecureRandom());
    private final Session session = sessions.begin("k1", Map.of("amal", 3L));

    @Test
    void a_token_gives_its_session_back_until_its_last_second() {
        String token = sessions.token(session);
        clock.advance(Sessions.LIFE.minusSeconds(1));
        assertThat(sessions.read("k1", token)).contains(session);
        clock.advance(Duration.ofSeconds(1));
        assertThat(sessions.read("k1", token)).isEmpty();
    }

    @Test
    void a_session_is_renewed_for_twelve_hours_and_not_a_second_longer() {
        String first = sessions.token(session);
        for (int i = 0; i < 4 * 12 - 1; i++) {
            clock.advance(Duration.ofMinutes(15).minusSeconds(1));
            first = sessions.token(sessions.read("k1", first).orElseThrow());
        }
        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(sessions.read("k1", first)).as("48 seconds are left").isPresent();
        first = sessions.token(sessions.read("k1", first).orElseThrow());
        clock.advance(Duration.ofSeconds(47));
        assertThat(sessions.read("k1", first)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sessions.read("k1", first)).isEmpty();
    }

    @Test
    void a_session_that_was_ended_is_over_whoever_kept_its_token() {
        String token = sessions.token(session);
        String other = sessions.token(sessions.begin("k1", Map.of("amal", 3L)));
        sessions.end(session);
        assertThat(sessions.read("k1", token)).isEmpty();
        assertThat(sessions.read("k1", sessions.token(session))).as("renewed").isEmpty();
        assertThat(sessions.read("k1", other)).isPresent();
    }

    @Test
    void a_token_of_another_link_or_key_or_without_a_signature_is_none() {
        String token = sessions.token(session);
        assertThat(sessions.read("k2", token)).isEmpty();
        byte[] other = KEY.clone();
        other[0] ^= 1;
        assertThat(new Sessions(other, clock, new SecureRandom()).read("k1", token))
                .isEmpty();
        String body = token.substring(0, token.lastIndexOf('.') + 1);
        assertThat(sessions.read("k1", body)).isEmpty();
        assertThat(sessions.read("k1", "eyJhbGciOiJub25lIn0" + body.substring(body.indexOf('.'))))
                .isEmpty();
        assertThat(sessions.read("k1", null)).isEmpty();
        assertThat(sessions.read("k1", "")).isEmpty();
    }

    // The library speaks java.util.Date only.
    @SuppressWarnings("JavaUtilDate")
    @Test
    void a_token_without_expiry_or_with_a_longer_one_is_none() {
        String endless = Jwts.builder()
                .issuer("sluice")
                .audience()
                .add("k1")
                .and()
                .id("x")
                .claim("epochs", Map.of())
                .signWith(Keys.hmacShaKeyFor(KEY))
                .compact();
        assertThat(sessions.read("k1", endless)).isEmpty();
        String longer = Jwts.builder()
                .issuer("sluice")
                .audience()
                .add("k1")
                .and()
                .id("x")
                .expiration(Date.from(clock.instant().plus(Duration.ofHours(1))))
                .claim("epochs", Map.of())
                .signWith(Keys.hmacShaKeyFor(KEY))
                .compact();
        assertThat(sessions.read("k1", longer)).isEmpty();
    }

    @Test
    void a_nonce_fits_its_session_only() {
        assertThat(sessions.fits(session, sessions.nonce(session))).isTrue();
        assertThat(sessions.fits(sessions.begin("k1", Map.of("amal", 3L)), sessions.nonce(session)))
                .isFalse();
        assertThat(sessions.fits(session, null)).isFalse();
        assertThat(sessions.fits(session, "")).isFalse();
    }

    @Test
    void a_short_key_is_refused() {
        assertThatThrownBy(() -> new Sessions(new byte[31], clock, new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
