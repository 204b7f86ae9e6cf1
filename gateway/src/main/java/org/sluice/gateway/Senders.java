package org.sluice.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.sluice.gateway.mail.MachineWays;
import org.sluice.gateway.mail.MailSettings;
import org.sluice.gateway.mail.SmtpMailer;
import org.sluice.gateway.usecase.Couriers;
import org.sluice.gateway.usecase.Ledger;
import org.sluice.gateway.usecase.Mailer;
import org.sluice.gateway.usecase.Outbox;
import org.sluice.gateway.usecase.Rulebook;

/** What sends: mail to people by and by, and links and passwords at once. */
record Senders(Optional<Mailer> mailer, Outbox outbox, Couriers couriers) {
    static Senders of(Ledger ledger, Rulebook rules, Settings settings, Supplier<String> publicUrl, InstantSource clock)
            throws IOException {
        Optional<Mailer> mailer = SmtpMailer.of(
                settings.mail(),
                () -> String.valueOf(URI.create(publicUrl.get()).getHost()),
                clock);
        return new Senders(
                mailer,
                Outbox.of(
                        ledger,
                        rules,
                        mailer,
                        settings.mail().map(MailSettings::pause).orElse(MailSettings.USUAL_PAUSE)),
                new MachineWays(mailer, settings.phone()));
    }
}
