package org.sluice.gateway.mail;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.release.Reach;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.usecase.Couriers;
import org.sluice.gateway.usecase.Mailer;
import org.sluice.gateway.words.LinkWords;

/** Mail, SMS and Signal, as far as they are set up. Thread-safe. */
public final class MachineWays implements Couriers {
    /** signal-cli's REST interface answers so when it has handed the message to Signal's server. */
    private static final Set<Integer> SIGNAL_TAKEN = Set.of(200, 201);

    private final Optional<Mailer> mailer;
    private final PhoneSettings phone;
    private final MessagePost post;
    private final LinkWords words = new LinkWords();

    public MachineWays(Optional<Mailer> mailer, PhoneSettings phone) {
        this(mailer, phone, MessagePost.usual());
    }

    MachineWays(Optional<Mailer> mailer, PhoneSettings phone, MessagePost post) {
        this.mailer = mailer;
        this.phone = phone;
        this.post = post;
    }

    @Override
    public boolean take(Way way) {
        return switch (way) {
            case MAIL -> mailer.isPresent();
            case SMS -> phone.sms().isPresent();
            case SIGNAL -> phone.signal().isPresent();
            case WHATSAPP, PHONE, PERSON -> false;
        };
    }

    @Override
    public void send(Way way, Envelope envelope) throws IOException {
        switch (way) {
            case MAIL ->
                mailer.orElseThrow(MachineWays::notSetUp)
                        .send(new Mailer.Addressed(
                                envelope.id(), envelope.address(), envelope.language(), envelope.letter()));
            case SMS -> sms(phone.sms().orElseThrow(MachineWays::notSetUp), number(envelope), text(envelope));
            case SIGNAL -> signal(phone.signal().orElseThrow(MachineWays::notSetUp), number(envelope), text(envelope));
            case WHATSAPP, PHONE, PERSON -> throw notSetUp();
        }
    }

    private static IOException notSetUp() {
        return new IOException("Nothing is set up that could send this.");
    }

    private static String number(Envelope envelope) throws IOException {
        if (!Reach.isInternational(envelope.address())) {
            throw new IOException("The number is not written internationally, such as +905550000000.");
        }
        return envelope.address();
    }

    private String text(Envelope envelope) throws IOException {
        return switch (envelope.letter()) {
            case Letter.LinkAddress link -> words.message(link, envelope.language());
            case Letter.LinkPassword password -> words.message(password, envelope.language());
            case Letter.OpeningCode code -> words.message(code, envelope.language());
            case Letter.NewDeposits other -> throw new IOException("This goes by mail only.");
            case Letter.LinkEnding other -> throw new IOException("This goes by mail only.");
            case Letter.DestroyNow other -> throw new IOException("This goes by mail only.");
            case Letter.Inbox other -> throw new IOException("This goes by mail only.");
            case Letter.Trial other -> throw new IOException("This goes by mail only.");
        };
    }

    private void sms(PhoneSettings.Sms sms, String number, String text) throws IOException {
        boolean json = sms.type().equals(PhoneSettings.JSON);
        String body = filled(sms.body(), json ? json(number) : form(number), json ? json(text) : form(text));
        HttpRequest.Builder request = MessagePost.to(sms.url().replace("{number}", form(number)), sms.type(), body);
        if (sms.header().isPresent() && sms.secretFile().isPresent()) {
            // Read each time, so that a new secret needs no restart.
            String secret = Files.readString(sms.secretFile().get(), StandardCharsets.UTF_8)
                    .strip();
            try {
                request.setHeader(sms.header().get(), secret);
            } catch (IllegalArgumentException e) {
                // Its own words would repeat the secret.
                throw new IOException("The secret of the SMS gateway can't stand in a header.");
            }
        }
        post.send(request, sms.success());
    }

    private void signal(PhoneSettings.Signal signal, String number, String text) throws IOException {
        String body = "{\"message\": \"" + json(text) + "\", \"number\": \"" + json(signal.number())
                + "\", \"recipients\": [\"" + json(number) + "\"]}";
        post.send(MessagePost.to(signal.url() + "/v2/send", PhoneSettings.JSON, body), SIGNAL_TAKEN);
    }

    /** In one go, so that nothing in a text is taken for a place of its own. */
    private static String filled(String template, String number, String text) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            if (template.startsWith("{number}", at)) {
                body.append(number);
                at += "{number}".length();
            } else if (template.startsWith("{text}", at)) {
                body.append(text);
                at += "{text}".length();
            } else {
                body.append(template.charAt(at));
                at++;
            }
        }
        return body.toString();
    }

    private static String json(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static String form(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
