package org.sluice.gateway.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Particulars;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.usecase.DuringNotice;
import org.sluice.gateway.usecase.ViewLink;

/** Puts an opened link into the reader's words. */
final class FileListWords {
    private FileListWords() {}

    static FileList of(ViewLink.View view, String action, String nonce, PageWords words, Instant now) {
        return new FileList(
                view.recipientName(),
                view.releasedBy(),
                view.purpose(),
                words.say(
                        "list.expires",
                        words.instant(view.expires()),
                        words.span(Duration.between(now, view.expires()))),
                TermsWords.of(view, words),
                asks(view),
                view.agreed().map(words::instant).orElse(""),
                all(view, words),
                packed(view, words),
                view.packing() == Packing.ZIP || view.packing() == Packing.AGE,
                action,
                nonce,
                view.receiptOffered(),
                view.files().stream()
                        .map(file -> file(file, !asks(view).isEmpty(), words))
                        .toList());
    }

    private static String packed(ViewLink.View view, PageWords words) {
        return switch (view.packing()) {
            case PLAIN -> "";
            case ZIP, AGE -> words.say("packed." + view.packing().word());
            case KEYS ->
                view.keys().isEmpty()
                        ? words.say("ended.key-gone")
                        : words.say(
                                "packed.keys." + view.keys().getFirst().kind().word(),
                                view.keys().stream()
                                        .map(key -> "\u2068" + key.name() + "\u2069 (\u2066" + key.fingerprint()
                                                + "\u2069)")
                                        .collect(Collectors.joining(", ")));
        };
    }

    private static String all(ViewLink.View view, PageWords words) {
        List<ViewLink.File> together = view.files().stream()
                .filter(file -> file.unavailable().isEmpty())
                .filter(file -> file.state().open() || file.state().left() > 0)
                .toList();
        if (together.size() < 2) {
            return "";
        }
        long bytes = together.stream().mapToLong(file -> file.deposit().size()).sum();
        return words.say(
                asks(view).isEmpty() ? "list.all" : "list.all.agree",
                Integer.toString(together.size()),
                words.size(bytes));
    }

    private static String asks(ViewLink.View view) {
        return view.terms().bind() && view.agreed().isEmpty() ? view.terms().digest() : "";
    }

    /** What the recipient may be told of why a file is not there; the rest is its sender's to say. */
    private static String why(ViewLink.File file) {
        if (file.takenBack()) {
            return "list.taken-back";
        }
        return file.unavailable().get().code().equals(DuringNotice.CODE) ? "list.notice-given" : "list.not-permitted";
    }

    private static FileList.File file(ViewLink.File file, boolean asks, PageWords words) {
        boolean arrived = file.state().completed().isPresent();
        boolean open = file.state().open();
        if (file.unavailable().isPresent()) {
            // Not even its name: what it is called or labelled may be why it was taken back.
            return new FileList.File(
                    file.deposit().id(),
                    words.say("list.withdrawn"),
                    "",
                    "",
                    List.of(),
                    "",
                    List.of(),
                    "",
                    "",
                    words.say(why(file)),
                    arrived);
        }
        boolean can = open || file.state().left() > 0;
        return new FileList.File(
                file.deposit().id(),
                file.deposit().name(),
                words.size(file.deposit().size()),
                file.deposit().sha256().orElse(""),
                label(file, words),
                words.say("disclosure."
                        + file.decision().obligations().disclosure().word()),
                file.decision().obligations().onward(),
                words.say("list.left", Integer.toString(file.state().left())),
                can ? words.say(open ? "list.continue" : asks ? "list.agree" : "list.download") : "",
                can ? "" : words.say("list.none-left"),
                arrived);
    }

    private static List<FileList.Said> label(ViewLink.File file, PageWords words) {
        Label label = file.label();
        String language = words.language();
        List<FileList.Said> said = new ArrayList<>();
        said.add(new FileList.Said(
                words.say("label.type"),
                file.protocol()
                        .flatMap(protocol -> protocol.informationType(label.informationType()))
                        .map(InformationType::titles)
                        .map(titles -> titles.in(language))
                        .orElse(label.informationType())));
        said.add(new FileList.Said(
                words.say("label.channel"),
                file.protocol()
                        .map(protocol ->
                                protocol.channel(label.channel()).titles().in(language))
                        .orElse(label.channel().word())));
        for (Dimension dimension : Dimension.values()) {
            said.add(new FileList.Said(
                    words.say("dimension." + dimension.word()),
                    words.say("level." + dimension.word() + "."
                            + label.effective(dimension).word())));
        }
        free(said, words.say("label.purpose"), label.purpose());
        free(said, words.say("label.period"), label.period());
        free(said, words.say("label.area"), label.area());
        // The recipient sees for what consent was given and what was withheld: PIM principles, informed consent.
        Particulars particulars = label.particulars();
        free(
                said,
                words.say("label.consented"),
                particulars
                        .consentedPurposes()
                        .map(names -> names.isEmpty() ? words.say("label.nothing") : String.join(", ", names)));
        if (!particulars.withheld().isEmpty()) {
            said.add(new FileList.Said(words.say("label.withheld"), String.join(", ", particulars.withheld())));
        }
        return said;
    }

    private static void free(List<FileList.Said> said, String what, Optional<String> value) {
        value.ifPresent(words -> said.add(new FileList.Said(what, words)));
    }
}
