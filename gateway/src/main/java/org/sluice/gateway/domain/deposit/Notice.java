package org.sluice.gateway.domain.deposit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What happened and what to do next, for one person; its words are made when it is read, in the reader's language. */
public record Notice(
        String id, String personId, Instant at, Kind kind, Map<String, String> parameters, Optional<String> depositId) {

    /** Each kind has its words in the message files, under {@code notice.<word>.title} and {@code notice.<word>.text}. */
    public enum Kind {
        /** Refused before its first byte, because its folder lies below its floor. Parameters: file, folder, floor, reasons. */
        BELOW_FLOOR_REFUSED,
        /** Taken, but held until somebody gives the label. Parameters: file, folder, channel, deposit, dimensions. */
        LABEL_NEEDED,
        /** An upload was refused for another reason. Parameters: file, folder, reason. */
        DEPOSIT_REFUSED,
        /** Personal data is not released by a folder "@…". Parameters: file, folder, audience, reason. */
        AUDIENCE_PERSONAL,
        /** Confidential files go to named recipients only. Parameters: file, folder, audience, reason. */
        AUDIENCE_NAMED_ONLY,
        /** A folder "@…" leads to nobody. Parameters: file, folder, audience, known. */
        AUDIENCE_UNKNOWN,
        /** What is put there may go to nobody whom it names. Parameters: file, folder, audience, reason. */
        AUDIENCE_REFUSED,
        /** It was permitted when it was put there, and was not when its time came. Parameters: as above, deposit. */
        AUDIENCE_NOT_RELEASED,
        /** Some of whom the folder names got nothing. Parameters: file, folder, audience, deposit, release, left. */
        AUDIENCE_LEFT_OUT,
        /** Links of a release wait to be handed over. Parameters: file, folder, audience, deposit, release, contacts. */
        HAND_OVER_PENDING,
        /** A line broke before the end; the file can be continued. Parameters: file, folder, size. */
        DEPOSIT_INTERRUPTED,
        /** A whole file waits for the name that its client meant to give it. Parameters: file, folder, name, hours. */
        RENAME_AWAITED,
        /** A label file or another side file can't be used. Parameters: file, folder, person, mistakes. */
        SIDE_FILE_WRONG,
        /** The file that it speaks of did not come. Parameters: file, folder, subject, days. */
        SIDE_FILE_UNUSED,
        /** An upload was stopped because there is no room for the rest. Parameters: file, folder, reason. */
        DEPOSIT_STOPPED,
        /** Files were deposited on a day (UTC). Parameters: channel, type, count, day. */
        NEW_DEPOSITS,
        /** A mail could not be sent in time; for administrators. Parameters: mail, person, since, reason. */
        MAIL_FAILED,
        /** A change of a protocol was proposed. Parameters: proposal, protocol, version, summary, by, until, force. */
        POLICY_PROPOSED,
        /** Somebody objected to it. Parameters: proposal, protocol, version, participant, reason. */
        POLICY_OBJECTED,
        /** Objections are taken longer. Parameters: proposal, protocol, version, until, force, reason. */
        POLICY_WINDOW_EXTENDED,
        /** Nobody objected, and all the same it can't be accepted. Parameters: proposal, protocol, version, parts. */
        POLICY_WAITING,
        /** It comes into force. Parameters: proposal, protocol, version, force, reason. */
        POLICY_ACCEPTED,
        /** It does not, or not so. Parameters: proposal, protocol, version, reason. */
        POLICY_DROPPED,
        /** A protocol's classification should be looked through. Parameters: protocol, version, last. */
        POLICY_REVIEW_DUE,
        /** Somebody with one's key gave wrong codes. Parameters: key, network, person. */
        SECOND_FACTOR_LOCKED,
        /** A link could not be sent, was closed and waits. Parameters: link, release, recipient, way, reason. */
        LINK_NOT_SENT,
        /** The password of a link that went could not be sent. Parameters: as above. */
        PASSWORD_NOT_SENT,
        /** The code that opens a link could not be sent. Parameters: link, release, recipient, reason. */
        CODE_NOT_SENT,
        /** Something lies in one's inbox. Parameters: release, participant, person, until. */
        IN_YOUR_INBOX,
        /** Too many wrong passwords on a link. Parameters: link, recipient, release, until. */
        LINK_LOCKED,
        /** It ends soon, and not all of it was fetched. Parameters: link, recipient, release, due. */
        LINK_ENDING,
        /** Its files are to be destroyed by now. Parameters: as above. */
        RECIPIENT_TO_DESTROY,
        /** Its recipient says that it destroyed them. Parameters: link, recipient, release. */
        RECIPIENT_DESTROYED,
        /** Somebody asks for an approval before a release. Parameters: clearance, by, type, audience, until. */
        CLEARANCE_ASKED,
        /** Something went at once for vital interests; look at it. Parameters: as above, until is when it is overdue. */
        REVIEW_DUE,
        /** Nobody looked in time, so it is closed. Parameters: as above. */
        REVIEW_OVERDUE,
        /** Kept as long as the schema says. Parameters: deposit, type, act, due. */
        RETENTION_DUE,
        /** The schema destroys it soon. Parameters: deposit, type, act, due. */
        RETENTION_DESTROYS,
        /** The schema has destroyed it. Parameters: deposit, type. */
        DESTROYED_BY_SCHEMA,
        /** A file shows more than its label claims. Parameters: file, folder, deposit, findings, looked, label. */
        CONTENT_ABOVE_CLAIM,
        /** A file begins like one of a known form, and its end is missing. Parameters: file, folder, deposit, format, size. */
        CUT_OFF,
        /** A file is not what its own .sha256 says. Parameters: file, folder, deposit, sha256, said. */
        HASH_DIFFERS,
        /** The virus scanner found something in one's file. Parameters: file, folder, deposit, signature. */
        INFECTED,
        /** The same, for coordinators and administrators. Parameters: deposit, participant, signature. */
        INFECTION_FOUND,
        /** A deposit is larger than what the scanner takes. Parameters: deposit, participant, size, most. */
        TOO_LARGE_TO_SCAN,
        /** The scanner does not answer. Parameters: scanner, reason. */
        SCANNER_DOWN,
        /** It answers again. Parameters: scanner, waiting. */
        SCANNER_BACK,
        /** A file's name looks like a person's. Parameters: file, folder, deposit. */
        NAME_IN_FILE_NAME,
        /** A file about a case was not taken, because its name looks like a person's. Parameters: folder. */
        CASE_CODE_ONLY,
        /** An incident was opened. Parameters: incident, nature, severity. */
        INCIDENT_OPENED,
        /** A clock of an incident is about to run out, or has. Parameters: incident, clock, due. */
        INCIDENT_DUE,
        /** Somebody without a log-in must be told of an incident directly. Parameters: incident, contact, due. */
        INCIDENT_TELL,
        /** A recipient said that a file is not for them. Parameters: incident, link, recipient, release. */
        NOT_FOR_ME,
        /** A recipient reported that it passed something on. Parameters: link, release, recipient, to, why. */
        PASSED_ON,
        /** An owner paused what this person released. Parameters: deposit, owner, reason. */
        OWNER_PAUSED,
        /** An owner took back what this person released. Parameters: deposit, owner, reason. */
        OWNER_RECALLED,
        /** One's organisation is asked for a fact. Parameters: question, kind, deposit, recipient, purpose, why, code, by. */
        QUESTION_ASKED,
        /** A question was answered. Parameters: question, kind, deposit, recipient, answer. */
        QUESTION_ANSWERED,
        /** What a file rested on was taken back; for who released it. Parameters: fact, kind, deposit, reason, tell. */
        FACT_ENDED,
        /** The same, for who received it. Parameters: fact, kind, deposit, reason, from. */
        RECEIVED_FACT_ENDED,
        /** What held of a recipient holds no more; for who released to it. Parameters: fact, kind, recipient, reason. */
        RECIPIENT_FACT_ENDED,
        /** A third party asked for information. Parameters: request, recipient. */
        REQUEST_RECEIVED,
        /** It asks for much the same as others did. Parameters: request, similar. */
        REQUEST_SIMILAR,
        /** It was referred upwards. Parameters: request, to. */
        REQUEST_REFERRED,
        /** What was given must be destroyed. Parameters: request, recipient, due. */
        DESTRUCTION_DUE,
        /** It was destroyed, and that is on record. Parameters: request, recipient, words. */
        DESTRUCTION_CONFIRMED,
        /** A government body demands information. Parameters: demand, body. */
        DEMAND_RECEIVED,
        /** A data subject asks that a copy be acted on. Parameters: subject, task, act, deposit, holder, due. */
        SUBJECT_ASKED,
        /** The time for that runs out, or has. Parameters: subject, due. */
        SUBJECT_DUE,
        /** A participant gave notice of withdrawal. Parameters: participant, reason, effective. */
        WITHDRAWAL_ANNOUNCED,
        /** The group requires one. Parameters: participant, decided_by, decided_on, reason, reference, effective. */
        WITHDRAWAL_REQUIRED,
        /** A participant that had given notice stays. Parameters: participant, reason. */
        WITHDRAWAL_TAKEN_BACK,
        /** Something is to pass to one's organisation. Parameters: participant, what, successor, effective. */
        PLAN_TO_ACKNOWLEDGE,
        /** All have acknowledged a transition plan. Parameters: participant, lines, effective. */
        PLAN_IN_FORCE,
        /** What it named is one's organisation's now. Parameters: participant, successor, lines. */
        HANDED_OVER,
        /** Who leaves has not accounted for files that it received. Parameters: participant, files, due. */
        FILES_TO_CONFIRM,
        /** A quarter is over since a participant's list was confirmed. Parameters: participant, since. */
        LIST_DUE,
        /** A protocol wants this person's word that it was read. Parameters: person, protocol, version, title. */
        PROTOCOL_CONFIRM,
        /** A contact's confirmation for personal data ends soon. Parameters: contact, person, due. */
        CONTACT_DUE,
        /** A key for which senders would seal waits for a second person. Parameters: key, holder, name, by, person. */
        RECIPIENT_KEY_TO_CONFIRM,
        /** The group ends a protocol. Parameters: protocol, end, decision, reason, until. */
        PROTOCOL_ENDS,
        /** An end that was announced is taken back. Parameters: protocol, end, decision, reason. */
        PROTOCOL_GOES_ON,
        /** What was received or rests here under it. Parameters: protocol, end, count, until, person. */
        END_ASKED,
        /** The time for that answer runs out, or has. Parameters: as above. */
        END_DUE,
        /** A flow was stopped. Parameters: participant, direction, type, reason. */
        FLOW_SUSPENDED,
        /** A flow may run again. Parameters: participant, direction, type, reason. */
        FLOW_RESUMED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        public static Kind of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    public Notice {
        parameters = Map.copyOf(new TreeMap<>(parameters));
    }
}
