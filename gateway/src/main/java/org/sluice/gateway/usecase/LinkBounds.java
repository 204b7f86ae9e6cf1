package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.protocol.Obligation;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.domain.release.Way;

/** What may be asked of a release's links: how they and their passwords travel, how long they live, how often they deliver. */
final class LinkBounds {
    private LinkBounds() {}

    static void ways(ReleaseOrder order, boolean anyContact) {
        if (!anyContact) {
            return;
        }
        if (order.linkWay().isEmpty() || order.passwordWay().isEmpty()) {
            throw refused(Refusal.wrong(
                    "ways-missing",
                    "Say how the link travels and how its password does: --link-via and --password-via, each one of"
                            + " mail, sms, signal, whatsapp, phone, person."));
        }
        Way link = order.linkWay().get();
        Way password = order.passwordWay().get();
        if (link == password) {
            throw refused(Refusal.of(
                    Refusal.Kind.REFUSED,
                    "same-way",
                    "The password must travel another way than its link; both were to go by " + link.word() + "."));
        }
    }

    static void destroyBy(ReleaseOrder order, Instant now) {
        order.wishes().bounds().destroyBy().filter(by -> !by.isAfter(now)).ifPresent(by -> {
            throw refused(Refusal.wrong(
                    "bad-destruction", "The files can't be destroyed by " + by + ", which is past; name a later day."));
        });
    }

    /** A link without a password is for what anybody may have, and where no protocol asks for one. */
    static void open(Channel channel, Stream<Obligations> obligations) {
        boolean asked = obligations.anyMatch(one ->
                one.handOver().contains(Obligation.PASSWORD) || one.handOver().contains(Obligation.CODE_AT_OPENING));
        if (channel != Channel.PUBLIC || asked) {
            throw refused(Refusal.of(
                    Refusal.Kind.REFUSED,
                    "open-link",
                    "Only what is public may go by a link without a password; this is kept as " + channel.word()
                            + (asked ? ", and its protocol asks for one." : ".")));
        }
    }

    static Duration life(ReleaseOrder order, Duration longest, Channel channel) {
        if (order.life().isEmpty()) {
            return longest.compareTo(ReleaseOrder.USUAL_LIFE) < 0 ? longest : ReleaseOrder.USUAL_LIFE;
        }
        Duration life = order.life().get();
        if (!life.isPositive()) {
            throw refused(Refusal.wrong("bad-expiry", "A link lives for some time; give an expiry such as 7d or 12h."));
        }
        if (life.compareTo(longest) > 0) {
            throw refused(Refusal.of(
                    Refusal.Kind.REFUSED,
                    "expiry-too-long",
                    "In the channel " + channel.word() + " a link lives at most " + shown(longest)
                            + "; ask for less, and re-issue it if that is too short."));
        }
        return life;
    }

    /** In days where it is whole days, as people ask for it. */
    private static String shown(Duration span) {
        long hours = span.toHours();
        return hours % 24 == 0
                ? hours / 24 + (hours == 24 ? " day" : " days")
                : hours + (hours == 1 ? " hour" : " hours");
    }

    static int downloads(ReleaseOrder order, int most, Channel channel) {
        int asked = order.mostDownloads().orElse(Math.min(most, ReleaseOrder.USUAL_DOWNLOADS));
        if (asked < 1) {
            throw refused(Refusal.wrong("bad-downloads", "A link delivers at least once; give 1 or more downloads."));
        }
        if (asked > most) {
            throw refused(Refusal.of(
                    Refusal.Kind.REFUSED,
                    "too-many-downloads",
                    "In the channel " + channel.word() + " a link delivers each file at most " + most + " times."));
        }
        return asked;
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
