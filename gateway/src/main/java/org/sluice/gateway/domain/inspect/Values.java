package org.sluice.gateway.domain.inspect;

import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by its form what a value may be. Every form is a guess; a checksum makes it a good one. */
final class Values {
    /** Longest value that is looked at by its form. */
    static final int LONGEST = 200;

    static final Pattern EMAIL = Pattern.compile("[\\p{L}0-9._%+-]{1,64}@(?:[\\p{L}0-9-]{1,63}\\.){1,5}\\p{L}{2,24}");
    /**
     * With a plus sign or two zeros and a country, or a mobile number as dialled in Turkey, Syria or Iraq, or one of these
     * (or of Jordan) as spreadsheets keep it: the country without its sign.
     */
    static final Pattern TELEPHONE = Pattern.compile(
            "(?<![\\d.])(?:(?:\\+|00)[1-9][0-9](?:[ ()./-]{0,2}\\d){7,12}|0[579]\\d(?:[ ()./-]{0,2}\\d){7,8}"
                    + "|0 ?\\(?[579]\\d{2}\\)?[ -]?\\d{3}[ -]?\\d{2}[ -]?\\d{2}"
                    + "|9639\\d{8}|905\\d{9}|9647\\d{9}|9627\\d{8})(?![\\d.])");

    static final Pattern ELEVEN_DIGITS = Pattern.compile("(?<!\\d)\\d{11}(?!\\d)");
    private static final Pattern IBAN = Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}\\b");
    /** Registration groups and individuals as UNHCR writes them, for example 123-45C67890 and 123-00012345. */
    private static final Pattern UNHCR = Pattern.compile("\\b\\d{3}-(?:\\d{2}C\\d{5}|\\d{8})\\b");

    private static final Pattern ANY_ID =
            Pattern.compile("(?=.*\\d.*\\d.*\\d.*\\d)[A-Z]{0,4}[ -]?[0-9][0-9 /-]{4,18}[0-9A-Z]");
    private static final Pattern DATE =
            Pattern.compile("(?:(?:19|20)\\d\\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\\d|3[01])(?:[T ].*)?"
                    + "|(?:[0-2]?\\d|3[01])[-/.](?:[0-2]?\\d|3[01])[-/.](?:(?:19|20)\\d\\d|\\d\\d))");
    private static final Pattern CODE = Pattern.compile("[A-Z]{0,6}[-_ /#]?\\d{1,8}[A-Z]?");
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,3}(?:[.,]\\d{1,15})?");
    private static final Pattern PAIR = Pattern.compile(
            "(?<![\\d.])([-+]?\\d{1,2}\\.\\d{1,12})°?\\s*[NS]?\\s*[,;/ ]\\s*([-+]?\\d{1,3}\\.\\d{1,12})(?![\\d.])");
    private static final Pattern DEGREES =
            Pattern.compile("\\d{1,3}\\s*°\\s*\\d{1,2}\\s*['′]\\s*(?:\\d{1,2}(?:\\.\\d+)?\\s*(?:\"|″|''))?\\s*[NSEWO]");
    /**
     * Codes of communities, camps and neighbourhoods in Syria, or a place code of the OCHA common operational datasets that is
     * longer than one of the third administrative level: a country, then at least two digits for each level.
     */
    private static final Pattern COMMUNITY_CODE =
            Pattern.compile("(?:C|CP|N)\\d{4,5}|[A-Z]{2}\\d{8,12}|[A-Z]{3}\\d{10,15}");

    private static final Pattern PLUS_CODE = Pattern.compile(
            "(?<![0-9A-Z])(?:[2-9CFGHJMPQRVWX]{4})?[2-9CFGHJMPQRVWX]{4}\\+[2-9CFGHJMPQRVWX]{2,3}(?![0-9A-Z])");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private Values() {}

    /**
     * The same words with the digits of any script as 0 to 9, without the signs that only steer the direction of writing, and
     * with plain spaces: so that every form below is looked for once.
     */
    static String plain(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) < 0x80) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, at);
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= 0x80 && Character.isDigit(c)) {
                out.append((char) ('0' + Character.digit(c, 10)));
            } else if (c == '\u066B') {
                out.append('.');
            } else if (Character.isSpaceChar(c)) {
                out.append(' ');
            } else if (c < 0x80 || Character.getType(c) != Character.FORMAT) {
                out.append(c);
            }
        }
        return out.toString();
    }

    static boolean email(String value) {
        return value.indexOf('@') > 0 && EMAIL.matcher(value).find();
    }

    static boolean telephone(String value) {
        if (value.length() < 9) {
            return false;
        }
        return TELEPHONE.matcher(value).find();
    }

    /** Turkish identity number: eleven digits, the last two of them check digits (Law 5490's numbering). */
    static boolean turkishIdentity(String digits) {
        if (digits.length() != 11 || digits.charAt(0) == '0' || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int odd = 0;
        int even = 0;
        int all = 0;
        for (int i = 0; i < 10; i++) {
            int digit = digits.charAt(i) - '0';
            all += digit;
            if (i < 9 && i % 2 == 0) {
                odd += digit;
            } else if (i < 9) {
                even += digit;
            }
        }
        return Math.floorMod(odd * 7 - even, 10) == digits.charAt(9) - '0' && all % 10 == digits.charAt(10) - '0';
    }

    /** Syrian national number: eleven digits that begin with the number of one of the fourteen governorates. */
    static boolean syrianIdentity(String digits) {
        if (digits.length() != 11 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int governorate = Integer.parseInt(digits.substring(0, 2));
        return governorate >= 1 && governorate <= 14;
    }

    /** ISO 13616, with its check digits. */
    static boolean iban(String value) {
        if (value.length() < 15) {
            return false;
        }
        Matcher matcher = IBAN.matcher(value);
        while (matcher.find()) {
            String bare = matcher.group().replace(" ", "");
            StringBuilder number = new StringBuilder();
            for (char c : (bare.substring(4) + bare.substring(0, 4)).toCharArray()) {
                number.append(Character.digit(c, 36));
            }
            if (new BigInteger(number.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE)) {
                return true;
            }
        }
        return false;
    }

    static boolean unhcr(String value) {
        if (value.indexOf('-') < 3) {
            return false;
        }
        return UNHCR.matcher(value).find();
    }

    /** A number that could be an identity's where its heading says so. */
    static boolean someIdentity(String value) {
        return value.length() >= 5
                && value.length() <= 26
                && ANY_ID.matcher(value.toUpperCase(Locale.ROOT)).matches();
    }

    static boolean date(String value) {
        return value.length() >= 6 && DATE.matcher(value).matches();
    }

    /** A code instead of a name. */
    static boolean code(String value) {
        return value.length() <= 16
                && CODE.matcher(value.toUpperCase(Locale.ROOT)).matches();
    }

    static boolean communityCode(String value) {
        return value.length() <= 18 && COMMUNITY_CODE.matcher(value).matches();
    }

    /** Two to five words of letters, as names are. */
    static boolean words(String value) {
        String[] words = value.strip().split("[ .'’-]+", -1);
        if (words.length < 2 || words.length > 5) {
            return false;
        }
        for (String word : words) {
            if (word.isEmpty() || !word.codePoints().allMatch(c -> Character.isLetter(c) || isMark(c))) {
                return false;
            }
        }
        return true;
    }

    static boolean letters(String value) {
        return value.codePoints().anyMatch(Character::isLetter) && value.chars().noneMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isMark(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }

    static OptionalDouble number(String value) {
        if (value.length() > 20 || !NUMBER.matcher(value).matches()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(value.replace(',', '.')));
    }

    /** Digits behind the point that say something: {@code 36.5000} says as much as {@code 36.5}. */
    static int decimals(String number) {
        int point = Math.max(number.indexOf('.'), number.indexOf(','));
        if (point < 0) {
            return 0;
        }
        int end = number.length();
        while (end > point + 1 && number.charAt(end - 1) == '0') {
            end--;
        }
        return end - point - 1;
    }

    /**
     * How exactly a coordinate places something: two decimals are a kilometre, one is eleven, none is a hundred and eleven
     * (along a meridian).
     */
    static FindingKind exactness(int decimals) {
        return switch (decimals) {
            case 0 -> FindingKind.ROUGH_COORDINATES;
            case 1 -> FindingKind.NEAR_COORDINATES;
            default -> FindingKind.EXACT_COORDINATES;
        };
    }

    /** Decimals of the finest pair of coordinates in a text; -1 without any. Degrees with minutes count as exact. */
    static int coordinates(String text) {
        if (text.indexOf('°') >= 0 && DEGREES.matcher(text).find()) {
            return 4;
        }
        if (text.indexOf('+') >= 4 && PLUS_CODE.matcher(text).find()) {
            return 4;
        }
        if (text.indexOf('.') < 0) {
            return -1;
        }
        int finest = -1;
        Matcher pair = PAIR.matcher(text);
        while (pair.find()) {
            if (Math.abs(Double.parseDouble(pair.group(1))) <= 90
                    && Math.abs(Double.parseDouble(pair.group(2))) <= 180) {
                // One decimal alone is any two figures of a report.
                int least = Math.min(decimals(pair.group(1)), decimals(pair.group(2)));
                finest = least >= 3 ? Math.max(finest, least) : finest;
            }
        }
        return finest;
    }
}
