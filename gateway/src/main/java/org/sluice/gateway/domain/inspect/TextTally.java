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

    private final LikelyPerson persons;
    private final Set<String> organisations;
    private long names;
    private long staff;
    private long telephones;
    private long emails;
    private long identities;
    private long accounts;
    private long coordinates;
    private long organisationNames;

    /** @param organisations names of participants, normalised */
    public TextTally(Vocabulary words, Set<String> organisations) {
        this.persons = new LikelyPerson(words);
        this.organisations = organisations;
    }

    public void line(String whole) {
        if (whole.isBlank()) {
            return;
        }
        for (int from = 0; from < whole.length(); from += LONGEST) {
            part(whole.substring(from, Math.min(whole.length(), from + LONGEST)));
        }
    }

    private void part(String text) {
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
            if (organisation.length() >= SHORTEST_ORGANISATION && normal.contains(" " + organisation + " ")) {
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
        ColumnTally.add(found, FindingKind.EXACT_COORDINATES, place, coordinates);
        ColumnTally.add(found, FindingKind.ORGANISATION_NAMES, place, organisationNames);
        return found;
    }
}
