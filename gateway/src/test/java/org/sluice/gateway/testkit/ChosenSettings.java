package org.sluice.gateway.testkit;

import java.time.Duration;
import java.util.Optional;
import org.sluice.gateway.LogInSettings;
import org.sluice.gateway.Settings;
import org.sluice.gateway.domain.deposit.Limits;
import org.sluice.gateway.mail.MailSettings;
import org.sluice.gateway.mail.PhoneSettings;
import org.sluice.gateway.scan.ClamdSettings;

/** What a test sets; the rest is as usual. */
record ChosenSettings(
        Limits limits,
        LogInSettings logIn,
        Optional<MailSettings> mail,
        Optional<ClamdSettings> scanner,
        PhoneSettings phone) {
    static final ChosenSettings USUAL = new ChosenSettings(
            Limits.USUAL, LogInSettings.USUAL, Optional.empty(), Optional.empty(), PhoneSettings.NONE);

    static ChosenSettings of(Settings settings) {
        return new ChosenSettings(
                settings.limits(), settings.logIn(), settings.mail(), settings.scanner(), settings.phone());
    }

    ChosenSettings limits(Limits other) {
        return new ChosenSettings(other, logIn, mail, scanner, phone);
    }

    ChosenSettings logIn(LogInSettings other) {
        return new ChosenSettings(limits, other, mail, scanner, phone);
    }

    ChosenSettings mail(MailSettings other) {
        return new ChosenSettings(limits, logIn, Optional.of(other), scanner, phone);
    }

    ChosenSettings scanner(Optional<ClamdSettings> other) {
        return new ChosenSettings(limits, logIn, mail, other, phone);
    }

    ChosenSettings phone(PhoneSettings other) {
        return new ChosenSettings(limits, logIn, mail, scanner, other);
    }

    Settings settings(String database) {
        return new Settings(
                "127.0.0.1",
                0,
                0,
                0,
                Optional.empty(),
                Optional.of(database),
                Duration.ofSeconds(60),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                10,
                Settings.USUAL_UPLOADS_KEPT,
                limits,
                logIn,
                mail,
                scanner,
                phone);
    }
}
