package org.sluice.gateway.web;

import org.sluice.gateway.usecase.EnterWithToken;
import org.sluice.gateway.usecase.Overview;
import org.sluice.gateway.usecase.Receipts;
import org.sluice.gateway.usecase.ReceiveDeposit;
import org.sluice.gateway.usecase.TakeUploads;

/** The use cases behind the depositors' addresses. */
public record DepositActs(
        EnterWithToken tokens, TakeUploads uploads, ReceiveDeposit receive, Overview overview, Receipts receipts) {}
