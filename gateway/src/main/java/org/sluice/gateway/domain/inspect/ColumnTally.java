package org.sluice.gateway.domain.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what the cells of one column look like, and keeps none of them. */
final class ColumnTally {
    private static final Set<String> SEXES = Set.of(
            "m", "f", "male", "female", "man", "woman", "boy", "girl", "homme", "femme", "h", "garcon", "fille", "ذكر",
            "انثي", "erkek", "kadin", "kiz", "e", "k");
    /** Years between the oldest and the newest date of a column, from which on they are rather births than reports. */
    private static final int GENERATION = 15;

    private final Vocabulary words;
    private final Set<String> organisations;
    private final int smallest;
    private @Nullable Heading heading;

    private long filled;
    /** Cells with a digit that are no short number. */
    private long figures;

    private long telephones;
    private long digitsEnough;
    private long fourDigits;
    private long emails;
    private long eleven;
    private long turkish;
    private long syrian;
    private long ibans;
    private long registrations;
    private long someIdentities;
    private long dates;
    private int oldestYear = Integer.MAX_VALUE;
    private int newestYear = Integer.MIN_VALUE;
    private long likelyNames;
    private long lettersOnly;
    private long codes;
    private long knownOrganisations;
    private long small;
    private long sexes;
    private long ages;
    private long numbers;
    private int decimals;
    private long pairs;
    private int pairDecimals;
    private long communities;

    ColumnTally(Vocabulary words, Set<String> organisations, int smallest) {
        this.words = words;
        this.organisations = organisations;
        this.smallest = smallest;
    }

    @Nullable
    Heading heading() {
        return heading;
    }

    void headed(Heading said) {
        // A table has its title above its headings; the more telling word wins wherever it stands.
        if (heading == null || said.compareTo(heading) < 0) {
            heading = said;
        }
    }

    void cell(String raw) {
        String cut = raw.strip();
        if (cut.isEmpty()) {
            return;
        }
        // What is longer is a sentence, which the table looks at as such.
        String value = Values.plain(cut.length() > Values.LONGEST ? cut.substring(0, Values.LONGEST) : cut);
        filled++;
        OptionalDouble number = Values.number(value);
        if (number.isPresent()) {
            number(value, number.getAsDouble());
            return;
        }
        if (Values.email(value)) {
            emails++;
        }
        long digits = value.chars().filter(Character::isDigit).count();
        if (digits > 0) {
            figures++;
            withDigits(value, digits);
        }
        String normal = Vocabulary.normal(value);
        if (digits == 0) {
            letters(value, normal);
        }
        if (organisations.contains(normal)) {
            knownOrganisations++;
        }
    }

    private void number(String value, double number) {
        numbers++;
        int places = Values.decimals(value);
        if (places > 0 && Math.abs(number) <= 180) {
            decimals = Math.max(decimals, places);
        }
        if (number >= 1 && number < smallest && places == 0) {
            small++;
        }
        if (number >= 0 && number <= 120 && places == 0) {
            ages++;
        }
        if (Values.code(value)) {
            codes++;
        }
    }

    private void withDigits(String value, long digits) {
        if (digits >= 7) {
            digitsEnough++;
        }
        if (digits >= 4) {
            fourDigits++;
        }
        if (Values.telephone(value)) {
            telephones++;
        }
        String bare = value.replace(" ", "");
        if (bare.length() == 11 && digits == 11) {
            eleven++;
            turkish += Values.turkishIdentity(bare) ? 1 : 0;
            syrian += Values.syrianIdentity(bare) && !Values.telephone(value) ? 1 : 0;
        }
        ibans += Values.iban(value) ? 1 : 0;
        registrations += Values.unhcr(value) ? 1 : 0;
        someIdentities += Values.someIdentity(value) ? 1 : 0;
        codes += Values.code(value) ? 1 : 0;
        communities += Values.communityCode(value) ? 1 : 0;
        if (Values.date(value)) {
            dates++;
            year(value);
        }
        int finest = Values.coordinates(value);
        if (finest >= 0) {
            pairs++;
            pairDecimals = Math.max(pairDecimals, finest);
        }
    }

    private void year(String date) {
        for (int i = 0; i + 4 <= date.length(); i++) {
            String part = date.substring(i, i + 4);
            if (part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                int year = Integer.parseInt(part);
                oldestYear = Math.min(oldestYear, year);
                newestYear = Math.max(newestYear, year);
                return;
            }
        }
    }

    private void letters(String value, String normal) {
        lettersOnly += Values.letters(value) ? 1 : 0;
        sexes += SEXES.contains(normal) ? 1 : 0;
        // A single word is no name of a person with a family.
        if (normal.indexOf(' ') > 0 && Values.words(value)) {
            for (String word : normal.split(" ", -1)) {
                if (words.isFirstName(word)) {
                    likelyNames++;
                    return;
                }
            }
        }
    }

    boolean holdsSexes() {
        return heading == Heading.SEX && sexes >= 3;
    }

    boolean holdsAges() {
        return (heading == Heading.AGE || heading == Heading.BIRTH_DATE) && ages + dates >= 3;
    }

    boolean saysContacts() {
        return heading == Heading.STAFF || emails > 0 || heading == Heading.ORGANISATION;
    }

    long filled() {
        return filled;
    }

    /** @param contacts whether the table lists offices and their people rather than people as such */
    List<Finding> findings(String place, boolean contacts) {
        List<Finding> found = new ArrayList<>();
        people(found, place, contacts);
        identities(found, place);
        places(found, place);
        organisations(found, place);
        add(found, FindingKind.SMALL_COUNTS, place, heading == Heading.COUNT ? small : 0);
        return found;
    }

    private void people(List<Finding> found, String place, boolean contacts) {
        if (heading == Heading.STAFF) {
            add(found, FindingKind.STAFF_NAMES, place, likelyNames > 0 ? lettersOnly : 0);
        } else if (heading == Heading.PERSON_NAME) {
            add(found, FindingKind.PERSON_NAMES, place, lettersOnly);
        } else if (heading == Heading.BARE_NAME) {
            add(found, FindingKind.PERSON_NAMES, place, likelyNames * 10 >= filled ? likelyNames : 0);
        } else if (heading == null || heading == Heading.HARMLESS) {
            add(
                    found,
                    FindingKind.PERSON_NAMES,
                    place,
                    likelyNames >= 3 && likelyNames * 10 >= filled * 3 ? likelyNames : 0);
        }
        long calls = heading == Heading.TELEPHONE ? Math.max(telephones, digitsEnough) : telephones;
        add(found, contacts ? FindingKind.STAFF_TELEPHONES : FindingKind.TELEPHONES, place, calls);
        add(found, FindingKind.EMAIL_ADDRESSES, place, emails);
        boolean lives = dates >= 5 && newestYear - oldestYear >= GENERATION && dates * 2 >= filled;
        // Under its heading also a year alone, or the number that a spreadsheet keeps for a day.
        add(
                found,
                FindingKind.BIRTH_DATES,
                place,
                heading == Heading.BIRTH_DATE ? figures + numbers : lives ? dates : 0);
    }

    private void identities(List<Finding> found, String place) {
        long numbersOfPeople = registrations;
        if (heading == Heading.IDENTITY) {
            numbersOfPeople = Math.max(numbersOfPeople, Math.max(someIdentities, fourDigits));
        } else if (heading != Heading.TELEPHONE && turkish * 2 >= eleven) {
            numbersOfPeople = Math.max(numbersOfPeople, turkish);
        }
        if (heading != Heading.TELEPHONE && heading != Heading.COUNT && syrian >= 3 && syrian * 2 >= eleven) {
            numbersOfPeople = Math.max(numbersOfPeople, syrian);
        }
        add(found, FindingKind.IDENTITY_NUMBERS, place, numbersOfPeople);
        add(found, FindingKind.BANK_ACCOUNTS, place, heading == Heading.BANK ? Math.max(ibans, digitsEnough) : ibans);
        add(found, FindingKind.CASE_CODES, place, heading == Heading.CASE_CODE ? filled : 0);
    }

    private void places(List<Finding> found, String place) {
        boolean axis = heading == Heading.LATITUDE || heading == Heading.LONGITUDE;
        if (axis && numbers > 0) {
            add(found, Values.exactness(decimals), place, numbers);
        }
        add(found, FindingKind.EXACT_COORDINATES, place, pairs);
        long exact = heading == Heading.EXACT_PLACE
                ? filled
                : communities >= 3 && communities * 2 >= filled ? communities : 0;
        add(found, FindingKind.PLACES_BELOW_SUB_DISTRICT, place, exact);
        add(found, FindingKind.SUB_DISTRICTS, place, heading == Heading.SUB_DISTRICT ? filled : 0);
        add(found, FindingKind.DISTRICTS, place, heading == Heading.DISTRICT ? filled : 0);
    }

    private void organisations(List<Finding> found, String place) {
        if (heading != Heading.ORGANISATION) {
            add(found, FindingKind.ORGANISATION_NAMES, place, knownOrganisations);
            return;
        }
        long named = Math.max(knownOrganisations, filled - codes);
        add(found, FindingKind.ORGANISATION_NAMES, place, named);
        add(found, FindingKind.ORGANISATION_CODES, place, Math.min(codes, filled - named));
    }

    static void add(List<Finding> found, FindingKind kind, String place, long count) {
        if (count > 0) {
            found.add(new Finding(kind, place, count));
        }
    }
}
