package org.sluice.gateway.sftp;

import org.sluice.gateway.usecase.AudienceFolders;
import org.sluice.gateway.usecase.ExplainFolders;
import org.sluice.gateway.usecase.Inbox;
import org.sluice.gateway.usecase.KeepSideFiles;
import org.sluice.gateway.usecase.LogIn;
import org.sluice.gateway.usecase.OwnDeposits;
import org.sluice.gateway.usecase.OwnFolders;
import org.sluice.gateway.usecase.OwnNotices;
import org.sluice.gateway.usecase.Receipts;
import org.sluice.gateway.usecase.ReceiveDeposit;
import org.sluice.gateway.usecase.RoomLeft;
import org.sluice.gateway.usecase.SecondFactor;
import org.sluice.gateway.usecase.SettleDeposits;
import org.sluice.gateway.usecase.SideLabels;
import org.sluice.gateway.usecase.StrangersCount;

/** What the SFTP edge asks. */
public record SftpUseCases(
        LogIn logIn,
        SecondFactor secondFactor,
        StrangersCount strangers,
        ReceiveDeposit receive,
        OwnDeposits deposits,
        OwnFolders folders,
        KeepSideFiles sideFiles,
        SideLabels sideLabels,
        ExplainFolders help,
        AudienceFolders audiences,
        SettleDeposits settle,
        Inbox inbox,
        OwnNotices notices,
        RoomLeft room,
        Receipts receipts) {}
