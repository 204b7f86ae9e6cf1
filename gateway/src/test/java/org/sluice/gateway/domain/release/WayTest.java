package org.sluice.gateway.domain.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.label.Channel;

class WayTest {
    private static final Set<Way> ON_ONE_TELEPHONE = Set.of(Way.SMS, Way.SIGNAL, Way.WHATSAPP, Way.PHONE);

    @Test
    void every_way_has_its_word_and_no_other_word_is_one() {
        assertThat(Arrays.stream(Way.values()).map(Way::word))
                .containsExactly("mail", "sms", "signal", "whatsapp", "phone", "person");
        assertThat(Arrays.stream(Way.values()).map(w -> Way.of(w.word()).orElseThrow()))
                .containsExactly(Way.values());
        assertThat(Way.of("pigeon")).isEmpty();
        assertThat(Way.of("SMS")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void one_way_for_both_is_the_same_way_in_every_channel(Channel channel) {
        for (Way way : Way.values()) {
            assertThat(Way.sameWay(channel, way, way)).as(way.word()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void two_services_of_one_telephone_are_one_way_from_confidential_on(Channel channel) {
        boolean strict = channel.atLeast(Channel.CONFIDENTIAL);
        for (Way link : Way.values()) {
            for (Way password : Way.values()) {
                if (link != password) {
                    boolean oneNumber = ON_ONE_TELEPHONE.contains(link) && ON_ONE_TELEPHONE.contains(password);
                    assertThat(Way.sameWay(channel, link, password))
                            .as("%s: %s and %s", channel.word(), link.word(), password.word())
                            .isEqualTo(strict && oneNumber);
                }
            }
        }
    }
}
