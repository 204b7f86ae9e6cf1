package org.sluice.gateway;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import org.sluice.gateway.api.ApiActs;
import org.sluice.gateway.api.ApiServer;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.sftp.HostKey;
import org.sluice.gateway.sftp.SftpServer;
import org.sluice.gateway.sftp.SftpSettings;
import org.sluice.gateway.sftp.SftpUseCases;
import org.sluice.gateway.sftp.SshKeys;
import org.sluice.gateway.usecase.OwnNotices;
import org.sluice.gateway.web.Sessions;
import org.sluice.gateway.web.TlsIdentity;
import org.sluice.gateway.web.WebServer;
import org.sluice.gateway.web.WebSettings;

/** Opens the three doors: the recipients' HTTPS, SFTP, and the administrators' API on loopback. */
final class Listeners {
    private static final String LOOPBACK = "127.0.0.1";

    private final Wiring inside;

    Listeners(Wiring inside) {
        this.inside = inside;
    }

    Ready open() throws IOException {
        int httpsPort = openWeb();
        int sftpPort = openSftp();
        int apiPort = openApi();
        return new Ready(
                sftpPort,
                httpsPort,
                apiPort,
                inside.settings.certificate().orElse(inside.data.tls().resolve("ca.pem")),
                HostKey.publicFile(inside.data.hostKey()));
    }

    private int openWeb() throws IOException {
        Settings settings = inside.settings;
        List<String> names =
                settings.publicUrl().map(URI::getHost).map(List::of).orElse(List.of());
        TlsIdentity identity = settings.certificate().isPresent()
                ? TlsIdentity.ofFiles(
                        settings.certificate().get(), settings.certificateKey().orElseThrow())
                : TlsIdentity.own(inside.data.tls(), names, inside.ledger.clock(), new SecureRandom());
        WebServer web = inside.opened(new WebServer(
                WebSettings.usual(
                        settings.host(),
                        settings.httpsPort(),
                        settings.publicUrl()
                                .map(URI::getAuthority)
                                .map(List::of)
                                .orElse(List.of()),
                        settings.olderTls(),
                        settings.logIn().balancers(settings.logIn().httpsProxyPort())),
                identity,
                new Sessions(inside.sessionKey, inside.ledger.clock(), inside.ledger.random()),
                inside.link,
                inside.incidents,
                inside.passedOn,
                inside.questions,
                inside.depositActs(),
                inside.ledger.clock()));
        web.start();
        inside.publicUrl.set(settings.publicUrl().map(URI::toString).orElse("https://localhost:" + web.port()));
        return web.port();
    }

    private int openSftp() throws IOException {
        LogInSettings logIn = inside.settings.logIn();
        SftpServer sftp = inside.opened(new SftpServer(
                SftpSettings.of(inside.settings.host(), inside.settings.sftpPort(), inside.data.hostKey())
                        .with(logIn.banner(), logIn.balancers(logIn.proxyPort())),
                new SftpUseCases(
                        inside.logIn,
                        inside.secondFactor,
                        inside.strangers,
                        inside.receive,
                        inside.own,
                        inside.folders,
                        inside.sideFiles,
                        inside.sideLabels,
                        inside.help,
                        inside.atOnce.folders(),
                        inside.settle,
                        inside.inbox,
                        new OwnNotices(inside.ledger),
                        inside.quotas::space,
                        inside.receipts),
                inside.ledger.clock()));
        sftp.start();
        return sftp.port();
    }

    private int openApi() {
        ApiServer api = inside.opened(new ApiServer(
                LOOPBACK,
                inside.settings.apiPort(),
                inside.administratorToken,
                inside.acts(line -> SshKeys.parse(line)
                        .then(key ->
                                Answer.done(new ApiActs.PublicKey(key.fingerprint(), key.line(), key.limits()))))));
        api.start();
        return api.port();
    }
}
