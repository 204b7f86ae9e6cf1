package org.sluice.gateway.sftp;

import java.io.IOException;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.auth.AbstractUserAuthServiceFactory;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.session.ServerUserAuthService;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.usecase.SecondFactor;

/**
 * The library's log-in, with the methods that the person needs: it reads them once, before it knows who comes, so the real
 * one is made when the first request has named the person. Who has an authenticator app gives key and code, in this order;
 * everybody else, known or not, the key alone. Another name in a later request ends the connection.
 */
final class LogInService extends ServerUserAuthService {
    private final SecondFactor second;
    private final Banner banner;
    private @Nullable ServerUserAuthService ofPerson;

    private LogInService(Session session, SecondFactor second, Banner banner) throws IOException {
        super(session);
        this.second = second;
        this.banner = banner;
    }

    /** Makes one for each session. */
    static final class Factory extends AbstractUserAuthServiceFactory {
        private final SecondFactor second;
        private final Banner banner;

        Factory(SecondFactor second, Banner banner) {
            this.second = second;
            this.banner = banner;
        }

        @Override
        public Service create(Session session) throws IOException {
            return new LogInService(session, second, banner);
        }
    }

    @Override
    public synchronized void process(int message, Buffer buffer) throws Exception {
        ServerUserAuthService known = ofPerson;
        if (known == null && message == SshConstants.SSH_MSG_USERAUTH_REQUEST) {
            int start = buffer.rpos();
            String personId = buffer.getString();
            buffer.rpos(start);
            CoreModuleProperties.AUTH_METHODS.set(
                    getServerSession(), second.enrolled(personId) ? "publickey,keyboard-interactive" : "publickey");
            known = new ServerUserAuthService(getServerSession());
            ofPerson = known;
        }
        if (known == null) {
            super.process(message, buffer);
        } else {
            known.process(message, buffer);
        }
    }

    /** The library would take a text with an address in it for the address of a file. */
    @Override
    protected String resolveWelcomeBanner(ServerSession session) {
        return banner.text();
    }
}
