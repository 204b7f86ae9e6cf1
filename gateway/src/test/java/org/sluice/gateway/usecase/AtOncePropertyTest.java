package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.testkit.TestDatabase;

/** Nothing goes by itself that a releaser could not have released, and to nobody else. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AtOncePropertyTest extends AtOnceCase {
    private static final int DRAWS = 120;
    private static final List<String> TYPES =
            List.of(DASHBOARD, "4w-monthly-inputs", "meeting-minutes", "sector-strategy", "sector-work-plans", "email");
    private static final List<String> FOLDERS =
            List.of(GAZIANTEP, "@coordinators", "@members", "@wos-focal-points", "@public", "@nadia", "@desk", "@cora");

    AtOncePropertyTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void every_release_by_a_folder_is_one_that_its_releaser_could_have_made() {
        gateway.participant("wos", "wos-focal-points", "public");
        gateway.person("wafa", "wos", Role.DEPOSITOR);
        gateway.contact("journal", Optional.empty(), "public");
        Random random = new Random(4);
        int released = 0;
        for (int i = 0; i < DRAWS; i++) {
            released += draw(random, "f" + i + ".txt") ? 1 : 0;
        }
        assertThat(released).as("draws that were released").isBetween(DRAWS / 20, DRAWS - DRAWS / 20);
    }

    /** Whether it was released. */
    private boolean draw(Random random, String name) {
        Label label = label(random);
        String folder = FOLDERS.get(random.nextInt(FOLDERS.size()));
        Spot spot = spot(label.channel(), label.informationType(), folder, name);
        try (Visit visit = gateway.visit("ali")) {
            Answer<Deposit> taken = gateway.inside
                    .receive
                    .begin(visit, new ReceiveDeposit.Incoming(spot, label, Optional.empty(), true))
                    .then(upload -> upload.write(0, bytes("made up"), 0, 7).then(done -> upload.complete()));
            if (!(taken instanceof Answer.Done<Deposit> done)) {
                return false;
            }
            gateway.inside.settle.orderlyEnd(visit);
            inspect();
            return compared(gateway.get(done.value().id()), folder.substring(1), label);
        }
    }

    private boolean compared(Deposit deposit, String addressed, Label label) {
        Set<String> could = could(deposit, addressed);
        int before = releases().size();
        due();
        List<Release> after = releases();
        if (after.size() == before) {
            return false;
        }
        Release release = after.stream()
                .filter(one -> one.deposits().contains(deposit.id()))
                .findFirst()
                .orElseThrow();
        Set<String> went = new HashSet<>();
        for (Recipient to : release.recipients()) {
            went.add(to.id() + ":" + to.audience());
        }
        assertThat(went).as(addressed + " " + label.canonical()).isEqualTo(could);
        gateway.inside.ledger.read(sql -> {
            Instant now = gateway.inside.ledger.now();
            assertThat(Personal.is(sql, gateway.inside.rules, deposit, now)).isFalse();
            assertThat(label.channel().atLeast(Channel.CONFIDENTIAL)
                            && gateway.inside.rules.knowsAudience(sql, addressed, now))
                    .as("an audience got what is confidential")
                    .isFalse();
            return true;
        });
        return true;
    }

    /** Whom its releaser could name in an order of the same purpose. */
    private Set<String> could(Deposit deposit, String addressed) {
        Instant now = gateway.inside.ledger.now();
        return gateway.inside.ledger.read(sql -> {
            Set<String> could = new HashSet<>();
            Addressees to = Addressees.of(sql, gateway.inside.rules, addressed, "ali", now)
                    .orThrow();
            for (Recipient recipient : to.recipients()) {
                String word = recipient.id() + ":" + recipient.audience();
                ReleaseOrder order = new ReleaseOrder(
                        List.of(deposit.id()),
                        List.of(word),
                        AtOnceRule.purpose(deposit, addressed),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
                try {
                    if (gateway.inside
                            .release
                            .against(sql, "ali", order, word, now)
                            .isEmpty()) {
                        could.add(word);
                    }
                } catch (RefusedException e) {
                    return Set.of();
                }
            }
            return could;
        });
    }

    private static Label label(Random random) {
        Channel[] channels = Channel.values();
        Label label = Label.of(channels[random.nextInt(channels.length)], TYPES.get(random.nextInt(TYPES.size())));
        for (Dimension dimension : Dimension.values()) {
            if (random.nextInt(3) > 0) {
                // The lower half of the ladder most of the time, where something is permitted at all.
                int most = random.nextInt(4) == 0 ? dimension.levels().size() : 1;
                label = label.declaring(dimension.levels().get(random.nextInt(most)));
            }
        }
        return label;
    }
}
