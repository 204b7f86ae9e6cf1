package org.sluice.gateway.sftp;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.usecase.Inbox;
import org.sluice.gateway.usecase.Visit;
import org.sluice.gateway.words.Words;

/** The folders and files that one person sees. Nothing is remembered: each question is asked of the use cases anew. */
final class Tree {
    private final SftpUseCases usecases;
    private final Words words;
    private final Words helpWords;
    private final Visit visit;
    private final SideTree sides;

    Tree(SftpUseCases usecases, Words words, Words helpWords, Visit visit) {
        this.usecases = usecases;
        this.words = words;
        this.helpWords = helpWords;
        this.visit = visit;
        this.sides = new SideTree(usecases.sideFiles(), visit);
    }

    /** The files that speak of the ones beside them. */
    SideTree sides() {
        return sides;
    }

    Visit visit() {
        return visit;
    }

    Optional<Node> find(Place place) {
        return switch (place) {
            case Place.Root root -> folder(false, true);
            case Place.OfChannel channel -> folder(false, deposits());
            case Place.OfType type ->
                // What rests there can still be fetched when the protocol that knew the type has ended.
                folder(
                        true,
                        deposits()
                                && (usecases.receive().types().contains(type.type())
                                        || !usecases.deposits()
                                                .list(visit, type.channel(), type.type(), "")
                                                .isEmpty()));
            case Place.OfDeposit inside -> inType(inside);
            case Place.Inbox inbox -> folder(false, true);
            case Place.InboxChannel channel ->
                folder(false, items(in(channel.channel())).findAny().isPresent());
            case Place.InboxSender sender ->
                folder(false, items(in(sender)).findAny().isPresent());
            case Place.InboxFile file -> received(file).map(Node.Received::new);
            case Place.Notices notices -> folder(false, true);
            case Place.NoticeFile file -> Optional.ofNullable(notices().get(composed(file.name())));
            case Place.Help help -> folder(false, true);
            case Place.HelpFile file -> Optional.ofNullable(help().get(file.name()));
            case Place.Nowhere nowhere -> Optional.empty();
        };
    }

    /** What a folder holds, by name; empty for what is no folder. */
    Map<String, Node> list(Place place) {
        return switch (place) {
            case Place.Root root -> top();
            case Place.OfChannel channel -> folders(true, usecases.receive().types().stream());
            case Place.OfType type -> inType(type.channel(), type.type(), "");
            case Place.Inbox inbox ->
                folders(false, items(item -> true).map(item -> channel(item).word()));
            case Place.InboxChannel channel ->
                folders(false, items(in(channel.channel())).map(Inbox.Item::sender));
            case Place.InboxSender sender -> byName(items(in(sender)), Inbox.Item::name, Node.Received::new);
            case Place.Notices notices -> notices();
            case Place.OfDeposit folder ->
                spot(folder)
                        .map(spot -> inType(spot.channel(), spot.type(), spot.whole()))
                        .orElse(Map.of());
            case Place.InboxFile file -> Map.of();
            case Place.NoticeFile file -> Map.of();
            case Place.Help help -> help();
            case Place.HelpFile file -> Map.of();
            case Place.Nowhere nowhere -> Map.of();
        };
    }

    /** Beside each of one's files, by its name only: in a listing it would disturb clients that keep two folders alike. */
    private Optional<Node> receipt(Spot spot) {
        return usecases.receipts()
                .named(visit, spot)
                .map(receipt -> new Node.Told(NoticeText.of(spot.name(), receipt.issued(), receipt.text())));
    }

    private Optional<Inbox.Item> received(Place.InboxFile file) {
        String name = composed(file.name());
        return items(in(new Place.InboxSender(file.channel(), file.sender())))
                .filter(item -> item.name().equals(name))
                .findFirst();
    }

    private Map<String, Node> top() {
        Stream<String> channels = deposits() ? Arrays.stream(Channel.values()).map(Channel::word) : Stream.of();
        return folders(false, Stream.concat(channels, Stream.of(Place.INBOX, Place.NOTICES, Place.HELP)));
    }

    /** A file first: where it lies, no folder of that name can be made. */
    private Optional<Node> inType(Place.OfDeposit place) {
        Optional<Spot> spot = spot(place);
        Optional<Node> file = spot.flatMap(at -> sides.find(at)
                .or(() -> usecases.deposits()
                        .find(visit, at)
                        .<Node>map(Node.Own::new)
                        .or(() -> receipt(at))));
        return file.isPresent()
                ? file
                : folder(
                                true,
                                spot.filter(at -> usecases.folders().there(visit, at)
                                                || usecases.audiences().leads(visit, at.whole()))
                                        .isPresent())
                        .or(() -> spot.flatMap(this::receipt));
    }

    /** An unfinished upload beside a finished file of the same name stands for both, as it does for {@link #find}. */
    private Map<String, Node> inType(Channel channel, String type, String path) {
        Map<String, Node> inside =
                new LinkedHashMap<>(folders(true, usecases.folders().inside(visit, channel, type, path).stream()));
        if (path.isEmpty()) {
            folders(true, usecases.audiences().offered(visit, channel, type).stream())
                    .forEach(inside::putIfAbsent);
        }
        for (var entry : usecases.deposits().list(visit, channel, type, path)) {
            Node.Own own = new Node.Own(entry);
            inside.merge(entry.deposit().name(), own, (one, other) -> unfinished(one) ? one : other);
        }
        inside.putAll(sides.list(channel, type, path));
        return inside;
    }

    private static boolean unfinished(Node node) {
        return node instanceof Node.Own own && !own.entry().deposit().current();
    }

    private Map<String, Node> help() {
        return byName(
                HelpText.of(usecases.help().folders(), helpWords, visit.person().language()).stream(),
                HelpText::name,
                Node.Help::new);
    }

    /** The spot of what may be a file inside a type. */
    static Optional<Spot> spot(Place place) {
        return place instanceof Place.OfDeposit file
                        && Spot.of(file.channel(), file.type(), file.folders(), file.name())
                                instanceof Answer.Done<Spot> spot
                ? Optional.of(spot.value())
                : Optional.empty();
    }

    private Map<String, Node> notices() {
        return byName(
                NoticeText.of(
                        usecases.notices().list(visit), words, visit.person().language())
                        .stream(),
                NoticeText::name,
                Node.Told::new);
    }

    private Map<String, Node> folders(boolean writable, Stream<String> names) {
        return byName(names, Function.identity(), name -> new Node.Folder(writable));
    }

    private static <T> Map<String, Node> byName(
            Stream<T> things, Function<T, String> name, Function<T, ? extends Node> node) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        things.forEach(thing -> nodes.putIfAbsent(name.apply(thing), node.apply(thing)));
        return nodes;
    }

    private Optional<Node> folder(boolean writable, boolean there) {
        return there ? Optional.of(new Node.Folder(writable)) : Optional.empty();
    }

    private boolean deposits() {
        return visit.person().is(Role.DEPOSITOR);
    }

    private Stream<Inbox.Item> items(Predicate<Inbox.Item> which) {
        return usecases.inbox().items(visit).stream().filter(which);
    }

    private static Predicate<Inbox.Item> in(Channel channel) {
        return item -> channel(item) == channel;
    }

    private static Predicate<Inbox.Item> in(Place.InboxSender sender) {
        return item -> channel(item) == sender.channel() && item.sender().equals(sender.sender());
    }

    private static Channel channel(Inbox.Item item) {
        return item.deposit().channel();
    }

    /** Names are kept in NFC; macOS asks for them in NFD. */
    private static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
