package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Scope;
import org.sluice.gateway.policy.Draws.Drawn;

/** What holds of every decision where several protocols have a say, tried on many drawn questions. */
final class SeveralProtocolsTest extends PropertiesCase {
    /**
     * A second specific protocol never widens, whatever it says, and neither does a third: each must permit. (The first
     * specific one for a type may: it takes the place of the response-wide one.)
     */
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void a_specific_protocol_more_never_widens(long seed) {
        narrows(seed, (draws, drawn) -> {
            if (drawn.protocol().scope() != Scope.SPECIFIC) {
                return Optional.empty();
            }
            List<Protocol> more = new ArrayList<>(drawn.inForce());
            more.add(OtherProtocol.of(drawn.protocol(), draws));
            return Optional.of(new Pair(drawn, drawn.under(more)));
        });
    }

    /** Two specific protocols permit exactly what each of them permits alone, and the stricter obligations travel with it. */
    @ParameterizedTest
    @ValueSource(longs = {23, 24})
    void two_specific_protocols_permit_what_both_permit(long seed) {
        Draws draws = new Draws(seed);
        int permitted = 0;
        for (int i = 0; i < DRAWS; i++) {
            Drawn drawn = draws.next();
            if (drawn.protocol().scope() == Scope.SPECIFIC) {
                Protocol other = OtherProtocol.of(drawn.protocol(), draws);
                Decision first = decide(drawn.under(List.of(drawn.protocol())));
                Decision second = decide(drawn.under(List.of(other)));
                Decision both = decide(drawn.under(List.of(drawn.protocol(), other)));
                boolean each = first instanceof Decision.Permit && second instanceof Decision.Permit;
                assertThat(both instanceof Decision.Permit).as("%s", drawn).isEqualTo(each);
                if (each) {
                    permitted++;
                    assertStricter(both.obligations(), first.obligations());
                    assertStricter(both.obligations(), second.obligations());
                }
            }
        }
        assertThat(permitted).isPositive();
    }

    /**
     * Where a specific protocol covers the type, the response-wide one has no say: with and without it, the same answer,
     * resting on the same cells. (Its marks would count, as marks do whoever decides; here they are the same.)
     */
    @ParameterizedTest
    @ValueSource(longs = {25, 26})
    void the_response_wide_protocol_has_no_say_where_a_specific_one_covers_the_type(long seed) {
        Draws draws = new Draws(seed);
        for (int i = 0; i < DRAWS; i++) {
            Drawn drawn = draws.next();
            if (drawn.protocol().scope() == Scope.SPECIFIC) {
                Protocol wide = OtherProtocol.responseWide(drawn.protocol(), draws);
                List<Protocol> more = new ArrayList<>(drawn.inForce());
                more.add(wide);
                Decision without = decide(drawn);
                Decision with = decide(drawn.under(more));
                assertThat(with.word()).as("%s", drawn).isEqualTo(without.word());
                assertThat(with.bases()).isEqualTo(without.bases());
                assertThat(with.obligations()).isEqualTo(without.obligations());
            }
        }
    }

    /**
     * A stricter channel never refuses what a laxer one lets through, as floors ask for a least channel only; and whatever
     * goes, goes under obligations that are at least as strict.
     */
    @ParameterizedTest
    @ValueSource(longs = {27, 28})
    void a_stricter_channel_never_narrows_and_never_loosens_an_obligation(long seed) {
        narrows(seed, (draws, drawn) -> {
            Channel channel = drawn.question().label().channel();
            List<Channel> stricter = Arrays.stream(Channel.values())
                    .filter(c -> c.compareTo(channel) > 0)
                    .toList();
            if (stricter.isEmpty()) {
                return Optional.empty();
            }
            Drawn kept = drawn.asking(drawn.question().label().inChannel(draws.one(stricter)));
            assertStricter(decide(kept).obligations(), decide(drawn).obligations());
            return Optional.of(new Pair(kept, drawn));
        });
    }
}
