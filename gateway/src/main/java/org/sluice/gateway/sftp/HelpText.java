package org.sluice.gateway.sftp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.deposit.ByteSize;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.policy.KnownWords;
import org.sluice.gateway.policy.LabelSchema;
import org.sluice.gateway.policy.LabelTemplate;
import org.sluice.gateway.policy.TypeHelp;
import org.sluice.gateway.usecase.ExplainFolders;
import org.sluice.gateway.words.Words;

/** A file of the folder of explanations, in one person's language. */
record HelpText(String name, Instant at, String text) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String RIGHT_TO_LEFT = "\u200F";

    int size() {
        return bytes().length;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<HelpText> of(ExplainFolders.Folders folders, Words words, String language) {
        LabelTemplate.Say say = (key, values) -> words.text(language, key, values);
        KnownWords known = KnownWords.of(folders.protocols());
        Instant at = folders.since();
        List<HelpText> all = new ArrayList<>();
        all.add(text("README.txt", at, language, readme(folders, say)));
        all.add(text("channels.txt", at, language, channels(folders, say, language)));
        all.add(new HelpText("label-template.yaml", at, LabelTemplate.general(say, known)));
        all.add(new HelpText(
                "label-schema.json", at, LabelSchema.of(known, key -> say.text("label." + key.word(), Map.of()))));
        for (TypeHelp help : folders.types()) {
            String title = help.type().titles().in(language);
            all.add(new HelpText(
                    "label-" + help.type().id() + ".yaml",
                    at,
                    LabelTemplate.of(say, help.type(), title, help.protocol())));
        }
        return all;
    }

    private static String readme(ExplainFolders.Folders folders, LabelTemplate.Say say) {
        return say.text(
                "readme",
                Map.of(
                        "grace", Long.toString(folders.grace().toSeconds()),
                        "days", Long.toString(folders.waiting().toDays()),
                        "deepest", Integer.toString(Spot.DEEPEST)));
    }

    private static String channels(ExplainFolders.Folders folders, LabelTemplate.Say say, String language) {
        StringBuilder text = new StringBuilder(say.text("channels.head", Map.of())).append("\n\n");
        for (Channel channel : Channel.values()) {
            String titles = folders.protocols().stream()
                    .map((Protocol protocol) ->
                            protocol.channel(channel).titles().in(language))
                    .distinct()
                    .collect(Collectors.joining(" / "));
            long largest = folders.largest().getOrDefault(channel, 0L);
            text.append("/")
                    .append(channel.word())
                    .append("/   ")
                    .append(titles)
                    .append("\n   ")
                    .append(say.text("channels." + channel.word(), Map.of()))
                    .append("\n   ")
                    .append(say.text("channels.largest", Map.of("size", ByteSize.text(largest))))
                    .append("\n\n");
        }
        text.append(say.text("channels.types", Map.of())).append("\n\n");
        for (TypeHelp help : folders.types()) {
            text.append(help.type().id())
                    .append("   ")
                    .append(help.type().titles().in(language))
                    .append("\n   ")
                    .append(say.text(
                            "channels.type",
                            Map.of(
                                    "floor", help.floor().word(),
                                    "least", help.least().word())))
                    .append('\n');
        }
        return text.toString();
    }

    /** For editors that know no other sign of UTF-8 and no other end of a line, as older ones of Windows. */
    private static HelpText text(String name, Instant at, String language, String text) {
        UnaryOperator<String> line =
                language.equals("ar") ? one -> one.startsWith("       ") ? one : RIGHT_TO_LEFT + one : one -> one;
        String lines = text.lines().map(line).collect(Collectors.joining("\r\n", BYTE_ORDER_MARK, "\r\n"));
        return new HelpText(name, at, lines);
    }
}
