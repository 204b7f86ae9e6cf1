package org.sluice.gateway.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sluice.crypto.Passwords;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.usecase.ChosenPassword;
import org.sluice.gateway.usecase.LinkWishes;

/** What a releaser may wish of links, wherever one is made. */
final class WishFields {
    private WishFields() {}

    /** These and those of the route. */
    static List<Field> with(Field... own) {
        List<Field> fields = new ArrayList<>(Arrays.asList(own));
        fields.add(Field.flag("send"));
        fields.add(Field.maybe("password"));
        fields.add(Field.maybe("chosenPassword"));
        return List.copyOf(fields);
    }

    static LinkWishes of(ApiCall call) {
        return new LinkWishes(
                call.body().maybe("password").map(WishFields::spelling),
                call.body().flag("send"),
                call.body().maybe("chosenPassword").map(ChosenPassword::of),
                call.body().flag("open"));
    }

    private static Passwords.Spelling spelling(String word) {
        return Arrays.stream(Passwords.Spelling.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new RefusedException(Refusal.wrong(
                        "bad-spelling", "A password is made of letters, digits or words; say one of these.")));
    }
}
