package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Folders;
import org.sluice.gateway.testkit.TestDatabase;

/** Folders that a person makes inside an information type, and files that move between them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class OwnFoldersTest extends DepositLifeCase {
    OwnFoldersTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_folder_stays_while_it_is_empty_until_it_is_removed() {
        make("2026").orThrow();
        make("2026", "آب 100%_").orThrow();

        assertThat(inside("")).containsExactly("2026");
        assertThat(inside("2026")).containsExactly("آب 100%_");
        assertThat(refusal(folders().remove(ali, spot("2026"))).code()).isEqualTo("not-empty");
        folders().remove(ali, spot("2026", "آب 100%_")).orThrow();
        folders().remove(ali, spot("2026")).orThrow();
        assertThat(inside("")).isEmpty();
        assertThat(refusal(folders().remove(ali, spot("2026"))).code()).isEqualTo("unknown-folder");
        assertThat(gateway.audited(EventKind.FOLDER_MADE)).hasSize(2).noneMatch(line -> line.contains("2026"));
        assertThat(gateway.audited(EventKind.FOLDER_REMOVED)).hasSize(2);
    }

    @Test
    void a_folder_is_made_only_where_its_outer_one_is_and_nothing_of_its_name() {
        assertThat(refusal(make("a", "b")).code()).isEqualTo("unknown-folder");
        make("a").orThrow();
        assertThat(refusal(make("a")).code()).isEqualTo("folder-exists");
        upload("file.txt", "x");
        assertThat(refusal(make("file.txt")).code()).isEqualTo("file-exists");
        assertThat(refusal(gateway.upload(ali, Channel.CONFIDENTIAL, TYPE, "a", bytes("x")))
                        .code())
                .isEqualTo("is-a-folder");
        assertThat(refusal(gateway.inside.own.rename(ali, current("file.txt"), "a"))
                        .code())
                .isEqualTo("is-a-folder");
        assertThat(refusal(folders().make(ali, spot(Channel.CONFIDENTIAL, "no-such-type", "a")))
                        .code())
                .isEqualTo("unknown-information type");
    }

    @Test
    void a_first_folder_with_an_at_sign_is_not_made_and_the_refusal_says_what_it_means() {
        assertThat(refusal(make("@ocha-imos")).code()).isEqualTo("audience-folder");
        assertThat(refusal(make("@ocha-imos", "x")).kind()).isEqualTo(Refusal.Kind.UNKNOWN);
        make("a").orThrow();
        make("a", "@x").orThrow();
        assertThat(refusal(folders().rename(ali, spot("a"), spot("@a"))).code()).isEqualTo("audience-folder");
    }

    @Test
    void folders_lie_sixteen_deep_and_no_deeper() {
        String[] deep = Collections.nCopies(Spot.DEEPEST, "d").toArray(String[]::new);
        for (int i = 1; i <= Spot.DEEPEST; i++) {
            make(java.util.Arrays.copyOf(deep, i)).orThrow();
        }
        Spot deeper = new Spot(Channel.CONFIDENTIAL, TYPE, String.join("/", deep), "d");
        assertThat(refusal(folders().make(ali, deeper)).code()).isEqualTo("too-deep");
        make("other").orThrow();
        assertThat(refusal(folders().rename(ali, spot("d"), spot("other", "d"))).code())
                .isEqualTo("too-deep");
        assertThat(put(deeper.named("file.txt"), "x")).isNotNull();
    }

    @Test
    void a_person_has_a_thousand_folders_at_most() {
        Folders.Of of = new Folders.Of("ali", Channel.CONFIDENTIAL, TYPE);
        gateway.inside.ledger.write(tx -> {
            for (int i = 1; i < OwnFolders.MOST; i++) {
                Folders.add(tx, of, "f" + i, OwnFolders.MOST, gateway.clock.instant());
            }
            return of;
        });
        make("last").orThrow();
        assertThat(refusal(make("one-more")).code()).isEqualTo("too-many-folders");
        assertThat(inside("")).hasSize(OwnFolders.MOST);
        // Over HTTPS a file brings its folder with it.
        Spot fresh = spot("brought", "x.txt");
        assertThat(refusal(gateway.inside.receive.begin(
                                ali, new ReceiveDeposit.Incoming(fresh, fresh.label(), Optional.empty(), true)))
                        .code())
                .isEqualTo("too-many-folders");
        put(spot("last", "x.txt"), "x");
    }

    @Test
    void files_of_one_name_lie_in_two_folders_and_do_not_meet() {
        make("a").orThrow();
        make("b").orThrow();
        Deposit one = put(spot("a", "x.txt"), "one");
        Deposit two = put(spot("b", "x.txt"), "two");
        upload("x.txt", "three");

        assertThat(read(one)).isEqualTo(bytes("one"));
        assertThat(read(two)).isEqualTo(bytes("two"));
        assertThat(names("a")).containsExactly("x.txt");
        assertThat(names("")).containsExactly("x.txt");
        assertThat(refusal(folders().remove(ali, spot("a"))).code()).isEqualTo("not-empty");
        gateway.inside.own.remove(ali, one).orThrow();
        folders().remove(ali, spot("a")).orThrow();
    }

    @Test
    void a_file_moves_between_folders_of_its_type_until_it_is_deposited() {
        make("a").orThrow();
        make("b").orThrow();
        Deposit file = put(spot("a", "x.txt"), "one");

        Deposit moved = gateway.inside.own.move(ali, file, spot("b", "y.txt")).orThrow();
        assertThat(moved.spot()).isEqualTo(spot("b", "y.txt"));
        assertThat(read(moved)).isEqualTo(bytes("one"));
        assertThat(names("a")).isEmpty();
        assertThat(gateway.audited(EventKind.DEPOSIT_RENAMED))
                .singleElement()
                .asString()
                .contains("new_name", "new_folder", "[withheld]")
                .doesNotContain("y.txt", "/b/");

        assertThat(refusal(gateway.inside.own.move(ali, moved, spot("nowhere", "y.txt")))
                        .code())
                .isEqualTo("unknown-folder");
        assertThat(refusal(gateway.inside.own.move(ali, moved, spot(Channel.RESTRICTED, TYPE, "y.txt")))
                        .code())
                .isEqualTo("other-folder");
        assertThat(refusal(gateway.inside.own.move(ali, moved, spot("@ocha-imos", "y.txt")))
                        .code())
                .isEqualTo("other-audience");
        gateway.inside.settle.orderlyEnd(ali);
        assertThat(refusal(gateway.inside.own.move(ali, moved, spot("a", "y.txt")))
                        .code())
                .isEqualTo("already-deposited");
    }

    @Test
    void moving_away_gives_back_the_version_that_was_superseded() {
        Deposit old = deposited("x.txt", "old");
        make("a").orThrow();
        Deposit fresh = upload("x.txt", "new");
        assertThat(gateway.get(old.id()).supersededBy()).contains(fresh.id());

        gateway.inside.own.move(ali, fresh, spot("a", "x.txt")).orThrow();

        assertThat(current("x.txt").id()).isEqualTo(old.id());
    }

    @Test
    void a_folder_without_files_is_renamed_with_what_is_in_it_and_one_with_files_is_not() {
        make("a").orThrow();
        make("a", "b").orThrow();
        make("c").orThrow();

        folders().rename(ali, spot("a"), spot("c", "é")).orThrow();
        assertThat(inside("")).containsExactly("c");
        assertThat(inside("c/é")).containsExactly("b");
        assertThat(refusal(folders().rename(ali, spot("c"), spot("c", "d"))).code())
                .isEqualTo("into-itself");
        put(spot("c", "é", "b", "x.txt"), "x");
        assertThat(refusal(folders().rename(ali, spot("c"), spot("d"))).code()).isEqualTo("holds-files");
        assertThat(refusal(folders().rename(ali, spot("c"), spot(Channel.PUBLIC, TYPE, "c")))
                        .code())
                .isEqualTo("other-folder");
    }

    @Test
    void others_see_nothing_of_ones_folders_and_whoever_does_not_deposit_makes_none() {
        gateway.person("berivan", "org-a", Role.DEPOSITOR);
        make("a").orThrow();
        assertThat(gateway.inside.folders.inside(gateway.visit("berivan"), Channel.CONFIDENTIAL, TYPE, ""))
                .isEmpty();
        assertThat(refusal(folders().make(gateway.visit("rana"), spot("a"))).code())
                .isEqualTo("not-a-depositor");
        gateway.inside
                .cut
                .suspend(org.sluice.gateway.testkit.GatewayFixture.HOST, "org-a", "a check (made up)")
                .orThrow();
        assertThat(refusal(folders().remove(ali, spot("a"))).code()).isEqualTo("session-ended");
    }

    private OwnFolders folders() {
        return gateway.inside.folders;
    }

    private Answer<Spot> make(String... names) {
        return folders().make(ali, spot(names));
    }

    private static Spot spot(String... names) {
        return spot(Channel.CONFIDENTIAL, TYPE, names);
    }

    private static Spot spot(Channel channel, String type, String... names) {
        List<String> all = List.of(names);
        return Spot.of(channel, type, all.subList(0, all.size() - 1), all.getLast())
                .orThrow();
    }

    private Deposit put(Spot spot, String content) {
        Upload upload = gateway.inside
                .receive
                .begin(ali, new ReceiveDeposit.Incoming(spot, spot.label(), Optional.empty(), true))
                .orThrow();
        upload.write(0, bytes(content), 0, bytes(content).length).orThrow();
        return upload.complete().orThrow();
    }

    private List<String> inside(String path) {
        return folders().inside(ali, Channel.CONFIDENTIAL, TYPE, path);
    }

    private List<String> names(String path) {
        return gateway.inside.own.list(ali, Channel.CONFIDENTIAL, TYPE, path).stream()
                .map(entry -> entry.deposit().name())
                .toList();
    }
}
