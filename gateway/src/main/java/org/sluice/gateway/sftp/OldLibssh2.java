package org.sluice.gateway.sftp;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/**
 * Offers codes over the plain text (HMAC-SHA-2 as in RFC 6668) to libssh2 up to 1.10 alone, the one in curl of Debian 12: it
 * has neither AES-GCM nor codes over the sealed text. Everybody else is offered only what seals first.
 */
final class OldLibssh2 implements SessionListener {
    private static final Pattern OLD = Pattern.compile("SSH-2\\.0-libssh2_1\\.([0-9]|10)\\b.*");

    private static final String SEALED_FIRST = "hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com";

    @Override
    public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
        String client = session.getClientVersion();
        if (client == null || !OLD.matcher(client).matches()) {
            proposal.put(KexProposalOption.C2SMAC, SEALED_FIRST);
            proposal.put(KexProposalOption.S2CMAC, SEALED_FIRST);
        }
    }
}
