package org.sluice.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/** Puts the commands together, in the order in which the help lists them. */
final class CommandTree {
    private static final Map<String, Function<Sluice, Object>> COMMANDS = commands();

    private CommandTree() {}

    private static Map<String, Function<Sluice, Object>> commands() {
        Map<String, Function<Sluice, Object>> commands = new LinkedHashMap<>();
        commands.put("init", InitCommand::new);
        commands.put("serve", ServeCommand::new);
        commands.put("participant", ParticipantCommands::new);
        commands.put("person", PersonCommands::new);
        commands.put("token", TokenCommands::new);
        commands.put("contact", ContactCommands::new);
        commands.put("recipient-key", RecipientKeyCommands::new);
        commands.put("keygen", KeygenCommand::new);
        commands.put("send", SendCommand::new);
        commands.put("open", OpenCommand::new);
        commands.put("policy", PolicyCommands::new);
        commands.put("deposit", DepositCommands::new);
        commands.put("receipt", ReceiptCommands::new);
        commands.put("label", LabelCommands::new);
        commands.put("inspection", InspectionCommands::new);
        commands.put("scan", ScanCommands::new);
        commands.put("fact", FactCommands::new);
        commands.put("clearance", ClearanceCommands::new);
        commands.put("exception", ExceptionCommands::new);
        commands.put("release", ReleaseCommands::new);
        commands.put("link", LinkCommands::new);
        commands.put("seal", SealCommands::new);
        commands.put("question", QuestionCommands::new);
        commands.put("retention", RetentionCommands::new);
        commands.put("register", RegisterCommands::new);
        commands.put("keys", KeysCommands::new);
        commands.put("recovery", RecoveryCommands::new);
        commands.put("owner", OwnerCommands::new);
        commands.put("incident", IncidentCommands::new);
        commands.put("request", RequestCommands::new);
        commands.put("agreement", AgreementCommands::new);
        commands.put("subject", SubjectCommands::new);
        commands.put("due", DueCommand::new);
        commands.put("mail", MailCommands::new);
        commands.put("audit", AuditCommands::new);
        return commands;
    }

    /** The names of the commands right below {@code sluice}. */
    static Set<String> names() {
        return COMMANDS.keySet();
    }

    /**
     * The commands whose names stand in the arguments, or all where none does: picking a command apart costs time, and a
     * command lives for one request.
     */
    static CommandLine of(Sluice sluice, List<String> args) {
        CommandLine root = new CommandLine(sluice);
        Map<CommandLine, CommandLine> owners = new LinkedHashMap<>();
        boolean some = COMMANDS.keySet().stream().anyMatch(args::contains) && !isHelpOfAll(args);
        COMMANDS.forEach((name, command) -> {
            if (!some || args.contains(name)) {
                Object object = command.apply(sluice);
                CommandLine added = new CommandLine(object);
                if (object instanceof ParticipantCommands participants) {
                    added.addSubcommand("plan", new PlanCommands(sluice));
                    added.addSubcommand("require-withdrawal", new RequireWithdrawalCommand(sluice, participants));
                    added.addSubcommand("stay", new StayCommand(sluice, participants));
                }
                if (name.equals("person")) {
                    added.addSubcommand("key", new PersonKeyCommands(sluice));
                    added.addSubcommand("totp", new TotpCommands(sluice));
                    added.addSubcommand("notify", new PersonMailCommand(sluice));
                }
                if (name.equals("participant")) {
                    added.addSubcommand("adherence", new AdherenceCommand(sluice));
                    added.addSubcommand("ca", new AuthorityCommands(sluice));
                    added.addSubcommand("networks", new NetworksCommand(sluice));
                }
                if (name.equals("release")) {
                    parts(root, added, owners, List.of(new BundleCommands(sluice), new FollowCommands(sluice)));
                }
                if (name.equals("contact")) {
                    added.addSubcommand("ways", new ContactWaysCommand(sluice));
                }
                root.addSubcommand(name, added);
                if (name.equals("deposit")) {
                    parts(root, added, owners, List.of(new DepositChecks(sluice)));
                }
                if (name.equals("participant")) {
                    parts(root, added, owners, List.of(new QuotaCommands(sluice)));
                }
                if (name.equals("contact")) {
                    parts(root, added, owners, List.of(new ContactConfirming(sluice)));
                }
                if (name.equals("policy")) {
                    parts(
                            root,
                            added,
                            owners,
                            List.of(new PolicyWriting(sluice), new ProposalCommands(sluice), new EndCommands(sluice)));
                    added.addSubcommand("assess", new AssessCommands(sluice));
                }
            }
        });
        root.setExecutionStrategy(parsed -> {
            owners.forEach((command, own) -> command.getCommandSpec().parent(own.getCommandSpec()));
            return UsageText.run(parsed);
        });
        CommandGroups.sort(root);
        root.setUsageHelpWidth(110);
        root.setUsageHelpAutoWidth(false);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        return root;
    }

    /**
     * Some commands stand in several classes and under one name. A command that is a method is called on its parent's
     * object, so each gets its own class for parent once the line was read.
     */
    private static void parts(
            CommandLine root, CommandLine name, Map<CommandLine, CommandLine> owners, List<Object> parts) {
        for (Object part : parts) {
            CommandLine own = new CommandLine(part);
            own.getCommandSpec().parent(root.getCommandSpec());
            own.getSubcommands().forEach((word, command) -> {
                name.addSubcommand(word, command);
                owners.put(command, own);
            });
        }
    }

    private static boolean isHelpOfAll(List<String> args) {
        return !args.isEmpty()
                && (args.getFirst().equals("--help") || args.getFirst().equals("-h"));
    }
}
