package org.sluice.gateway.sftp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts connections and sessions. What a client can send ahead is bounded for each logged-in session, and strangers have
 * places of their own, so that they can't fill those of persons. Thread-safe.
 */
final class SessionCap implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCap.class);
    /** Connections that have not logged in; they cost little and have little time. */
    private static final int MOST_STRANGERS = 128;

    private final int mostSessions;
    private final Set<Session> strangers = ConcurrentHashMap.newKeySet();
    private final Set<Session> loggedIn = ConcurrentHashMap.newKeySet();

    SessionCap(int mostSessions) {
        this.mostSessions = mostSessions;
    }

    @Override
    public void sessionCreated(Session session) {
        strangers.add(session);
        if (strangers.size() > MOST_STRANGERS) {
            end(session, "connections that have not logged in");
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            loggedIn.add(session);
            strangers.remove(session);
            if (loggedIn.size() > mostSessions) {
                end(session, "sessions");
            }
        }
    }

    @Override
    public void sessionClosed(Session session) {
        strangers.remove(session);
        loggedIn.remove(session);
    }

    private static void end(Session session, String what) {
        LOG.warn("There are too many {}; the newest one is closed", what);
        session.close(true);
    }
}
