package org.sluice.gateway.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads the recipients' session tokens: JWTs (RFC 7519) under HS256, each for one link and at most
 * {@link #LIFE}. A token proves that the password was right; whether the link still lives is asked anew at each request.
 * Thread-safe.
 */
public final class Sessions {
    public static final Duration LIFE = Duration.ofMinutes(15);

    /** However often it is renewed: then the password or token is asked for again. */
    static final Duration LONGEST = Duration.ofHours(12);

    private static final int MOST_ENDED = 100_000;
    /** OpenID Connect Core, section 2. */
    private static final String BEGUN = "auth_time";

    private static final int KEY_BYTES = 32;
    private static final String ISSUER = "sluice";

    private final SecretKey key;
    private final InstantSource clock;
    private final SecureRandom random;
    /**
     * Ids of sessions that somebody ended, until their last token has expired. Of this node only: on another one such a
     * session lasts as long as its cookie, which the browser was told to drop.
     */
    private final Cache<String, Boolean> ended =
            Caffeine.newBuilder().expireAfterWrite(LIFE).maximumSize(MOST_ENDED).build();

    /**
     * @param key 32 random bytes, the same on every node; copied
     * @throws IllegalArgumentException if the key has another length
     */
    public Sessions(byte[] key, InstantSource clock, SecureRandom random) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("The key of the sessions has 32 bytes, not " + key.length + ".");
        }
        this.key = Keys.hmacShaKeyFor(key.clone());
        this.clock = clock;
        this.random = random;
    }

    Session begin(String linkId, Map<String, Long> epochs) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return new Session(
                linkId, epochs, HexFormat.of().formatHex(id), clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    // The library speaks java.util.Date only.
    @SuppressWarnings("JavaUtilDate")
    String token(Session session) {
        Instant now = clock.instant();
        return Jwts.builder()
                .issuer(ISSUER)
                .audience()
                .add(session.linkId())
                .and()
                .id(session.id())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(LIFE)))
                .claim(BEGUN, session.begun().getEpochSecond())
                .claim("epochs", session.epochs())
                .signWith(key, Jwts.SIG.HS256)
                .compact();
    }

    /** The session for this link, or nothing, whatever is wrong with the token. */
    // The library speaks java.util.Date only.
    @SuppressWarnings("JavaUtilDate")
    Optional<Session> read(String linkId, @Nullable String token) {
        if (token == null || token.length() > 4096) {
            return Optional.empty();
        }
        try {
            Claims claims = Jwts.parser()
                    .verifyWith(key)
                    .requireIssuer(ISSUER)
                    .requireAudience(linkId)
                    .clock(() -> Date.from(clock.instant()))
                    .build()
                    .parseSignedClaims(token)
                    .getPayload();
            Date expires = claims.getExpiration();
            if (expires == null
                    || claims.getId() == null
                    // The library still takes a token in the very instant of its expiry.
                    || !clock.instant().isBefore(expires.toInstant())
                    || expires.toInstant().isAfter(clock.instant().plus(LIFE).plusSeconds(1))) {
                return Optional.empty();
            }
            if (!(claims.get(BEGUN) instanceof Number begun) || ended.getIfPresent(claims.getId()) != null) {
                return Optional.empty();
            }
            Instant began = Instant.ofEpochSecond(begun.longValue());
            if (!clock.instant().isBefore(began.plus(LONGEST))) {
                return Optional.empty();
            }
            return epochs(claims.get("epochs")).map(epochs -> new Session(linkId, epochs, claims.getId(), began));
        } catch (JwtException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whatever tokens of it are about open nothing any more. */
    void end(Session session) {
        ended.put(session.id(), true);
    }

    private static Optional<Map<String, Long>> epochs(@Nullable Object claim) {
        if (!(claim instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, Long> epochs = new TreeMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String participant) || !(entry.getValue() instanceof Number epoch)) {
                return Optional.empty();
            }
            epochs.put(participant, epoch.longValue());
        }
        return Optional.of(epochs);
    }

    /** What a form of this session carries: known to its own pages only, so that no other site can send it. */
    String nonce(Session session) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            // No signed token begins with these words, so that neither can stand for the other.
            byte[] sum = mac.doFinal(
                    ("sluice form " + session.linkId() + " " + session.id()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC with SHA-256.", e);
        }
    }

    boolean fits(Session session, @Nullable String nonce) {
        return nonce != null
                && MessageDigest.isEqual(
                        nonce.getBytes(StandardCharsets.UTF_8), nonce(session).getBytes(StandardCharsets.UTF_8));
    }
}
