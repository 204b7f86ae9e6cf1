package org.sluice.gateway.usecase;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sluice.crypto.GeneratedPassword;
import org.sluice.crypto.LinkKey;
import org.sluice.crypto.LinkLock;
import org.sluice.crypto.Passwords;
import org.sluice.crypto.Token;

/**
 * Hashes and checks passwords, few at a time: one check costs tens of mebibytes and a good part of a second on purpose, and
 * whoever floods it must find a queue and not a server without memory. Thread-safe.
 */
public final class PasswordDesk {
    private static final int AT_ONCE = 2;
    /** Who comes when so many wait is told to come back: waiting requests hold threads that others need. */
    private static final int MOST_WAITING = 8;

    private static final long WAIT_SECONDS = 10;

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    /** Counts who is at it and who waits, so that of many who come at the same moment none slips by. */
    private final Semaphore inside = new Semaphore(AT_ONCE + MOST_WAITING);
    /** The gateway's own hashing never waits behind strangers' guesses. */
    private final Semaphore own = new Semaphore(1, true);
    /** Links with a check under way: one guess at a time, so that one address can't take every place. */
    private final Set<String> checking = ConcurrentHashMap.newKeySet();

    private final Passwords passwords;

    public PasswordDesk(Passwords passwords) {
        this.passwords = passwords;
    }

    GeneratedPassword generate(Passwords.Spelling spelling) {
        return passwords.generate(spelling);
    }

    /** For what the gateway itself makes; waits for its place. */
    String hash(GeneratedPassword password) {
        own.acquireUninterruptibly();
        try {
            return passwords.hash(password.reveal());
        } finally {
            own.release();
        }
    }

    LinkLock lock() {
        return passwords.lock();
    }

    /** The key of a sealed link that the gateway itself makes; waits for its place. */
    LinkKey key(LinkLock lock, String linkId, Token token, GeneratedPassword password) {
        own.acquireUninterruptibly();
        try {
            return Passwords.key(lock, linkId, token, password.reveal());
        } finally {
            own.release();
        }
    }

    /** The key of a sealed link whose password was just found right; nothing if no place came free in time. */
    Optional<LinkKey> key(LinkLock lock, String linkId, Token token, String given) {
        if (!inside.tryAcquire()) {
            return Optional.empty();
        }
        try {
            if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
            try {
                return Optional.of(Passwords.key(lock, linkId, token, given));
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            inside.release();
        }
    }

    /**
     * Whether the password is right; nothing if another guess for the same link is under way, too many wait, or no place
     * came free in time.
     */
    Optional<Boolean> matches(String linkId, String given, String hash) {
        if (!inside.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return checking.add(linkId) ? inTurn(linkId, given, hash) : Optional.empty();
        } finally {
            inside.release();
        }
    }

    private Optional<Boolean> inTurn(String linkId, String given, String hash) {
        try {
            if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
            try {
                return Optional.of(passwords.matches(given, hash));
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            checking.remove(linkId);
        }
    }
}
