package org.sluice.gateway.api;

import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.participant.KeyLimits;
import org.sluice.gateway.usecase.AccountForCopies;
import org.sluice.gateway.usecase.Adhere;
import org.sluice.gateway.usecase.AnswerForContent;
import org.sluice.gateway.usecase.ArrivalChecks;
import org.sluice.gateway.usecase.AskFacts;
import org.sluice.gateway.usecase.AtOnceActs;
import org.sluice.gateway.usecase.ConfirmContact;
import org.sluice.gateway.usecase.CreateRelease;
import org.sluice.gateway.usecase.CutParticipant;
import org.sluice.gateway.usecase.DeriveDeposit;
import org.sluice.gateway.usecase.DueList;
import org.sluice.gateway.usecase.EndActs;
import org.sluice.gateway.usecase.ExportAudit;
import org.sluice.gateway.usecase.GiveNotice;
import org.sluice.gateway.usecase.HandleDemands;
import org.sluice.gateway.usecase.HandleIncidents;
import org.sluice.gateway.usecase.InformationDesk;
import org.sluice.gateway.usecase.IssueLinks;
import org.sluice.gateway.usecase.KeepAgreements;
import org.sluice.gateway.usecase.KeepAuthorities;
import org.sluice.gateway.usecase.KeepTerms;
import org.sluice.gateway.usecase.KeepTokens;
import org.sluice.gateway.usecase.KeepVersions;
import org.sluice.gateway.usecase.LabelDeposit;
import org.sluice.gateway.usecase.LinkActs;
import org.sluice.gateway.usecase.Networks;
import org.sluice.gateway.usecase.Outbox;
import org.sluice.gateway.usecase.Overview;
import org.sluice.gateway.usecase.OwnersWord;
import org.sluice.gateway.usecase.PolicyActs;
import org.sluice.gateway.usecase.Quotas;
import org.sluice.gateway.usecase.Receipts;
import org.sluice.gateway.usecase.RecordFact;
import org.sluice.gateway.usecase.RefusedActs;
import org.sluice.gateway.usecase.Register;
import org.sluice.gateway.usecase.RequireWithdrawal;
import org.sluice.gateway.usecase.SecondFactor;
import org.sluice.gateway.usecase.ServeDataSubjects;
import org.sluice.gateway.usecase.Stewardship;
import org.sluice.gateway.usecase.StrangersCount;
import org.sluice.gateway.usecase.SuspendFlow;
import org.sluice.gateway.usecase.TakeBackNotice;
import org.sluice.gateway.usecase.TransitionPlan;
import org.sluice.gateway.usecase.WarnOfNames;
import org.sluice.gateway.usecase.WhoReceived;

/** The use cases behind the API. */
public record ApiActs(
        Register register,
        CutParticipant cut,
        LabelDeposit labels,
        RecordFact facts,
        CreateRelease releases,
        IssueLinks links,
        LinkActs link,
        Overview overview,
        ExportAudit export,
        StrangersCount strangers,
        RefusedActs refusals,
        PublicKeys keys,
        HandleIncidents incidents,
        WhoReceived received,
        OwnersWord owners,
        AskFacts questions,
        Stewardship stewardship,
        PolicyActs policies,
        InformationDesk requests,
        KeepAgreements agreements,
        HandleDemands demands,
        ServeDataSubjects subjects,
        DueList dues,
        Adhere adhere,
        KeepTerms terms,
        SuspendFlow flows,
        GiveNotice notice,
        TakeBackNotice takeBack,
        AnswerForContent answers,
        WarnOfNames names,
        DeriveDeposit derive,
        KeepVersions versions,
        RequireWithdrawal required,
        TransitionPlan plan,
        AccountForCopies copies,
        ConfirmContact contacts,
        EndActs ends,
        ArrivalChecks arrivals,
        Quotas quotas,
        KeepTokens tokens,
        AtOnceActs atOnce,
        LogInActs logIns,
        Receipts receipts,
        Outbox outbox) {

    /** How people get in. */
    public record LogInActs(KeepAuthorities authorities, Networks networks, SecondFactor second) {}

    /** Reads SSH public keys, so that the API knows nothing of SSH. */
    @FunctionalInterface
    public interface PublicKeys {
        /** Reads a key and says whether it may be used.
         *
         * @param line one line of a {@code .pub} file, as its owner sent it */
        Answer<PublicKey> read(String line);
    }

    /**
     * A key that may be used.
     *
     * @param fingerprint OpenSSH's {@code SHA256:…}
     * @param line OpenSSH's "type base64", without a comment
     * @param limits what the options before it limit it to
     */
    public record PublicKey(String fingerprint, String line, KeyLimits limits) {}
}
