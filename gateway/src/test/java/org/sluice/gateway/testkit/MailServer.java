package org.sluice.gateway.testkit;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.sluice.gateway.mail.MailSettings;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server on loopback that keeps what it takes. */
public final class MailServer implements AutoCloseable {
    public static final String USER = "gateway";
    public static final String PASSWORD = "made-up-mail-password";

    /** One mail as it came. */
    public record Taken(String from, String to, String raw) {
        public MimeMessage message() {
            try {
                return new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String subject() {
            try {
                return message().getSubject();
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String text() {
            try {
                return String.valueOf(message().getContent()).replace("\r\n", "\n");
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final SMTPServer server;
    private volatile Optional<String> refusal = Optional.empty();

    private MailServer(SMTPServer.Builder builder) {
        server = builder.bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .messageHandler((context, from, to, bytes) -> {
                    if (refusal.isPresent()) {
                        throw new RejectException(451, refusal.get());
                    }
                    taken.add(new Taken(from, to, new String(bytes, StandardCharsets.UTF_8)));
                })
                .build();
        server.start();
    }

    /** Speaks no TLS, and takes mail from anybody on this host. */
    public static MailServer plain() {
        return new MailServer(SMTPServer.port(0));
    }

    /** Wants STARTTLS and then a log-in. */
    public static MailServer startTls(Certificate certificate) {
        return new MailServer(SMTPServer.port(0)
                .startTlsSocketFactory(certificate.context())
                .enableTLS()
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(logIn()));
    }

    /** Speaks TLS from the first byte, and wants a log-in. */
    public static MailServer tls(Certificate certificate) {
        return new MailServer(SMTPServer.port(0)
                .serverSocketFactory(certificate.context())
                .requireAuth()
                .authenticationHandlerFactory(logIn()));
    }

    private static EasyAuthenticationHandlerFactory logIn() {
        return new EasyAuthenticationHandlerFactory((user, password, context) -> {
            if (!user.equals(USER) || !password.equals(PASSWORD)) {
                throw new LoginFailedException();
            }
        });
    }

    /** Takes nothing until {@link #takeAgain}. */
    public void refuse(String why) {
        refusal = Optional.of(why);
    }

    public void takeAgain() {
        refusal = Optional.empty();
    }

    public int port() {
        return server.getPortAllocated();
    }

    /** How a gateway reaches it, where it speaks no TLS. */
    public MailSettings settings(Duration pause) {
        return new MailSettings(
                "127.0.0.1",
                port(),
                MailSettings.Security.NONE_LOOPBACK_ONLY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "sluice@gateway.example",
                pause);
    }

    @Override
    public void close() {
        server.stop();
    }

    /** A self-signed certificate, made with the JDK's keytool. */
    public static final class Certificate {
        private static final char[] SECRET = "made-up".toCharArray();

        private final KeyStore store;

        private Certificate(KeyStore store) {
            this.store = store;
        }

        /** @param names as {@code dns:localhost,ip:127.0.0.1} */
        public static Certificate of(Path folder, String names) {
            Path file = folder.resolve("mail-" + Integer.toHexString(names.hashCode()) + ".p12");
            try {
                Process keytool = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "mail",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=made up mail server",
                                "-ext",
                                "san=" + names,
                                "-keystore",
                                file.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(SECRET))
                        .redirectErrorStream(true)
                        .start();
                String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                    throw new IllegalStateException(said);
                }
                return new Certificate(KeyStore.getInstance(file.toFile(), SECRET));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** For {@code smtp-ca}. */
        public Path pem(Path file) {
            try {
                return Files.writeString(
                        file,
                        "-----BEGIN CERTIFICATE-----\n"
                                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(
                                                store.getCertificate("mail").getEncoded())
                                + "\n-----END CERTIFICATE-----\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        SSLContext context() {
            try {
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, SECRET);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), null, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
