package org.sluice.gateway.domain.audit;

/**
 * The first line of an export.
 *
 * @param format always {@link #FORMAT}
 * @param version of the format, {@link #VERSION} now
 * @param signer the fingerprint of the key that signs the end mark
 */
public record ExportHeader(String format, long version, String signer) {
    public static final String FORMAT = "sluice-audit";
    public static final long VERSION = 1;

    /** The header of an export in today's format. */
    public ExportHeader(String signer) {
        this(FORMAT, VERSION, signer);
    }

    /** The line, without a line end. */
    public String line() {
        return "{\"format\":" + JsonText.quote(format) + ",\"version\":" + version + ",\"signer\":"
                + JsonText.quote(signer) + "}";
    }
}
