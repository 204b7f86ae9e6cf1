package org.sluice.gateway.api;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.crypto.age.AgePassphrase;
import org.sluice.crypto.envelope.Envelope;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.usecase.FetchFile;
import org.sluice.gateway.usecase.LinkActs;
import org.sluice.gateway.usecase.MakeBundle;
import org.sluice.gateway.usecase.ViewLink;
import org.sluice.gateway.web.BundleStream;

/** The route of bundles for couriers. */
final class BundleRoutes {
    /** As long as a generated one: who has the medium has all the time to guess. */
    private static final int SHORTEST = 15;

    private final LinkActs link;
    private final SecureRandom random = new SecureRandom();

    BundleRoutes(LinkActs link) {
        this.link = link;
    }

    List<ApiRoute> all() {
        return List.of(new ApiRoute(
                "POST",
                "/api/v1/releases/{id}/bundle",
                "Gives all files of a release for one contact as one age or OpenPGP file, for a courier; counts as a download",
                List.of(Field.text("to"), Field.maybe("passphrase")),
                false,
                List.of(),
                200,
                ApiRoute.WORDS,
                (ApiRoute.Bytes) this::bundle));
    }

    private void bundle(ApiCall call, OutputStream out) throws IOException {
        Optional<String> passphrase = call.body().maybe("passphrase");
        if (passphrase.filter(words -> words.length() < SHORTEST).isPresent()) {
            throw new RefusedException(
                    Refusal.wrong("bad-passphrase", "The passphrase of a bundle has at least 15 characters."));
        }
        MakeBundle.Begun begun = link.bundle()
                .begin(call.actor(), call.id(), call.body().text("to"), passphrase.isEmpty())
                .orThrow();
        ViewLink.View view = link.view().view(begun.linkId(), begun.epochs()).orThrow();
        List<FetchFile.Delivery> deliveries = new ArrayList<>();
        try {
            for (Deposit deposit : begun.deposits()) {
                deliveries.add(link.fetch()
                        .begin(
                                begun.linkId(),
                                begun.epochs(),
                                deposit.id(),
                                0,
                                deposit.size(),
                                () -> {},
                                FetchFile.Leaving.BUNDLED,
                                Optional.empty())
                        .orThrow());
            }
            envelope(begun, passphrase).seal(out, random, plain -> BundleStream.write(view, deliveries, plain));
            deliveries.forEach(one -> one.sent(one.deposit().size()));
        } finally {
            deliveries.forEach(FetchFile.Delivery::close);
        }
    }

    private static Envelope envelope(MakeBundle.Begun begun, Optional<String> passphrase) {
        return passphrase
                .<Envelope>map(words -> new Envelope.Age(List.of(new AgePassphrase(words, AgePassphrase.LIGHT_WORK))))
                .or(begun::envelope)
                .orElseThrow();
    }
}
