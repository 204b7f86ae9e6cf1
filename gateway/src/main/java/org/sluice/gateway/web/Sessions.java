package org.sluice.gateway.web;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    private static final int KEY_BYTES = 32;
    private static final String ISSUER = "sluice";

    private final SecretKey key;
    private final InstantSource clock;
    private final SecureRandom random;

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
        return new Session(linkId, epochs, HexFormat.of().formatHex(id));
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
            return epochs(claims.get("epochs")).map(epochs -> new Session(linkId, epochs, claims.getId()));
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
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
