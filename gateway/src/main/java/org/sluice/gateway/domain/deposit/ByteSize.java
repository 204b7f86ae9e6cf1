package org.sluice.gateway.domain.deposit;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How people write a number of bytes: {@code 20GiB}, {@code 1.5 TiB}, {@code 100 MB}, {@code 4096}. */
public final class ByteSize {
    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?)\\s*(?:([kmgtp])(i?)b|b)?", Pattern.CASE_INSENSITIVE);

    private static final String STEPS = "kmgtp";
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private ByteSize() {}

    /** The bytes of what was written, or nothing where it is no size or more than a {@code long} holds. */
    public static Optional<Long> of(String written) {
        Matcher matcher = WRITTEN.matcher(written.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1));
        if (matcher.group(2) != null) {
            int step = STEPS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
            BigDecimal unit = BigDecimal.valueOf(matcher.group(3).isEmpty() ? 1000 : 1024);
            bytes = bytes.multiply(unit.pow(step));
        }
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(bytes.toBigInteger().longValueExact());
    }

    /** The bytes in the largest unit of which there is one, with at most one decimal: {@code 1.5 GiB}. */
    public static String text(long bytes) {
        int unit = 0;
        double count = bytes;
        while (Math.abs(count) >= 1024 && unit < UNITS.length - 1) {
            count /= 1024;
            unit++;
        }
        String text = String.format(Locale.ROOT, unit == 0 ? "%.0f" : "%.1f", count);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " " + UNITS[unit];
    }
}
