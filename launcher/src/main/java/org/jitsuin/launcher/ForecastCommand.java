package org.jitsuin.launcher;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.LiveCertificates;
import org.jitsuin.ca.store.LiveCertificates.Group;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code jitsuin forecast}: what a change of algorithms would have to issue anew, counted in the
 * database; see docs/migration.md.
 */
@Command(
    name = "forecast",
    description =
        "live certificates by key, generation and year of end: what a migration re-issues")
final class ForecastCommand implements LauncherCommand {
  /** The last year in which RSA of 2,048 bits makes new signatures (CRYPTREC). */
  private static final int LAST_RSA_2048 = 2030;

  /** The year by which the government's systems move to post-quantum algorithms. */
  private static final int LAST_CLASSICAL = 2035;

  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;

  @Option(
      names = "--municipalities",
      description = "a line for each municipality besides, as comma-separated values")
  private boolean municipalities;

  ForecastCommand(CommandContext context) {
    this.installation = context.installation();
    this.terminal = context.terminal();
    this.clock = context.clock();
  }

  @Override
  public ExitCode run() {
    installation.requirePresent();
    DatabaseService database = new DatabaseService(installation);
    if (!installation.settings().hasAuthority() || database.describe().isEmpty()) {
      throw new SetupFailure(
          "the authority's database does not answer here; start it with: ./jitsuin up");
    }
    Jdbi jdbi = database.jdbi();
    Map<Integer, IssuerTable.Row> issuers =
        jdbi.withHandle(IssuerTable::all).stream()
            .collect(Collectors.toMap(IssuerTable.Row::number, row -> row));
    SortedMap<Group, Long> counts =
        new LiveCertificates(jdbi).count(new Server(installation).clock(clock).instant());
    if (municipalities) {
      terminal.line("authority,generation,signed by,key,ends,municipality,certificates");
      counts.forEach((group, count) ->
          terminal.line(
              String.format(
                  Locale.ROOT,
                  "%s,%s,%d,%s,%d",
                  prefix(issuers, group),
                  group.key(),
                  group.year(),
                  group.municipality(),
                  count)));
      return ExitCode.OK;
    }
    summary(issuers, counts);
    return ExitCode.OK;
  }

  private void summary(Map<Integer, IssuerTable.Row> issuers, SortedMap<Group, Long> counts) {
    terminal.strong("Live certificates, by generation, key and the year in which they end");
    counts.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                entry ->
                    new Group(
                        entry.getKey().issuer(), entry.getKey().key(), entry.getKey().year(), ""),
                TreeMap::new,
                Collectors.summingLong(Map.Entry::getValue)))
        .forEach((group, count) ->
            terminal.fact(
                Integer.toString(group.year()),
                String.format(
                    Locale.ROOT,
                    "%,d %s, key %s",
                    count,
                    prefix(issuers, group).replace(',', ' '),
                    group.key())));
    terminal.blank();
    terminal.fact(
        "by " + LAST_RSA_2048,
        String.format(
            Locale.ROOT,
            "%,d have an RSA key and end after %d",
            sum(counts, group -> group.key().equals("rsa") && group.year() > LAST_RSA_2048),
            LAST_RSA_2048));
    terminal.fact(
        "by " + LAST_CLASSICAL,
        String.format(
            Locale.ROOT,
            "%,d are signed by a classical key and end after %d",
            sum(
                counts,
                group ->
                    !issuers.get(group.issuer()).scheme().isMlDsa()
                        && group.year() > LAST_CLASSICAL),
            LAST_CLASSICAL));
  }

  private static long sum(SortedMap<Group, Long> counts, Predicate<Group> which) {
    return counts.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static String prefix(Map<Integer, IssuerTable.Row> issuers, Group group) {
    IssuerTable.Row issuer = issuers.get(group.issuer());
    return String.format(
        Locale.ROOT, "%s,g%d,%s", issuer.authority(), issuer.generation(), issuer.scheme().id());
  }
}
