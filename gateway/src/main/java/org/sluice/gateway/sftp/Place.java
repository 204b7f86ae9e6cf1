package org.sluice.gateway.sftp;

import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.label.Channel;

/** What a path of the virtual tree means. Only its shape is looked at; whether something is there, the tree says. */
sealed interface Place {
    String INBOX = "inbox";
    String NOTICES = "notices";
    String HELP = "help";

    record Root() implements Place {}

    record OfChannel(Channel channel) implements Place {}

    record OfType(Channel channel, String type) implements Place {}

    /** A file, or a folder inside the type: which of them, only what lies there can tell. */
    record OfDeposit(Channel channel, String type, List<String> folders, String name) implements Place {
        /** The folder that it lies in. */
        Place parent() {
            return folders.isEmpty()
                    ? new OfType(channel, type)
                    : new OfDeposit(channel, type, folders.subList(0, folders.size() - 1), folders.getLast());
        }
    }

    record Inbox() implements Place {}

    record InboxChannel(Channel channel) implements Place {}

    record InboxSender(Channel channel, String sender) implements Place {}

    record InboxFile(Channel channel, String sender, String name) implements Place {}

    record Notices() implements Place {}

    record NoticeFile(String name) implements Place {}

    record Help() implements Place {}

    record HelpFile(String name) implements Place {}

    record Nowhere() implements Place {}

    /**
     * Reads the names of the folders on the way and of what is meant.
     *
     * @param names without "." and ".."
     */
    static Place of(List<String> names) {
        if (names.isEmpty()) {
            return new Root();
        }
        List<String> inside = names.subList(1, names.size());
        return switch (names.getFirst()) {
            case INBOX -> inInbox(inside);
            case NOTICES -> inNotices(inside);
            case HELP -> inHelp(inside);
            default -> inChannel(Channel.of(names.getFirst()), inside);
        };
    }

    private static Place inChannel(Optional<Channel> channel, List<String> inside) {
        if (channel.isEmpty()) {
            return new Nowhere();
        }
        return switch (inside.size()) {
            case 0 -> new OfChannel(channel.get());
            case 1 -> new OfType(channel.get(), inside.get(0));
            default ->
                new OfDeposit(channel.get(), inside.get(0), inside.subList(1, inside.size() - 1), inside.getLast());
        };
    }

    private static Place inInbox(List<String> inside) {
        if (inside.isEmpty()) {
            return new Inbox();
        }
        Optional<Channel> channel = Channel.of(inside.get(0));
        if (channel.isEmpty()) {
            return new Nowhere();
        }
        return switch (inside.size()) {
            case 1 -> new InboxChannel(channel.get());
            case 2 -> new InboxSender(channel.get(), inside.get(1));
            case 3 -> new InboxFile(channel.get(), inside.get(1), inside.get(2));
            default -> new Nowhere();
        };
    }

    private static Place inHelp(List<String> inside) {
        return switch (inside.size()) {
            case 0 -> new Help();
            case 1 -> new HelpFile(inside.get(0));
            default -> new Nowhere();
        };
    }

    private static Place inNotices(List<String> inside) {
        return switch (inside.size()) {
            case 0 -> new Notices();
            case 1 -> new NoticeFile(inside.get(0));
            default -> new Nowhere();
        };
    }
}
