package org.sluice.gateway.domain.audit;

import java.util.Locale;

/**
 * Everything the audit can say has happened: a closed list, a noun and a verb each. A word is never renamed or reused once
 * a chain holds it; new ones are added.
 */
public enum EventKind {
    NODE_INITIALISED,
    GATEWAY_STARTED,
    GATEWAY_STOPPED,
    PARTICIPANT_ADDED,
    PARTICIPANT_SUSPENDED,
    PARTICIPANT_RESUMED,
    PARTICIPANT_WITHDRAWING,
    PARTICIPANT_WITHDRAWN,
    PERSON_ADDED,
    KEY_ADDED,
    KEY_REMOVED,
    CONTACT_ADDED,
    PERSON_FUNCTIONS_SET,
    CONTACT_NAMED,
    LOGIN_ACCEPTED,
    LOGIN_REFUSED,
    /** Failures of nobody known, counted for one minute and one network. */
    STRANGERS_REFUSED,
    DEPOSIT_BEGUN,
    DEPOSIT_REFUSED,
    DEPOSIT_RESUMED,
    DEPOSIT_INTERRUPTED,
    DEPOSIT_COMPLETED,
    DEPOSIT_SETTLED,
    DEPOSIT_SUPERSEDED,
    DEPOSIT_RENAMED,
    DEPOSIT_REMOVED,
    DEPOSIT_LABELLED,
    DEPOSIT_READ,
    FACT_RECORDED,
    FACT_ENDED,
    RELEASE_DECIDED,
    RELEASE_CREATED,
    RELEASE_REFUSED,
    RELEASE_REVOKED,
    LINK_OPENED,
    LINK_REFUSED,
    LINK_LOCKED,
    LINK_CLAIMED,
    LINK_CLAIM_REFUSED,
    LINK_DELIVERY_STARTED,
    LINK_DELIVERY_ENDED,
    LINK_CONFIRMED,
    LINK_REVOKED,
    LINK_REISSUED,
    INBOX_READ_STARTED,
    INBOX_READ_ENDED,
    INBOX_READ_REFUSED,
    API_REFUSED,
    KEYS_ROTATED,
    AUDIT_EXPORTED,
    CHECKPOINT_SIGNED,
    PAYLOAD_ERASED,
    OWNER_POLICY_ADDED,
    OWNER_POLICY_ENDED,
    DEPOSIT_PAUSED,
    DEPOSIT_RECALLED,
    DEPOSIT_RESUMED_BY_OWNER,
    QUESTION_ASKED,
    QUESTION_ANSWERED,
    INCIDENT_OPENED,
    INCIDENT_CHANGED,
    INCIDENT_CLOSED,
    PROTOCOL_LOADED;

    /** The word that the chain stores, for example {@code deposit_begun}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
