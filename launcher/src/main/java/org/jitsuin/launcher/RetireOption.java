package org.jitsuin.launcher;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.installation.ceremony.Retirement;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code jitsuin ceremony --retire}: says whether a key generation can be retired; with two CA
 * operators it is. No token is opened: what signs nothing any more need not sign that.
 */
final class RetireOption {
  @Option(
      names = "--retire",
      paramLabel = "AUTHORITY:N",
      converter = IssuerReader.class,
      description = {
        "retire key generation N, whose certificates have all ended;",
        "two operators decide it, without them it is only looked at"
      })
  private Optional<Issuer> issuer = Optional.empty();

  @Mixin private TwoOperators operators;

  /** Reads {@code signature:1}. */
  private static final class IssuerReader implements ITypeConverter<Issuer> {
    @Override
    public Issuer convert(String value) {
      String[] parts = value.split(":", 2);
      return Optional.of(parts)
          .filter(both -> both.length == 2 && both[1].matches("[1-9][0-9]{0,2}"))
          .filter(both -> Integer.parseInt(both[1]) <= Issuer.LAST_GENERATION)
          .flatMap(both ->
              Authority.byId(both[0])
                  .map(authority -> new Issuer(authority, Integer.parseInt(both[1]))))
          .orElseThrow(() ->
              new TypeConversionException("it is AUTHORITY:N, such as signature:1, not " + value));
    }
  }

  /** Returns whether it was given. */
  boolean isGiven() {
    return issuer.isPresent();
  }

  /** Returns whether operators were named. */
  boolean hasOperators() {
    return !operators.areAbsent();
  }

  ExitCode run(CommandContext context, CommandSpec command) {
    operators.check(command);
    Installation installation = context.installation();
    return new DatabaseService(installation).lend(admin -> run(context, admin));
  }

  private ExitCode run(CommandContext context, Jdbi admin) {
    Installation installation = context.installation();
    Terminal terminal = context.terminal();
    Issuer of = issuer.orElseThrow();
    Retirement retirement = new Retirement(admin, new Server(installation).clock(context.clock()));
    Retirement.Report report = retirement.look(of);
    report.lines().forEach(terminal::line);
    if (!report.possible()) {
      return ExitCode.UNMET;
    }
    if (operators.areAbsent()) {
      return operators.tellHow(terminal, "with the same line and", ".");
    }
    List<StaffMember> members =
        operators.sign(installation, admin, new Passwords(terminal), report.statement());
    Retirement.Report _ = retirement.carryOut(of, members);
    terminal.blank();
    terminal.good(
        "retired",
        "%s, by %s and %s".formatted(of, members.getFirst().name(), members.getLast().name()));
    terminal.paragraph(
        "Servers that run know it within a minute. Its last OCSP signers end by themselves; then"
            + " destroy its key in the CA token, as docs/ceremony.md says.");
    return ExitCode.OK;
  }
}
