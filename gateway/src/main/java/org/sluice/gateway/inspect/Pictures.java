package org.sluice.gateway.inspect;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.ErrorDirectory;
import com.drew.metadata.Metadata;
import com.drew.metadata.Tag;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.png.PngDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.TextTally;

/**
 * Where a picture was taken and what was written into it beside its points: EXIF, XMP and IPTC, as cameras and programs put them
 * into JPEG, TIFF, PNG, WebP and HEIC. What the picture shows is not looked at.
 */
final class Pictures {
    private static final List<String> WRITTEN =
            List.of("artist", "author", "copyright", "description", "comment", "title", "subject", "keywords", "owner");

    private Pictures() {}

    static void read(byte[] picture, Look look, String prefix) throws IOException {
        try {
            Metadata metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture), picture.length);
            look.picture();
            if (positioned(metadata)) {
                look.found(FindingKind.EXACT_COORDINATES, prefix + "the picture's position", 1);
            }
            look.found(words(metadata, look).findings(prefix + "the picture's properties"));
            if (metadata.containsDirectoryOfType(ErrorDirectory.class)
                    || metadata.getDirectoriesOfType(GpsDirectory.class).stream()
                            .anyMatch(Directory::hasErrors)) {
                look.gap(prefix + "the picture's properties", Gap.Why.DAMAGED);
            }
        } catch (ImageProcessingException e) {
            throw new IOException("no picture that can be read", e);
        }
    }

    private static boolean positioned(Metadata metadata) {
        for (GpsDirectory gps : metadata.getDirectoriesOfType(GpsDirectory.class)) {
            if (gps.containsTag(GpsDirectory.TAG_LATITUDE) || gps.containsTag(GpsDirectory.TAG_DEST_LATITUDE)) {
                return true;
            }
        }
        for (XmpDirectory xmp : metadata.getDirectoriesOfType(XmpDirectory.class)) {
            if (xmp.getXmpProperties().keySet().stream().anyMatch(name -> name.endsWith("GPSLatitude"))) {
                return true;
            }
        }
        return false;
    }

    /** Texts that people or their programs wrote; sizes, times and the camera's own words are none. */
    private static TextTally words(Metadata metadata, Look look) throws BoundReached {
        TextTally tally = look.text();
        for (Directory directory : metadata.getDirectories()) {
            if (directory instanceof XmpDirectory xmp) {
                for (String value : xmp.getXmpProperties().values()) {
                    look.line();
                    tally.line(value);
                }
                continue;
            }
            boolean texts = directory instanceof IptcDirectory || directory instanceof PngDirectory;
            for (Tag tag : directory.getTags()) {
                String name = tag.getTagName().toLowerCase(Locale.ROOT);
                if ((texts || WRITTEN.stream().anyMatch(name::contains)) && tag.getDescription() != null) {
                    look.line();
                    tally.line(tag.getDescription());
                }
            }
        }
        return tally;
    }

    /** By the first bytes: JPEG, PNG, TIFF, WebP, HEIC and their like. */
    static boolean isPicture(byte[] head) {
        return starts(head, 0, 0xFF, 0xD8, 0xFF)
                || starts(head, 0, 0x89, 'P', 'N', 'G')
                || starts(head, 0, 'I', 'I', 0x2A, 0)
                || starts(head, 0, 'M', 'M', 0, 0x2A)
                || starts(head, 0, 'G', 'I', 'F', '8')
                || (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P'))
                || starts(head, 4, 'f', 't', 'y', 'p', 'h', 'e')
                || starts(head, 4, 'f', 't', 'y', 'p', 'm', 'i', 'f', '1');
    }

    static boolean starts(byte[] head, int from, int... signs) {
        if (head.length < from + signs.length) {
            return false;
        }
        for (int i = 0; i < signs.length; i++) {
            if ((head[from + i] & 0xFF) != signs[i]) {
                return false;
            }
        }
        return true;
    }
}
