package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.staff.Change;
import org.jitsuin.launcher.staff.Delivery;
import org.jitsuin.launcher.staff.OfficeClient;
import org.jitsuin.launcher.staff.Refused;
import org.jitsuin.launcher.staff.StaffDesk;
import org.jitsuin.launcher.staff.Wish;
import org.jitsuin.launcher.terminal.CommandLine;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What the commands about staff have in common: the server is asked as one operator or two, who
 * decide together, and what came of it is said.
 */
record StaffDecision(CommandContext context) {
  private static final int TWO = 2;

  /**
   * Asks the server.
   *
   * @param act what is asked; a refusal of the server is said
   * @throws SetupFailure if there is no installation here
   */
  ExitCode ask(Function<StaffDesk, ExitCode> act) {
    context.installation().requirePresent();
    try {
      return act.apply(new StaffDesk(context.installation()));
    } catch (Refused e) {
      terminal().bad(e.getMessage());
      return ExitCode.WRONG;
    }
  }

  /** Returns who asks the server, with the key in a file. */
  OfficeClient client(Path operator, Optional<Path> password) {
    return OfficeClient.of(
        context.installation(),
        new Passwords(terminal()).open(operator, password),
        context.clock().instant());
  }

  private Terminal terminal() {
    return context.terminal();
  }

  /**
   * Has a change proposed by the first operator and approved by the second, if there is one.
   *
   * @param command that was given
   * @param operators the files of one or two
   * @param password the file with their password, if one was named
   * @param request the file with the request for a certificate, if somebody brought one
   */
  ExitCode decide(
      CommandSpec command,
      List<Path> operators,
      Optional<Path> password,
      Wish wish,
      Optional<Path> request) {
    if (operators.size() > TWO) {
      throw new ParameterException(
          command.commandLine(), "one operator proposes and another one approves; no more decide");
    }
    return ask(desk -> {
      List<OfficeClient> clients = clients(operators, password);
      Change proposed = desk.propose(clients.getFirst(), wish, request);
      if (clients.size() < TWO) {
        sayThatItWaits(proposed);
        return ExitCode.OK;
      }
      return say(desk, approved(desk, clients.getLast(), proposed));
    });
  }

  private Change approved(StaffDesk desk, OfficeClient client, Change proposed) {
    try {
      return desk.approve(client, proposed);
    } catch (Refused | SetupFailure e) {
      sayThatItWaits(proposed);
      throw e;
    }
  }

  private List<OfficeClient> clients(List<Path> operators, Optional<Path> password) {
    List<OfficeClient> clients = new ArrayList<>();
    operators.forEach(operator -> clients.add(client(operator, password)));
    long people = clients.stream().map(client -> client.caller().person()).distinct().count();
    if (people != operators.size()) {
      throw new SetupFailure("two CA operators decide this together, each with a key of their own");
    }
    return clients;
  }

  /** Says what came of a change that was approved, and puts the certificate into its file. */
  ExitCode say(StaffDesk desk, Change done) {
    terminal()
        .good(
            "done",
            "%s, proposed by %s, approved by %s"
                .formatted(done.words(), done.proposedBy(), done.decidedBy().orElse("")));
    desk.deliver(done).ifPresent(this::sayWhereItIs);
    return ExitCode.OK;
  }

  private void sayWhereItIs(Delivery delivery) {
    terminal()
        .fact(
            "certificate",
            "%s, valid until %s"
                .formatted(DisplayPath.of(delivery.certificate()), JapanTime.date(delivery.end())));
    delivery
        .keyStore()
        .ifPresent(store ->
            terminal()
                .fact(
                    "key store",
                    "%s, its password in %s"
                        .formatted(
                            DisplayPath.of(store.file()), DisplayPath.of(store.password()))));
  }

  private void sayThatItWaits(Change change) {
    terminal()
        .good(
            "proposed", change.words() + "; nothing is done until another CA operator approves it");
    sayAll(change);
    terminal().blank();
    terminal().paragraph("Approve it:");
    terminal().command(line("approve", change, "--content", change.content().hash().toString()));
    terminal().paragraph("Take it back:");
    terminal().command(line("reject", change));
  }

  /** Says all that is to be looked at before a change is approved. */
  void sayAll(Change change) {
    change.facts().forEach(terminal()::fact);
    change
        .content()
        .key()
        .ifPresent(_ ->
            terminal()
                .paragraph(
                    "The owner of the key reads out its hash to who approves: openssl req -in"
                        + " FILE.csr -pubkey -noout | openssl pkey -pubin -outform DER |"
                        + " sha256sum"));
  }

  /** The line that is typed about a change. */
  static CommandLine line(String command, Change change, String... more) {
    return CommandLine.of(
        "./jitsuin",
        "staff",
        command,
        change.content().change(),
        List.of(more),
        "--operator",
        "FILE.p12");
  }
}
