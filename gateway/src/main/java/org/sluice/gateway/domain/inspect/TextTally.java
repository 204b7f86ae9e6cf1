package org.sluice.gateway.domain.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/** Counts what running text holds, line by line or cell by cell, and keeps none of it. For one thread. */
public final class TextTally {
    private static final int LONGEST = 4000;
    /** Shorter names of organisations are words of any text. */
    private static final int SHORTEST_ORGANISATION = 5;
    /** Words beside which a name is that of somebody at work. */
    private static final Set<String> AT_WORK = Set.of(
            "contact",
            "author",
            "prepared",
            "officer",
            "manager",
            "coordinator",
            "director",
            "focal",
            "signed",
            "dr",
            "reported",
            "team",
            "auteur",
            "responsable",
            "coordinateur",
            "directeur",
            "contacter",
            "hazirlayan",
            "irtibat",
            "koordinator",
            "sorumlu",
            "mudur",
            "yazar",
            "المنسق",
            "المدير",
            "اعداد",
            "مسوول",
            "جهه",
            "الاتصال");

    private final Vocabulary words;
    private final LikelyPerson persons;
    private final List<String> organisations;
    private long names;
    private long staff;
    private long telephones;
    private long emails;
    private long identities;
    private long accounts;
    private long coordinates;
    private long organisationNames;
    private long births;
    private long codes;

    /** @param organisations names of participants, normalised */
    public TextTally(Vocabulary words, Set<String> organisations) {
        this.words = words;
        this.persons = new LikelyPerson(words);
        this.organisations = organisations.stream()
                .filter(name -> name.length() >= SHORTEST_ORGANISATION)
                .toList();
    }

    public void line(String whole) {
        if (whole.isBlank()) {
            return;
        }
        for (int from = 0; from < whole.length(); from += LONGEST) {
            part(Values.plain(whole.substring(from, Math.min(whole.length(), from + LONGEST))));
        }
    }

    /** A line of a form: what it asks, a colon, and what was filled in. */
    private void field(String asked, String filled) {
        if (filled.isBlank()) {
            return;
        }
        boolean digits = filled.chars().anyMatch(Character::isDigit);
        words.heading(asked).ifPresent(heading -> {
            switch (heading) {
                // A likely name is counted in the line as such.
                case PERSON_NAME -> names += Values.letters(filled) && persons.names(filled, true) == 0 ? 1 : 0;
                case BIRTH_DATE -> births += digits ? 1 : 0;
                case CASE_CODE -> codes += digits ? 1 : 0;
                case IDENTITY -> identities += Values.someIdentity(filled.strip()) ? 1 : 0;
                default -> {}
            }
        });
    }

    private void part(String text) {
        int colon = text.indexOf(':');
        if (colon > 0 && colon <= 80) {
            field(text.substring(0, colon), text.substring(colon + 1));
        }
        String normal = " " + Vocabulary.normal(text) + " ";
        long likely = persons.names(text, true);
        if (likely > 0 && AT_WORK.stream().anyMatch(word -> normal.contains(" " + word + " "))) {
            staff += likely;
        } else {
            names += likely;
        }
        emails += text.indexOf('@') >= 0 ? count(Values.EMAIL.matcher(text)) : 0;
        if (text.chars().filter(Character::isDigit).limit(5).count() == 5) {
            telephones += count(Values.TELEPHONE.matcher(text));
            Matcher eleven = Values.ELEVEN_DIGITS.matcher(text);
            while (eleven.find()) {
                identities += Values.turkishIdentity(eleven.group()) ? 1 : 0;
            }
            identities += Values.unhcr(text) ? 1 : 0;
            accounts += Values.iban(text) ? 1 : 0;
            coordinates += Values.coordinates(text) >= 0 ? 1 : 0;
        }
        for (String organisation : organisations) {
            if (normal.contains(" " + organisation + " ")) {
                organisationNames++;
            }
        }
    }

    private static long count(Matcher matcher) {
        long count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    public List<Finding> findings(String place) {
        List<Finding> found = new ArrayList<>();
        ColumnTally.add(found, FindingKind.PERSON_NAMES, place, names);
        ColumnTally.add(found, FindingKind.STAFF_NAMES, place, staff);
        // In running text a number is that of whoever can be called about it; tables tell better.
        ColumnTally.add(found, FindingKind.STAFF_TELEPHONES, place, telephones);
        ColumnTally.add(found, FindingKind.EMAIL_ADDRESSES, place, emails);
        ColumnTally.add(found, FindingKind.IDENTITY_NUMBERS, place, identities);
        ColumnTally.add(found, FindingKind.BANK_ACCOUNTS, place, accounts);
        ColumnTally.add(found, FindingKind.BIRTH_DATES, place, births);
        ColumnTally.add(found, FindingKind.CASE_CODES, place, codes);
        ColumnTally.add(found, FindingKind.EXACT_COORDINATES, place, coordinates);
        ColumnTally.add(found, FindingKind.ORGANISATION_NAMES, place, organisationNames);
        return found;
    }
}
