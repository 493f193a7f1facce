package org.jitsuin.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jitsuin.cluster.plan.ClusterPlan;
import org.jitsuin.cluster.plan.Hosts;
import org.jitsuin.cluster.plan.Judges;
import org.jitsuin.cluster.plan.Judges.Verdict;
import org.jitsuin.cluster.plan.Places;
import org.jitsuin.cluster.plan.PlanFiles;
import org.jitsuin.cluster.plan.Size;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code jitsuin cluster plan}: the files of each machine, judged by the programs that they are
 * for.
 */
@Command(
    name = "plan",
    description = "write the files of each machine of a cluster, and the book of its operators")
final class ClusterPlanCommand implements LauncherCommand {
  private final Terminal terminal;

  @Parameters(paramLabel = "DIRECTORY", description = "made anew, or empty")
  private Path directory;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      required = true,
      description = "where OCSP and CRLs will be served; written into certificates")
  private String baseUrl;

  @Option(
      names = "--hosts",
      paramLabel = "NAME=ADDRESS,...",
      description = "the machines: db-1, db-2, … database nodes, app-1, … servers")
  private String hosts = Hosts.USUAL;

  @Option(names = "--memory", paramLabel = "GIB", description = "of each database node")
  private int memory = Size.USUAL;

  ClusterPlanCommand(CommandContext context) {
    this.terminal = context.terminal();
  }

  @Override
  public ExitCode run() {
    ClusterPlan plan =
        new ClusterPlan(Hosts.parse(hosts), Size.of(memory), Places.USUAL, checked(baseUrl));
    int count = PlanFiles.write(plan, directory);
    terminal.good("plan", "%s files in %s".formatted(count, DisplayPath.of(directory)));
    boolean understood = judge(plan);
    terminal.paragraph(
        "What comes where, and in which order, stands in "
            + DisplayPath.of(directory.resolve(ClusterPlan.BOOK)));
    return understood ? ExitCode.OK : ExitCode.WRONG;
  }

  private static String checked(String url) {
    try {
      URI given = URI.create(url);
      if ("http".equals(given.getScheme()) && given.getHost() != null && !url.endsWith("/")) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new SetupFailure(
        "--base-url is an address without a final slash, such as http://pki.example.jp, not "
            + url);
  }

  private boolean judge(ClusterPlan plan) {
    List<Verdict> verdicts;
    try {
      verdicts = Judges.ask(plan, directory.toAbsolutePath());
    } catch (SetupFailure e) {
      terminal.fact("judged", "not by all: " + e.getMessage());
      return true;
    }
    for (Verdict verdict : verdicts) {
      Optional<String> complaint = verdict.complaint();
      if (complaint.isPresent()) {
        terminal.bad("%s of %s: %s".formatted(verdict.program(), verdict.file(), complaint.get()));
      }
    }
    boolean understood = verdicts.stream().allMatch(verdict -> verdict.complaint().isEmpty());
    if (understood) {
      terminal.good("judged", "mariadbd and haproxy of this machine understand them");
    }
    return understood;
  }
}
