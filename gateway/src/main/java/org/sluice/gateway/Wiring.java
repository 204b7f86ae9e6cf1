package org.sluice.gateway;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.Passwords;
import org.sluice.crypto.RootKey;
import org.sluice.crypto.SigningKey;
import org.sluice.crypto.Token;
import org.sluice.crypto.VerifyingKey;
import org.sluice.gateway.api.ApiActs;
import org.sluice.gateway.blob.BodyFiles;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.domain.inspect.LikelyPerson;
import org.sluice.gateway.domain.inspect.Vocabulary;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.inspect.Inspector;
import org.sluice.gateway.inspect.VocabularyFiles;
import org.sluice.gateway.store.Database;
import org.sluice.gateway.store.DatabaseAddress;
import org.sluice.gateway.store.Inspections;
import org.sluice.gateway.store.WriteDoor;
import org.sluice.gateway.usecase.AccountForCopies;
import org.sluice.gateway.usecase.Adhere;
import org.sluice.gateway.usecase.AnswerForContent;
import org.sluice.gateway.usecase.ArrivalChecks;
import org.sluice.gateway.usecase.AskFacts;
import org.sluice.gateway.usecase.AskToConfirm;
import org.sluice.gateway.usecase.AtOnceActs;
import org.sluice.gateway.usecase.Bodies;
import org.sluice.gateway.usecase.ChannelsClosed;
import org.sluice.gateway.usecase.ClearedFirst;
import org.sluice.gateway.usecase.ConfirmContact;
import org.sluice.gateway.usecase.ContactVouched;
import org.sluice.gateway.usecase.ContentAgainstClaim;
import org.sluice.gateway.usecase.CreateRelease;
import org.sluice.gateway.usecase.CutParticipant;
import org.sluice.gateway.usecase.DeriveDeposit;
import org.sluice.gateway.usecase.DueList;
import org.sluice.gateway.usecase.DuringNotice;
import org.sluice.gateway.usecase.EndActs;
import org.sluice.gateway.usecase.EnterWithToken;
import org.sluice.gateway.usecase.ExitRule;
import org.sluice.gateway.usecase.ExplainFolders;
import org.sluice.gateway.usecase.FetchFile;
import org.sluice.gateway.usecase.GiveNotice;
import org.sluice.gateway.usecase.HandOver;
import org.sluice.gateway.usecase.HandleDemands;
import org.sluice.gateway.usecase.HandleIncidents;
import org.sluice.gateway.usecase.Holds;
import org.sluice.gateway.usecase.Inbox;
import org.sluice.gateway.usecase.IncidentClocks;
import org.sluice.gateway.usecase.IncidentHolds;
import org.sluice.gateway.usecase.InformationDesk;
import org.sluice.gateway.usecase.InspectDeposits;
import org.sluice.gateway.usecase.Intake;
import org.sluice.gateway.usecase.IssueLinks;
import org.sluice.gateway.usecase.KeepAgreements;
import org.sluice.gateway.usecase.KeepAuthorities;
import org.sluice.gateway.usecase.KeepDocuments;
import org.sluice.gateway.usecase.KeepSideFiles;
import org.sluice.gateway.usecase.KeepTerms;
import org.sluice.gateway.usecase.KeepVersions;
import org.sluice.gateway.usecase.KeyRing;
import org.sluice.gateway.usecase.LabelDeposit;
import org.sluice.gateway.usecase.Ledger;
import org.sluice.gateway.usecase.LinkActs;
import org.sluice.gateway.usecase.LiveAccess;
import org.sluice.gateway.usecase.LogIn;
import org.sluice.gateway.usecase.Networks;
import org.sluice.gateway.usecase.NoSideFile;
import org.sluice.gateway.usecase.NotAFolder;
import org.sluice.gateway.usecase.OfItsAudience;
import org.sluice.gateway.usecase.OpenLink;
import org.sluice.gateway.usecase.Outbox;
import org.sluice.gateway.usecase.OwnDeposits;
import org.sluice.gateway.usecase.OwnFolders;
import org.sluice.gateway.usecase.OwnerLeft;
import org.sluice.gateway.usecase.OwnersRule;
import org.sluice.gateway.usecase.OwnersWord;
import org.sluice.gateway.usecase.PasswordDesk;
import org.sluice.gateway.usecase.PolicyActs;
import org.sluice.gateway.usecase.PurposeBound;
import org.sluice.gateway.usecase.Quotas;
import org.sluice.gateway.usecase.Receipts;
import org.sluice.gateway.usecase.ReceiveDeposit;
import org.sluice.gateway.usecase.RecordFact;
import org.sluice.gateway.usecase.Register;
import org.sluice.gateway.usecase.ReportPassedOn;
import org.sluice.gateway.usecase.RequireWithdrawal;
import org.sluice.gateway.usecase.Rulebook;
import org.sluice.gateway.usecase.SecondFactor;
import org.sluice.gateway.usecase.ServeDataSubjects;
import org.sluice.gateway.usecase.SettleDeposits;
import org.sluice.gateway.usecase.SideLabels;
import org.sluice.gateway.usecase.Stewardship;
import org.sluice.gateway.usecase.StrangersCount;
import org.sluice.gateway.usecase.SuccessorRule;
import org.sluice.gateway.usecase.SuspendFlow;
import org.sluice.gateway.usecase.SweepBodies;
import org.sluice.gateway.usecase.TakeBackNotice;
import org.sluice.gateway.usecase.TakeUploads;
import org.sluice.gateway.usecase.TakingPart;
import org.sluice.gateway.usecase.ThirdPartyBasis;
import org.sluice.gateway.usecase.TransitionPlan;
import org.sluice.gateway.usecase.ViewLink;
import org.sluice.gateway.usecase.WarnOfNames;
import org.sluice.gateway.usecase.WhoReceived;
import org.sluice.gateway.usecase.WithinToken;
import org.sluice.gateway.web.DepositActs;

/** Puts the inside together, by hand and in one place; what it opens it closes in reverse order. */
public final class Wiring implements AutoCloseable {
    static final String AUDIT_KEY = "audit-signing";
    static final String AUDIT_PUBLIC_KEY = "audit-verifying";
    static final String SESSION_KEY = "session";
    /** SFTP channels of one participant at once: far above its people and jobs, far below what the gateway holds. */
    private static final int MOST_SESSIONS_OF_PARTICIPANT = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    public final DataDirectory data;
    public final Settings settings;
    public final Database database;
    public final Ledger ledger;
    public final Rulebook rules;
    public final LiveAccess live;
    public final StrangersCount strangers;
    public final SecondFactor secondFactor;
    public final KeepAuthorities authorities;
    public final Networks networks;
    public final LogIn logIn;
    public final Quotas quotas;
    public final EnterWithToken tokens;
    public final ReceiveDeposit receive;
    public final Receipts receipts;
    public final OwnDeposits own;
    public final OwnFolders folders;
    public final SideLabels sideLabels;
    public final KeepSideFiles sideFiles;
    public final Outbox outbox;
    public final ExplainFolders help;
    public final SettleDeposits settle;
    public final TakeUploads uploads;
    public final InspectDeposits inspect;
    public final AnswerForContent answers;
    public final ArrivalChecks arrivals;
    public final WarnOfNames names;
    public final DeriveDeposit derive;
    public final Inbox inbox;
    public final SweepBodies sweep;
    public final LabelDeposit label;
    public final RecordFact facts;
    public final LinkActs link;
    public final IssueLinks links;
    public final CreateRelease release;
    public final AtOnceActs atOnce;
    public final OpenLink openLink;
    public final ViewLink viewLink;
    public final FetchFile fetch;
    public final CutParticipant cut;
    public final Register register;
    public final Stewardship stewardship;
    public final PolicyActs policies;
    public final HandleIncidents incidents;
    public final WhoReceived received;
    public final OwnersWord owners;
    public final ReportPassedOn passedOn;
    public final KeepVersions versions;
    public final AskFacts questions;
    public final InformationDesk requests;
    public final KeepAgreements agreements;
    public final HandleDemands demands;
    public final ServeDataSubjects subjects;
    public final DueList dues;
    public final Adhere adhere;
    public final KeepTerms terms;
    public final AskToConfirm confirmations;
    public final ConfirmContact contacts;
    public final EndActs ends;
    public final SuspendFlow flows;
    public final GiveNotice notice;
    public final RequireWithdrawal required;
    public final TakeBackNotice takeBack;
    public final TransitionPlan plan;
    public final AccountForCopies copies;
    public final Signer auditSigner;
    final byte[] sessionKey;
    final Token administratorToken;
    /** Known once the HTTPS listener has its port; links are made with it. */
    public final AtomicReference<@Nullable String> publicUrl = new AtomicReference<>();

    /** Opens the data directory's parts; whatever is missing or does not fit stops it with words. */
    public Wiring(DataDirectory data, Settings settings, InstantSource clock, Passwords hashing) throws IOException {
        this.data = data;
        this.settings = settings;
        try {
            SecureRandom random = new SecureRandom();
            administratorToken = data.readAdministratorToken();
            RootKey root = opened(RootKey.load(data.rootKey()));
            database = opened(Database.open(
                    settings.database().map(DatabaseAddress::parse).orElse(DatabaseAddress.sqlite(data.database()))));
            WriteDoor door = opened(database.writeDoor(clock, random));
            KeyRing keys = opened(new KeyRing(root));
            Secrets secrets = new Secrets(database, root, data.rootKey());
            sessionKey = secrets.read(SESSION_KEY);
            auditSigner = new AuditSigner(
                    SigningKey.of(secrets.read(AUDIT_KEY), VerifyingKey.of(secrets.read(AUDIT_PUBLIC_KEY))));

            ledger = new Ledger(database, door, clock, random);
            Vocabulary vocabulary = VocabularyFiles.load();
            names = new WarnOfNames(new LikelyPerson(vocabulary));
            List<ExitRule> exits = ArrivalChecks.exitRules(
                    settings.scanner(),
                    new IncidentHolds(this::protocols),
                    new TakingPart(this::protocolsInForce),
                    new OfItsAudience(),
                    new OwnersRule(),
                    new DuringNotice(),
                    new PurposeBound(),
                    new ThirdPartyBasis(this::protocolsInForce),
                    new ClearedFirst(new Rulebook(List.of())),
                    new ContactVouched(this::protocolsInForce),
                    new ContentAgainstClaim(settings.attestAlways()));
            rules = new Rulebook(
                    Stream.concat(exits.stream(), Stream.of(new OwnerLeft())).toList());
            live = new LiveAccess();
            strangers = new StrangersCount(ledger);
            BodyFiles files = BodyFiles.open(data.bodies());
            sweep = new SweepBodies(ledger, files);
            Bodies bodies = opened(new Intake(ledger, rules, data.intake())).bodies(files, keys, random);
            KeepDocuments documents = new KeepDocuments(ledger, bodies);

            secondFactor = new SecondFactor(ledger, root, live, settings.logIn().secondFactor());
            authorities = new KeepAuthorities(ledger, live);
            networks = new Networks(ledger, live);
            logIn = new LogIn(ledger, live, secondFactor, MOST_SESSIONS_OF_PARTICIPANT);
            Senders senders = Senders.of(ledger, rules, settings, this::publicUrl, clock);
            outbox = senders.outbox();
            link = LinkActs.of(
                    ledger,
                    rules,
                    live,
                    bodies,
                    new PasswordDesk(hashing),
                    strangers,
                    this::publicUrl,
                    senders.couriers(),
                    senders.mailer(),
                    outbox);
            links = link.issue();
            release = link.release();
            atOnce = AtOnceActs.of(ledger, rules, release, links);
            label = new LabelDeposit(ledger, rules, bodies);
            sideLabels = new SideLabels(ledger, rules, label, names, secondFactor);
            quotas = new Quotas(ledger, bodies, settings.limits());
            receive = new ReceiveDeposit(
                    ledger,
                    rules,
                    bodies,
                    names,
                    List.of(
                            new ChannelsClosed(),
                            new WithinToken(),
                            new NotAFolder(),
                            new NoSideFile(),
                            atOnce.release()),
                    quotas,
                    settings.grace());
            receipts = new Receipts(ledger, rules, auditSigner, this::publicUrl);
            tokens = new EnterWithToken(ledger, live, strangers, secondFactor);
            Holds holds = new Holds();
            own = new OwnDeposits(ledger, bodies, receive, sideLabels, holds);
            folders = new OwnFolders(ledger, receive, atOnce.folders());
            arrivals = ArrivalChecks.of(ledger, bodies, settings.scanner());
            sideFiles = new KeepSideFiles(ledger, receive, own, sideLabels, arrivals.hashes());
            help = new ExplainFolders(ledger, rules, settings.grace(), settings.limits());
            // What it is labelled comes first: all else looks at the label.
            settle = new SettleDeposits(
                    ledger,
                    List.of(
                            sideLabels,
                            (tx, deposit, now) -> Inspections.await(tx, deposit.id()),
                            arrivals,
                            atOnce.release(),
                            Outbox.telling(ledger, rules, outbox)));
            uploads =
                    opened(new TakeUploads(ledger, rules, tokens, receive, settle, sideLabels, settings.uploadsKept()));
            inspect = new InspectDeposits(
                    ledger, rules, bodies, new Inspector(vocabulary, settings.smallCount()), arrivals);
            answers = new AnswerForContent(ledger, inspect);
            inbox = new Inbox(ledger, rules, bodies, live);
            facts = new RecordFact(ledger, rules, live);
            derive = new DeriveDeposit(ledger, bodies, receive, own, settle, label, vocabulary, inspect);
            openLink = link.open();
            viewLink = link.view();
            fetch = link.fetch();
            SuccessorRule successors = successors(exits);
            plan = new TransitionPlan(ledger, successors);
            copies = new AccountForCopies(ledger);
            cut = new CutParticipant(ledger, live, new HandOver(ledger, successors), copies);
            register = new Register(ledger, rules, live);
            stewardship = Stewardship.of(ledger, rules, bodies, keys, holds, live, auditSigner);
            policies = PolicyActs.of(ledger, rules, documents);
            incidents = new HandleIncidents(ledger, rules, live);
            received = new WhoReceived(ledger);
            owners = new OwnersWord(ledger, rules, live);
            passedOn = new ReportPassedOn(ledger);
            versions = new KeepVersions(ledger, release);
            questions = new AskFacts(ledger, rules, facts, this::publicUrl);
            requests = new InformationDesk(ledger, rules, facts);
            agreements = new KeepAgreements(ledger, rules, documents, live);
            demands = new HandleDemands(ledger);
            subjects = new ServeDataSubjects(ledger);
            contacts = new ConfirmContact(ledger);
            confirmations = new AskToConfirm(ledger, rules);
            ends = EndActs.of(ledger, rules, stewardship.destroy(), auditSigner);
            dues = new DueList(
                    ledger, List.of(new IncidentClocks(), requests, subjects, plan, copies, contacts, ends.account()));
            adhere = new Adhere(ledger, rules, documents);
            terms = new KeepTerms(ledger, rules, live);
            flows = new SuspendFlow(ledger, rules);
            notice = new GiveNotice(ledger, rules, cut);
            required = new RequireWithdrawal(ledger, cut);
            takeBack = new TakeBackNotice(ledger);
            // A protocol that no longer loads must stop the start, not the first deposit.
            ledger.read(sql -> rules.all(sql));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What must hold, besides the matrix, where a deposit passes to another owner. */
    private SuccessorRule successors(List<ExitRule> exits) {
        return new SuccessorRule(
                new Rulebook(List.of(
                        new IncidentHolds(this::protocols),
                        new OwnersRule(),
                        new PurposeBound(),
                        new ContentAgainstClaim(settings.attestAlways()))),
                // That its owner leaves is why it passes, so that is no reason against it.
                new Rulebook(exits));
    }

    /** The use cases behind the API. */
    public ApiActs acts(ApiActs.PublicKeys publicKeys) {
        return DoorActs.api(this, publicKeys);
    }

    /** The use cases behind the depositors' addresses. */
    DepositActs depositActs() {
        return DoorActs.deposits(this);
    }

    private List<Protocol> protocolsInForce(Handle sql, Instant now) {
        return rules.inForce(sql, now);
    }

    private List<Protocol> protocols(Handle sql) {
        return rules.all(sql);
    }

    private String publicUrl() {
        String url = publicUrl.get();
        if (url == null) {
            throw new IllegalStateException("No link can be made before the HTTPS listener is up.");
        }
        return url;
    }

    <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.error("A part did not close in order", e);
            }
        }
    }
}
