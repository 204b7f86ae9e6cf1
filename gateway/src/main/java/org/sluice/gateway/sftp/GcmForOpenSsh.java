package org.sluice.gateway.sftp;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/**
 * Offers AES-GCM alone to clients that surely have it. The client's order decides (RFC 4253, section 7.1), and OpenSSH puts
 * counter mode before GCM: so counter mode is offered only to clients that may have nothing better, such as older PuTTY.
 */
final class GcmForOpenSsh implements SessionListener {
    /** GCM came with OpenSSH 6.2; later ones are told by their first number. */
    private static final Pattern HAS_GCM = Pattern.compile("SSH-2\\.0-OpenSSH_([7-9]|[1-9][0-9])\\b.*");

    private static final String GCM = "aes256-gcm@openssh.com,aes128-gcm@openssh.com";

    @Override
    public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
        String client = session.getClientVersion();
        if (client != null && HAS_GCM.matcher(client).matches()) {
            proposal.put(KexProposalOption.C2SENC, GCM);
            proposal.put(KexProposalOption.S2CENC, GCM);
        }
    }
}
