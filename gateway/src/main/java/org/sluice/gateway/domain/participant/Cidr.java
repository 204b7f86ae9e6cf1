package org.sluice.gateway.domain.participant;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;

/**
 * A network as RFC 4632 and RFC 4291 write it: {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or one address. Names are never
 * looked up. Two networks are equal when they hold the same addresses.
 *
 * @param network the first address, as a number
 * @param length bits of an address: 32 or 128
 * @param bits how many of them are the network's
 */
public record Cidr(BigInteger network, int length, int bits) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9A-Fa-f:.]{2,45})(?:/(\\d{1,3}))?");
    private static final Pattern QUAD = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final BigInteger MAPPED = BigInteger.valueOf(0xffff).shiftLeft(32);

    public Cidr {
        if ((length != 32 && length != 128) || bits < 0 || bits > length) {
            throw new IllegalArgumentException("A network has 0 to 32 or 0 to 128 bits.");
        }
        if (network.signum() < 0
                || network.bitLength() > length
                || !masked(network, length, bits).equals(network)) {
            throw new IllegalArgumentException("These are no first address and bits of a network.");
        }
    }

    /** Reads one network. An address inside it instead of its first one is refused: one of the two was mistyped. */
    public static Answer<Cidr> of(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        Optional<Bits> number = matcher.matches() ? number(matcher.group(1)) : Optional.empty();
        if (number.isEmpty()) {
            return wrong("\"" + text.strip() + "\" is no network. Write it as 192.0.2.0/24, 2001:db8::/32, or one"
                    + " address; host names and patterns with * are not taken, since what a name means can be changed by"
                    + " others.");
        }
        int length = number.get().length();
        int bits = matcher.group(2) == null ? length : Integer.parseInt(matcher.group(2));
        if (bits > length) {
            return wrong("\"" + text.strip() + "\" is no network: after the slash stands a number from 0 to " + length
                    + ".");
        }
        BigInteger first = masked(number.get().value(), length, bits);
        if (!first.equals(number.get().value())) {
            return wrong("\"" + text.strip() + "\" names an address inside a network. Write the network, "
                    + new Cidr(first, length, bits).text() + ", or the address alone.");
        }
        return Answer.done(new Cidr(first, length, bits));
    }

    /**
     * Whether the address is in this network. An IPv4 address that came as IPv6 ({@code ::ffff:192.0.2.1}) counts as IPv4.
     *
     * @param address 4 or 16 bytes
     */
    public boolean contains(byte[] address) {
        BigInteger value = new BigInteger(1, address);
        int of = address.length * 8;
        if (of == 128 && value.shiftRight(32).equals(MAPPED.shiftRight(32))) {
            value = value.subtract(MAPPED);
            of = 32;
        }
        return of == length && masked(value, length, bits).equals(network);
    }

    /** As people write it; IPv6 without its longest run of zeros. */
    public String text() {
        String address = length == 32 ? quad() : hex();
        return bits == length ? address : address + "/" + bits;
    }

    private String quad() {
        long value = network.longValueExact();
        return (value >> 24) + "." + (value >> 16 & 255) + "." + (value >> 8 & 255) + "." + (value & 255);
    }

    private String hex() {
        StringBuilder groups = new StringBuilder();
        for (int i = 7; i >= 0; i--) {
            groups.append(groups.isEmpty() ? "" : ":")
                    .append(Integer.toHexString(network.shiftRight(16 * i).intValue() & 0xffff));
        }
        String all = groups.toString();
        String longest = "";
        Matcher zeros = Pattern.compile("(?<![0-9a-f])0(?::0)+(?![0-9a-f])").matcher(all);
        while (zeros.find()) {
            longest = zeros.group().length() > longest.length() ? zeros.group() : longest;
        }
        if (longest.isEmpty()) {
            return all;
        }
        int at = Pattern.compile("(?<![0-9a-f])" + longest + "(?![0-9a-f])")
                .matcher(all)
                .results()
                .findFirst()
                .orElseThrow()
                .start();
        String before = all.substring(0, at);
        String after = all.substring(at + longest.length());
        return (before.isEmpty() ? ":" : before) + (after.isEmpty() ? ":" : after);
    }

    private record Bits(BigInteger value, int length) {}

    private static Optional<Bits> number(String address) {
        return address.indexOf(':') < 0
                ? quad(address).map(value -> new Bits(value, 32))
                : sixteen(address)
                        .map(value -> value.shiftRight(32).equals(MAPPED.shiftRight(32)) && address.indexOf('.') > 0
                                ? new Bits(value.subtract(MAPPED), 32)
                                : new Bits(value, 128));
    }

    private static Optional<BigInteger> quad(String text) {
        Matcher matcher = QUAD.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigInteger value = BigInteger.ZERO;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(matcher.group(i));
            // A leading zero is octal to some programs and decimal to others.
            if (part > 255 || (matcher.group(i).length() > 1 && matcher.group(i).startsWith("0"))) {
                return Optional.empty();
            }
            value = value.shiftLeft(8).or(BigInteger.valueOf(part));
        }
        return Optional.of(value);
    }

    private static Optional<BigInteger> sixteen(String text) {
        int gap = text.indexOf("::");
        if (gap != text.lastIndexOf("::") || text.contains(":::")) {
            return Optional.empty();
        }
        Optional<String> head = hexOf(gap < 0 ? text : text.substring(0, gap), gap < 0);
        Optional<String> tail = gap < 0 ? Optional.of("") : hexOf(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int missing = 32 - head.get().length() - tail.get().length();
        if (gap < 0 ? missing != 0 : missing < 4) {
            return Optional.empty();
        }
        return Optional.of(new BigInteger(head.get() + "0".repeat(missing) + tail.get(), 16));
    }

    /** Groups as hexadecimal digits, four each; the last one may be written as IPv4. */
    private static Optional<String> hexOf(String groups, boolean last) {
        StringBuilder digits = new StringBuilder();
        if (groups.isEmpty()) {
            return Optional.of("");
        }
        String[] parts = groups.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (last && i == parts.length - 1 && parts[i].indexOf('.') > 0) {
                Optional<BigInteger> quad = quad(parts[i]);
                if (quad.isEmpty()) {
                    return Optional.empty();
                }
                digits.append(String.format(java.util.Locale.ROOT, "%08x", quad.get()));
            } else if (parts[i].matches("[0-9A-Fa-f]{1,4}")) {
                digits.append("0".repeat(4 - parts[i].length())).append(parts[i]);
            } else {
                return Optional.empty();
            }
        }
        return digits.length() > 32 ? Optional.empty() : Optional.of(digits.toString());
    }

    private static BigInteger masked(BigInteger value, int length, int bits) {
        return value.shiftRight(length - bits).shiftLeft(length - bits);
    }

    private static Answer<Cidr> wrong(String message) {
        return Answer.refused(Refusal.wrong("bad-network", message));
    }
}
