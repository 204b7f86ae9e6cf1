package org.sluice.gateway.inspect;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.GpsDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.sluice.gateway.domain.inspect.FindingKind;

/** Where a picture was taken, as its camera wrote into it. What the picture shows is not looked at. */
final class Pictures {
    private Pictures() {}

    static void read(byte[] picture, Look look, String prefix) throws IOException {
        try {
            Metadata metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture), picture.length);
            look.picture();
            if (metadata.getDirectoriesOfType(GpsDirectory.class).stream()
                    .anyMatch(gps -> gps.containsTag(GpsDirectory.TAG_LATITUDE))) {
                look.found(FindingKind.EXACT_COORDINATES, prefix + "the picture's position", 1);
            }
        } catch (ImageProcessingException e) {
            throw new IOException("no picture that can be read", e);
        }
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
