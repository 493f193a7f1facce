package org.jitsuin.cluster.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.cluster.bed.Bed;
import org.jitsuin.cluster.bed.BedPlace;
import org.jitsuin.cluster.trial.check.Finding;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * The process of a trial: it runs on the bed's machine from which others are asked, and what it
 * prints is what its operator sees.
 */
public final class TrialMain {
  private static final int SHOWN = 20;
  private static final int BROKEN = 1;

  /** As the launcher, which passes it on: something must be changed first. */
  private static final int UNMET = 3;

  private TrialMain() {}

  /**
   * Tries a bed that is up.
   *
   * @param arguments its directory, the file of the history, minutes, seed, kinds of trouble
   *     separated by commas or nothing, and the program behind {@code ./jitsuin}, word by word
   */
  public static void main(String[] arguments) {
    try {
      System.exit(run(List.of(arguments)).isEmpty() ? 0 : BROKEN);
    } catch (SetupFailure e) {
      say("✗ " + e.getMessage());
      System.exit(UNMET);
    }
  }

  private static List<Finding> run(List<String> words) {
    Path directory = Path.of(words.get(0));
    Path file = Path.of(words.get(1));
    Duration time = Duration.ofMinutes(Long.parseLong(words.get(2)));
    long seed = Long.parseLong(words.get(3));
    Bed bed = new Bed(new BedPlace(directory), words.subList(5, words.size()), (_, _) -> {});
    long begin = System.nanoTime();
    Trial.Result result =
        new Trial(
                bed,
                Clocks.system(),
                what ->
                    say(
                        "%5s s  %s"
                            .formatted(
                                Duration.ofNanos(System.nanoTime() - begin).toSeconds(), what)))
            .run(time, seed, TroubleKind.parse(words.get(4)), file);
    Trial.figures(result).forEach(TrialMain::say);
    say("history: " + file);
    List<Finding> findings = result.findings();
    findings.stream()
        .limit(SHOWN)
        .forEach(finding -> say("✗ %s: %s".formatted(finding.rule(), finding.sentence())));
    say(findings.isEmpty() ? "✓ every rule was kept" : findings.size() + " findings");
    return findings;
  }

  private static void say(String line) {
    System.out.println("  " + line);
  }
}
