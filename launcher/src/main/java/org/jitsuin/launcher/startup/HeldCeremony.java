package org.jitsuin.launcher.startup;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.ceremony.BroughtRequest;
import org.jitsuin.installation.ceremony.Ceremony;
import org.jitsuin.installation.ceremony.CeremonyContext;
import org.jitsuin.installation.ceremony.CeremonyOutcome;
import org.jitsuin.installation.ceremony.CeremonyPlan;
import org.jitsuin.installation.ceremony.CeremonySteps;
import org.jitsuin.installation.ceremony.NewSigner;
import org.jitsuin.installation.ceremony.RollOver;
import org.jitsuin.installation.ceremony.RollOverOutcome;
import org.jitsuin.installation.ceremony.StaffRenewal;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.startup.CeremonyOrder.Renewal;

/** Carries out an order for a ceremony, with everything that it takes. */
record HeldCeremony(
    Jdbi database,
    SigningPool caToken,
    SigningPool ocspToken,
    InstantSource clock,
    SecureRandom random,
    String node,
    String baseUrl) {
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Holds the ceremony; returns why it was not held, if so. */
  Optional<String> hold(
      CeremonyOrder order, CeremonyPlan plan, Path output, CeremonyContext circumstances) {
    if (order.renewal().isPresent()) {
      renew(order.renewal().get(), plan, output, circumstances.steps());
      return Optional.empty();
    }
    if (order.rollOver().isPresent()) {
      return rollOver(order, plan, output, circumstances);
    }
    if (order.signerOf().isPresent()) {
      return new NewSigner(database, caToken, ocspToken, clock, random, node)
          .make(order.signerOf().get(), circumstances.steps());
    }
    Ceremony ceremony = new Ceremony(database, caToken, ocspToken, clock, random, node);
    return switch (ceremony.hold(plan, output, circumstances)) {
      case CeremonyOutcome.Held _, CeremonyOutcome.AlreadyHeld _ -> Optional.empty();
      case CeremonyOutcome.TokenNotEmpty(String token, List<String> labels) ->
          Optional.of(
              "token %s holds keys (%s) of an earlier ceremony that was interrupted; %s"
                  .formatted(
                      token,
                      String.join(", ", labels),
                      "delete it all and start over with: ./jitsuin reset"));
    };
  }

  private void renew(Renewal renewal, CeremonyPlan plan, Path home, CeremonySteps steps) {
    StaffRenewal renewing =
        new StaffRenewal(database, caToken, clock, Clocks.system(), random, node);
    switch (renewal) {
      case Renewal.Server() -> renewing.server(plan.hosts(), home, steps);
      case Renewal.Staff(List<String> names, Optional<Path> request) -> {
        if (request.isPresent()) {
          renewing.staff(names.getFirst(), BroughtRequest.read(request.get()).key(), home, steps);
        } else {
          renewing.staff(names, home, steps);
        }
      }
    }
  }

  private Optional<String> rollOver(
      CeremonyOrder order, CeremonyPlan plan, Path output, CeremonyContext circumstances) {
    Authority authority = order.rollOver().orElseThrow();
    RollOver rollOver = new RollOver(database, caToken, ocspToken, clock, random, node);
    RollOverOutcome outcome =
        rollOver.prepare(
            authority,
            order.script().flatMap(file -> CeremonyPlan.authority(file, authority, baseUrl)),
            order.algorithm(),
            output,
            circumstances);
    Instant end = clock.instant().plus(order.patience());
    while (outcome instanceof RollOverOutcome.Prepared) {
      outcome = rollOver.complete(plan, output, circumstances, order.crlsNeeded());
      if (outcome instanceof RollOverOutcome.Prepared prepared) {
        if (clock.instant().isAfter(end)) {
          return Optional.of(awaited(prepared, authority));
        }
        pause();
      }
    }
    return switch (outcome) {
      case RollOverOutcome.Refused(String reason) -> Optional.of(reason);
      case RollOverOutcome.Completed _, RollOverOutcome.Prepared _ -> Optional.empty();
    };
  }

  private static String awaited(RollOverOutcome.Prepared prepared, Authority authority) {
    return String.format(
        Locale.ROOT,
        "%s is made and does not issue yet: %d of its CRLs are not published. When a server runs"
            + " (./jitsuin up), go on with: ./jitsuin ceremony --roll-over %s",
        prepared.issuer(),
        prepared.missingCrls(),
        authority.id());
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while CRLs were awaited", e);
    }
  }
}
