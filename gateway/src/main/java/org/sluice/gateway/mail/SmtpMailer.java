package org.sluice.gateway.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.usecase.Mailer;
import org.sluice.gateway.words.Words;

/**
 * Hands mail to one mail server, a connection for each, over TLS whose certificate and host name are checked (RFC 3207, RFC
 * 8314). The password is read from its file each time, so a new one needs no restart. Thread-safe.
 */
public final class SmtpMailer implements Mailer {
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "20000";

    private final MailSettings settings;
    private final Supplier<String> gateway;
    private final InstantSource clock;
    private final Words words = Words.about("mails");
    private final Properties properties;

    /**
     * @param gateway the host name by which people know this gateway
     * @throws IOException when the authorities can't be read
     */
    public SmtpMailer(MailSettings settings, Supplier<String> gateway, InstantSource clock) throws IOException {
        this.settings = settings;
        this.gateway = gateway;
        this.clock = clock;
        this.properties = properties(settings);
    }

    /**
     * The mailer of these settings; none without settings.
     *
     * @throws IOException when the authorities can't be read
     */
    public static Optional<Mailer> of(Optional<MailSettings> settings, Supplier<String> gateway, InstantSource clock)
            throws IOException {
        return settings.isEmpty() ? Optional.empty() : Optional.of(new SmtpMailer(settings.get(), gateway, clock));
    }

    private static Properties properties(MailSettings settings) throws IOException {
        Properties properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.put("mail.smtp.timeout", ANSWER_MILLIS);
        properties.put("mail.smtp.writetimeout", ANSWER_MILLIS);
        properties.put("mail.smtp.localhost", domain(settings.from()));
        // What bounces comes back to the gateway's own address.
        properties.put("mail.smtp.from", settings.from());
        properties.put("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        switch (settings.security()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case NONE_LOOPBACK_ONLY -> {}
        }
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        if (settings.authority().isPresent()) {
            // As an object: the library would load a class that is named as text.
            properties.put(
                    "mail.smtp.ssl.socketFactory", trusting(settings.authority().get()));
        }
        return properties;
    }

    private static SSLSocketFactory trusting(Path authorities) throws IOException {
        try (InputStream in = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number, one);
                number++;
            }
            if (number == 0) {
                throw new IOException(authorities + " holds no certificate.");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("The authorities in " + authorities + " can't be read.", e);
        }
    }

    @Override
    public void send(Addressed letter) throws IOException {
        InternetAddress to;
        try {
            to = Addresses.parse(letter.address());
        } catch (AddressException e) {
            throw new IOException("The address of this person is none that mail can be sent to.", e);
        }
        Session session = Session.getInstance(properties);
        try (Transport way = session.getTransport("smtp")) {
            MimeMessage message = message(session, letter, to);
            way.connect(settings.host(), settings.port(), settings.user().orElse(null), password());
            way.sendMessage(message, new InternetAddress[] {to});
        } catch (MessagingException e) {
            throw new IOException(innermost(e), e);
        }
    }

    private @Nullable String password() throws IOException {
        return settings.passwordFile().isEmpty()
                ? null
                : Files.readString(settings.passwordFile().get(), StandardCharsets.UTF_8)
                        .strip();
    }

    /** What the server said, which lies behind the library's own words. */
    private static String innermost(MessagingException e) {
        String words = String.valueOf(e.getMessage());
        Exception next = e.getNextException();
        while (next instanceof MessagingException outer && outer.getNextException() != null) {
            next = outer.getNextException();
        }
        return next == null || next.getMessage() == null ? words : words + ": " + next.getMessage();
    }

    private MimeMessage message(Session session, Addressed letter, InternetAddress to) throws MessagingException {
        LetterText text = LetterText.of(letter.letter(), letter.language(), gateway.get(), words);
        MimeMessage message = new WithId(session, "<" + letter.id() + "@" + domain(settings.from()) + ">");
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
        if (text.html().isPresent()) {
            MimeMultipart both = new MimeMultipart("alternative");
            both.addBodyPart(part(text.body(), "plain"));
            both.addBodyPart(part(text.html().get(), "html"));
            message.setContent(both);
        } else {
            message.setText(text.body(), StandardCharsets.UTF_8.name());
        }
        message.setSentDate(Date.from(clock.instant()));
        message.setContentLanguage(new String[] {letter.language()});
        // No out-of-office reply, and no loop between two programs (RFC 3834, section 5).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), kind);
        return part;
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    /** A message whose id is ours, and so the same when it has to be sent again. */
    private static final class WithId extends MimeMessage {
        private final String id;

        WithId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
